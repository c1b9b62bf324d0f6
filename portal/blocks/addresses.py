"""Public addresses to which texts may lead."""

from collections.abc import Iterable

from wagtail.models import Page, PageViewRestriction


def public_addresses(pages: Iterable[Page | None]) -> list[str]:
    """The address of each page in the reader's language, else its own; empty for what not everybody may see.

    The address alone of a draft or a private page tells its title.
    """
    private = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))

    def address_of(page: Page | None) -> str:
        for target in (page.localized, page) if page else ():
            if target.live and not (private and target.path.startswith(private)):
                return target.url or ""
        return ""

    return [address_of(page) for page in pages]

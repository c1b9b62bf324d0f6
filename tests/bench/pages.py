"""Many pages for measuring Wagtail's own search: rows of the tree and of its index, without the signals of a save."""

from collections.abc import Callable

from modelsearch.backends import get_search_backend
from wagtail.models import Locale, Page

BATCH = 1_000
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def make_pages(number: int, title: Callable[[int], str]) -> None:
    """As many live pages below the root, titled by their number; none where they are already."""
    root = Page.get_first_root_node()
    if Page.objects.filter(slug=f"bench-{number - 1}").exists():
        return
    first = root.get_children_count() + 1
    locale = Locale.get_default()
    index = get_search_backend("default").get_index_for_model(Page)
    for start in range(0, number, BATCH):
        made = Page.objects.bulk_create(
            [
                Page(
                    title=title(count),
                    draft_title="",
                    slug=f"bench-{count}",
                    url_path=f"/bench-{count}/",
                    path=root.path + _step(first + count),
                    depth=2,
                    live=True,
                    locale=locale,
                    content_type_id=root.content_type_id,
                )
                for count in range(start, min(start + BATCH, number))
            ]
        )
        index.add_items(Page, made)
    Page.objects.filter(pk=root.pk).update(numchild=first - 1 + number)


def _step(number: int) -> str:
    """One step of a path of the tree: four digits of base 36."""
    digits = ""
    for _place in range(4):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits

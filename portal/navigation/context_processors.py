"""Context processor of every page's frame; worked out only when a template asks."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.content.page_meta import PageMeta, page_meta_of
from portal.language import LANGUAGES, written_in
from portal.localisation.addresses import home_url, section_url
from portal.localisation.text import active_language
from portal.look.components import Link, NavItem, NoticeBanner

from .presenters.bar import key_of
from .presenters.menus import LinkList, footer_columns, main_menu
from .presenters.notices import notices_at

LANGUAGE_NAMES = dict(settings.LANGUAGES)
ONLY_IN = "only"  # Parameter of the address to which the language switcher leads in place of a missing page.


@dataclass(frozen=True)
class Alternate:
    """The address of a page in one of the languages that have it, for hreflang."""

    code: str
    url: str


@dataclass(frozen=True)
class LanguageLink:
    """One language of the switcher."""

    code: str
    name: str
    url: str
    current: bool


class Navigation:
    """The frame of one page: sections, languages, footer, breadcrumbs. The same for every visitor of an address."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = active_language()

    @cached_property
    def page_meta(self) -> PageMeta:
        """Metadata of this address."""
        return page_meta_of(self.request)

    @cached_property
    def key(self) -> str:
        """Key of what this address shows, for the editors' bar."""
        return key_of(self.page_meta)

    @property
    def is_demo(self) -> bool:
        return settings.IS_DEMO

    @property
    def home_url(self) -> str:
        return home_url(self.language)

    @property
    def search_url(self) -> str:
        return section_url("search", language=self.language)

    @property
    def desk_url(self) -> str:
        return section_url("desk", language=self.language)

    @cached_property
    def sections(self) -> list[NavItem]:
        """The main menu, as the editors put it."""
        path = self.request.path
        return [NavItem(link.title, link.url, path.startswith(link.url)) for link in main_menu(self.language)]

    @cached_property
    def notices(self) -> list[NoticeBanner]:
        """Notices of the editors on this page now."""
        return notices_at(self.request.path, self.language)

    @cached_property
    def breadcrumbs(self) -> list[Link]:
        """The way from the first page to here; empty on the first page and where nobody has said where this is."""
        trail = self.page_meta.trail
        return [Link(title=pgettext("of the site", "Home"), url=self.home_url), *trail] if trail else []

    @cached_property
    def alternates(self) -> list[Alternate]:
        """The addresses of this page in the languages that have it."""
        found = self.page_meta.alternates
        if found is None:
            found = {code: translate_url(self.request.path, code) for code in LANGUAGES}
        return [Alternate(code, self.absolute(found[code])) for code in LANGUAGES if code in found]

    @property
    def default_alternate(self) -> str:
        """The address for readers of other languages (hreflang `x-default`): Kazakh, else the first that exists."""
        return self.alternates[0].url if self.alternates else ""

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """The language switcher, always in the same order.

        It leads to the same view of this page. Where the page is missing it leads to the nearest page above, which
        then says in which languages there is one (`only_in`).
        """
        existing = {item.code: item.url for item in self.alternates}
        query = self.request.META.get("QUERY_STRING", "")
        same_view = f"?{query}" if query and ONLY_IN not in self.request.GET else ""
        return [
            LanguageLink(
                code=code,
                name=LANGUAGE_NAMES[code],
                url=f"{existing[code]}{same_view}"
                if code in existing
                else self._nearest(code, list(existing)),
                current=code == self.language,
            )
            for code in LANGUAGES
        ]

    def _nearest(self, code: str, existing: list[str]) -> str:
        page = self.page_meta.page
        url = page.nearby(code) if page else home_url(code)
        return f"{url}?{ONLY_IN}={'.'.join(existing)}" if existing else url

    @cached_property
    def only_in(self) -> str:
        """Words for a page, or a text, that is not yet there in the reader's language: in which languages it is."""
        asked = self.request.GET.get(ONLY_IN, "").split(".")
        missing = [code for code in LANGUAGES if code in asked]
        if missing and self.language not in missing:
            return _("This page is available only %(in_language)s so far") % {
                "in_language": self._in_words(missing)
            }
        written = [code for code in LANGUAGES if code in self.page_meta.written_in]
        if written and self.language not in written:
            return _("The text of this page is available only %(in_language)s so far") % {
                "in_language": self._in_words(written)
            }
        return ""

    def _in_words(self, codes: list[str]) -> str:
        """Languages as an adverb: "орысша және ағылшынша"."""
        words = [written_in(code, self.language) for code in codes]
        if len(words) == 1:
            return words[0]
        return _("%(first)s and %(second)s") % {"first": words[0], "second": words[1]}

    @property
    def canonical(self) -> str:
        """This address without what only steers the view."""
        return self.absolute(self.request.path)

    def absolute(self, url: str) -> str:
        return url if url.startswith("http") else f"{settings.WAGTAILADMIN_BASE_URL}{url}"

    @cached_property
    def footer(self) -> list[LinkList]:
        """The lists of links at the foot of every page."""
        return footer_columns(self.language)


def navigation(request: HttpRequest) -> dict[str, Navigation]:
    """Context processor: `nav`. A view or page says by `request.page_meta` (portal.content.page_meta) where it
    stands.
    """
    return {"nav": Navigation(request)}

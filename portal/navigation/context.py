"""What every page's frame needs; worked out only when a template asks."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.content.pages import index_page_classes
from portal.content.versions import kept
from portal.content.words import active_language
from portal.language import LANGUAGES

LANGUAGE_NAMES = dict(settings.LANGUAGES)


class Navigation:
    """The frame of one page: sections, languages, footer, breadcrumbs. The same for every visitor of an address."""

    def __init__(self, request: HttpRequest, alternates: dict[str, str] | None = None) -> None:
        self.request = request
        self.language = active_language()
        self._given_alternates = alternates

    @property
    def is_demo(self) -> bool:
        return settings.IS_DEMO

    @property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @property
    def search_url(self) -> str:
        return f"/{self.language}/search/"

    @property
    def desk_url(self) -> str:
        return f"/{self.language}/desk/"

    @property
    def account_url(self) -> str:
        return f"/{self.language}/account/"

    @cached_property
    def sections(self) -> list[dict]:
        """The main menu: index pages in their order, then other pages of the first level that ask to be in menus."""
        path = self.request.path
        return [
            {**item, "current": path.startswith(item["url"])}
            for item in kept("navigation.sections", ["pages"], lambda: _sections(self.language))
        ]

    @cached_property
    def alternates(self) -> list[dict]:
        """The addresses of this page in the languages that have it, for hreflang: `{code, url}`."""
        found = self._given_alternates
        if found is None:
            found = {code: _in_language(self.request, code) for code in LANGUAGES}
        return [{"code": code, "url": self.absolute(found[code])} for code in LANGUAGES if code in found]

    @cached_property
    def languages(self) -> list[dict]:
        """The language switcher, always in the same order. Where this page is missing it leads to the home page."""
        existing = {item["code"]: item["url"] for item in self.alternates}
        return [
            {
                "code": code,
                "name": LANGUAGE_NAMES[code],
                "url": existing.get(code, f"/{code}/"),
                "exists": code in existing,
                "current": code == self.language,
            }
            for code in LANGUAGES
        ]

    @property
    def canonical(self) -> str:
        """This address without what only steers the view."""
        return self.absolute(self.request.path)

    def absolute(self, url: str) -> str:
        return url if url.startswith("http") else f"{settings.WAGTAILADMIN_BASE_URL}{url}"

    @cached_property
    def footer(self) -> list[dict]:
        """The three lists of links at the foot of every page."""
        url = self.home_url
        return [
            {
                "title": _("Sections"),
                "links": [{"title": item["title"], "url": item["url"]} for item in self.sections[:5]],
            },
            {
                "title": _("For members"),
                "links": [
                    {"title": _("My account"), "url": self.desk_url},
                    {"title": _("Host a workshop"), "url": f"{url}desk/workshops/new/"},
                    {"title": _("Create an account"), "url": f"{url}account/signup/"},
                ],
            },
            {
                "title": _("Information"),
                "links": kept("navigation.information", ["pages"], lambda: _information(self.language)),
            },
        ]


def navigation(request: HttpRequest) -> dict:
    """Context processor: `nav`. A view or page may put `alternates` (address by language) into its own context."""
    return {"nav": Navigation(request, getattr(request, "alternates", None))}


def _in_language(request: HttpRequest, code: str) -> str:
    return translate_url(request.get_full_path(), code)


def _sections(language: str) -> list[dict]:
    classes = [model for model in index_page_classes() if model.menu_order is not None]
    order = {model.section: number for number, model in enumerate(classes)}
    pages = (
        Page.objects.live().public().in_menu().filter(depth=3, locale__language_code=language, alias_of=None)
    )
    rows = [{"title": page.title, "url": f"/{language}/{page.slug}/", "slug": page.slug} for page in pages]
    return sorted(rows, key=lambda row: order.get(row["slug"], len(order)))


def _information(language: str) -> list[dict]:
    """Editorial pages of the first level that are not sections."""
    sections = {model.section for model in index_page_classes()}
    pages = Page.objects.live().public().filter(depth=3, locale__language_code=language, alias_of=None)
    return [
        {"title": page.title, "url": f"/{language}/{page.slug}/"}
        for page in pages
        if page.slug not in sections
    ][:6]

"""The bases of pages."""

from collections.abc import Iterable

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageViewRestriction

from portal.language import slug as make_slug

from .searchable import Searchable, SearchEntry
from .versions import Versioned, kept


class BasePage(Searchable, Versioned, Page):
    """A page of ours: Wagtail's standard page with what search, menus and previews of links need."""

    search_kind = "page"

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for lists, search results and links sent to others."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs) -> None:
        """Gives the page an address in ASCII, which one can read aloud and paste anywhere, whatever its alphabet."""
        if not (self.slug and self.slug.isascii()):
            self.slug = make_slug(self.slug or self.title)
        super().full_clean(*args, **kwargs)

    @classmethod
    def version_rooms(cls) -> tuple[str, ...]:
        return (cls._meta.app_label, "pages")

    @property
    def language(self) -> str:
        """The language that the page is in."""
        return self.locale.language_code

    @property
    def is_public(self) -> bool:
        """True when everybody may see the page now: live, not an alias, behind no restriction."""
        return self.live and self.alias_of_id is None and not self.get_view_restrictions().exists()

    def get_view_restrictions(self) -> models.QuerySet:
        """As in Wagtail, but without its two queries on each page view while no page at all is private."""
        if kept("pages.any_private", ["pages"], PageViewRestriction.objects.exists):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def search_body(self) -> str:
        """The page's plain text for search."""
        return ""

    def search_entries(self) -> Iterable[SearchEntry]:
        if not self.is_public or not self.get_url():
            return []
        return [
            SearchEntry(
                language=self.language,
                title=self.title,
                url=self.get_url(),
                summary=self.summary or self.search_description,
                body=self.search_body(),
            )
        ]

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        return cls.objects.live().public().filter(alias_of=None).select_related("locale")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        # The frame reads it from the request; a record's page served by an index page has set its own before.
        if not hasattr(request, "alternates"):
            request.alternates = self.alternates
        return super().get_context(request, *args, **kwargs)

    @property
    def alternates(self) -> dict[str, str]:
        """Address by language, of the translations that everybody may see: live, not aliases, not private."""
        return kept("content.alternates", ["pages"], self._alternates, self.translation_key)

    def _alternates(self) -> dict[str, str]:
        translations = (
            Page.objects.live().public().filter(translation_key=self.translation_key, alias_of=None)
        )
        urls = {page.locale.language_code: page.get_url() for page in translations.select_related("locale")}
        return {language: url for language, url in urls.items() if url}


class IndexPage(RoutablePageMixin, BasePage):
    """The page of one section: it lists the section's things and serves each record's own address.

    There is one in each language, made when the portal is installed, with a slug that never changes: `section`.
    """

    section: str  # The slug, the same in all languages.
    menu_order: int | None = None  # Place in the main menu; None: not in it.
    install_titles: dict[str, str]
    install_summaries: dict[str, str] = {}

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("show_in_menus")]
    settings_panels: list = []

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs) -> None:
        self.slug = self.section
        super().full_clean(*args, **kwargs)

    @property
    def alternates(self) -> dict[str, str]:
        """All languages: index pages exist in each from the first day."""
        from portal.language import LANGUAGES

        return {language: f"/{language}/{self.section}/" for language in LANGUAGES}


def index_page_classes() -> list[type[IndexPage]]:
    """The concrete index pages of all rooms, in the order of the main menu."""
    from django.apps import apps

    found = [model for model in apps.get_models() if issubclass(model, IndexPage)]
    return sorted(found, key=lambda model: (model.menu_order is None, model.menu_order or 0))

"""The bases of pages."""

from collections.abc import Iterable

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PagePermissionTester, PageViewRestriction

from portal.language import slug as make_slug

from .here import Here, Step, languages_of, set_here
from .linked_data import Linked
from .records import Record
from .searchable import Searchable, SearchEntry
from .versions import Versioned, kept
from .words import active_language

FIRST_LEVEL = 3  # Depth in the tree of what stands directly below a home page.


def address_of(page: Page, language: str) -> str:
    """Where a page is read, without asking where the site is: below its language, as its place in the tree says."""
    return f"/{language}/{page.url_path.split('/', 2)[2]}"


class DraftKeepingTester(PagePermissionTester):
    """Who may do what with a page: as in Wagtail, but a draft is removed by its owner or by whoever may publish.

    Wagtail lets everybody remove drafts who may change them; a translator may change all.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        is_own = self.page.owner_id == self.user.pk
        may = self.user.is_superuser or is_own or "publish" in self.permissions
        return may and super().can_delete(ignore_bulk)


class BasePage(Linked, Searchable, Versioned, Page):
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

    def permissions_for_user(self, user) -> PagePermissionTester:
        return DraftKeepingTester(user, self)

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
        if not getattr(request, "is_preview", False):
            # A record's page served by an index page has said before what it shows.
            set_here(request, Here(self.trail, self.alternates, self, page=self))
        return super().get_context(request, *args, **kwargs)

    def linked_data(self) -> dict:
        return {
            "@type": "WebPage",
            "name": self.seo_title or self.title,
            "description": self.search_description or self.summary,
            "url": address_of(self, active_language()),
            "inLanguage": active_language(),
        }

    @property
    def trail(self) -> list[Step]:
        """The way here from the first page, which is not in it itself."""
        # It is served below its own language; asking for its locale would cost a query.
        here = Step(title=self.title, url=address_of(self, active_language()))
        if self.depth <= FIRST_LEVEL:
            return [here] if self.depth == FIRST_LEVEL else []
        return [*kept("content.trail", ["pages"], self._trail, self.pk), here]

    def _trail(self) -> list[Step]:
        above = Page.objects.ancestor_of(self).filter(depth__gte=FIRST_LEVEL).order_by("depth")
        return [Step(title=page.title, url=address_of(page, active_language())) for page in above]

    def nearby(self, language: str) -> str:
        """The address of the nearest page above this one that there is in a language; its first page in the end."""
        return kept("content.nearby", ["pages"], lambda: self._nearby(language), self.pk, language)

    def _nearby(self, language: str) -> str:
        keys = Page.objects.ancestor_of(self).filter(depth__gte=FIRST_LEVEL).values("translation_key")
        found = (
            Page.objects.live()
            .public()
            .filter(translation_key__in=keys, locale__language_code=language, alias_of=None)
            .order_by("-depth")
            .first()
        )
        return address_of(found, language) if found else f"/{language}/"

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


class StandingPermissionTester(PagePermissionTester):
    """What one may do with a page that every installation has: write it, but neither hide it nor take it away."""

    def can_unpublish(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False


class StandingPage:
    """Mixin for pages that always stand open, since what they serve is governed by itself.

    A record is public or not by its own row, behind its address, search, feeds and downloads alike. Were its section
    made private or taken off, the address alone would go. Nobody is offered that, superusers included.
    """

    def permissions_for_user(self, user) -> PagePermissionTester:
        """As in Wagtail, but for hiding, deleting and moving."""
        return StandingPermissionTester(user, self)


class IndexPage(StandingPage, RoutablePageMixin, BasePage):
    """The page of one section: it lists the section's things and serves each record's own address.

    There is one in each language, made when the portal is installed, with a slug that never changes: `section`.
    """

    section: str  # The slug, the same in all languages.
    own_addresses: tuple[str, ...] = ()  # Addresses below the section that are neither records nor pages.
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

    def linked_data(self) -> dict:
        return {**super().linked_data(), "@type": "CollectionPage"}

    def present(self, request: HttpRequest, record: Record, descriptions: Iterable = ()) -> None:
        """Tells the frame that this page shows a record, with the words of `descriptions`."""
        request.here = Here(
            trail=[*self.trail, Step(title=record.title, url=record.url)],
            alternates=record.alternates(),
            thing=record if record.is_public else None,
            written_in=languages_of(descriptions),
            page=self,
        )


def index_page_classes() -> list[type[IndexPage]]:
    """The concrete index pages of all rooms, in the order of the main menu."""
    from django.apps import apps

    found = [model for model in apps.get_models() if issubclass(model, IndexPage)]
    return sorted(found, key=lambda model: (model.menu_order is None, model.menu_order or 0))

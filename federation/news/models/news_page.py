"""News items."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, MultipleChooserPanel
from wagtail_localize.fields import SynchronizedField

from federation.directory.blocks import MapBlock, OrganisationsBlock
from federation.directory.enums import DIRECTORY_SCOPE
from federation.people.models import ShownCredit, credit_panels, names_of, shown
from federation.workshops.blocks import WorkshopsBlock
from portal.blocks import BodyBlock, plain_text, with_pictures
from portal.blocks.fields import StreamField
from portal.caching.cache import cached
from portal.content.linked_data import federation
from portal.content.pages import BasePage, address_of
from portal.content.searchable import SearchEntry
from portal.discovery.share_pictures import picture_url
from portal.language import LANGUAGES
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language, text_in
from portal.translation.translations import Original, original_of
from resources.blocks import MaterialsBlock

from ..choosers import RecordChooser, material_chooser, organisation_chooser, workshop_chooser
from ..enums import NEWS_SCOPE, SECTION
from ..querysets import NewsManager
from .author import NewsAuthor
from .category import NewsCategory


class NewsBodyBlock(BodyBlock):
    """The body of a news item: it may show records, but no other news, which stand beside it anyway."""

    organisations = OrganisationsBlock()
    map = MapBlock()
    workshops = WorkshopsBlock()
    materials = MaterialsBlock()


WORDS_PER_MINUTE = (
    160  # Kazakh and Russian words are long; readers of them make fewer a minute than of English.
)


def _about(kind: str, chooser: RecordChooser, label: Promise, heading: Promise) -> MultipleChooserPanel:
    """Returns the panel in which an editor names the records of one kind that an item is about."""
    return MultipleChooserPanel(
        f"about_{kind}s",
        chooser_field_name=kind,
        label=label,
        heading=heading,
        panels=[FieldPanel(kind, widget=chooser.widget_class)],
    )


class NewsPage(BasePage):
    """A news item: something that happened or will happen, with the day, its kind and who wrote it."""

    search_kind = "news"

    date = models.DateField(
        _("day"),
        default=timezone.localdate,
        db_index=True,
        help_text=_(
            "Shown to readers and used to sort the news. To set when the item appears, use “Set schedule”."
        ),
    )
    category = models.ForeignKey(
        NewsCategory, verbose_name=_("category"), on_delete=models.PROTECT, related_name="pages"
    )
    image = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Without one, the portal draws an ornament."),
    )
    body = StreamField(NewsBodyBlock(), verbose_name=_("text"), blank=True)
    is_demo = models.BooleanField(_("invented for demonstration"), default=False, editable=False)

    objects = NewsManager()
    if TYPE_CHECKING:
        _default_manager: ClassVar[Any]  # The same; Wagtail's managers have no types that would say so.

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/news_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("category", widget=forms.Select)],
            heading=_("What it is"),
        ),
        InlinePanel("authors", label=_("Author"), heading=_("Authors"), panels=credit_panels(NewsAuthor)),
        FieldPanel("image"),
        FieldPanel("body"),
        _about("organisation", organisation_chooser, _("Organisation"), _("Related organisations")),
        _about("workshop", workshop_chooser, _("Workshop"), _("Related workshops")),
        _about("material", material_chooser, _("Material"), _("Related materials")),
    ]
    # What a translator writes, and what is the same in every language.
    override_translatable_fields = [
        SynchronizedField("date", overridable=False),
        SynchronizedField("category", overridable=False),
        SynchronizedField("image"),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        rows = super().searchable_rows().select_related("category")
        authors = models.Prefetch("authors", NewsAuthor.objects.with_names())
        return rows.prefetch_related(authors, "authors__organisation__other_names")

    def search_body(self) -> str:
        return plain_text(self.body)

    def search_entries(self) -> Iterable[SearchEntry]:
        keywords = tuple(getattr(self.category, f"name_{code}") for code in LANGUAGES)
        names = names_of(self.authors.all())
        facets: dict[str, tuple[tuple[str, str], ...]] = {
            "category": ((self.category.slug, text_in(self.category, "name", self.language).text),),
            "year": ((str(self.date.year), str(self.date.year)),),
        }
        return [
            replace(entry, day=self.date, keywords=keywords, names=names, facets=facets)
            for entry in super().search_entries()
        ]

    def with_content_json(self, content: dict) -> "NewsPage":
        """The item as a version has it. Whether it is invented is no version's to say: older ones do not know it."""
        page = super().with_content_json(content)
        page.is_demo = self.is_demo
        return page

    @property
    def picture_kind(self) -> str:  # type: ignore[override]  # A constant of other things, which nobody writes.
        return self.category.kind

    def linked_data(self) -> dict:
        return {
            **super().linked_data(),
            "@type": "NewsArticle",
            "name": "",
            "headline": self.title,
            "disambiguatingDescription": gettext("Fictional, for demonstration") if self.is_demo else "",
            "mainEntityOfPage": address_of(self, active_language()),
            "datePublished": self.date.isoformat(),
            "dateModified": self.last_published_at and self.last_published_at.isoformat(),
            "articleSection": self.category.name.text,
            "author": [author.linked_data() for author in self.shown_authors()] or federation(),
            "publisher": federation(),
            "image": picture_url(self, active_language()),
        }

    @property
    def address(self) -> str:
        """Public address. Without a query, as the list's address never changes; `get_url` asks where the site is."""
        return section_url(SECTION, f"{self.slug}/", self.language)

    def shown_authors(self) -> list[ShownCredit]:
        """Its authors as everybody may see them; of the item that stands in the database, not of a draft."""
        return cached(
            "news.authors",
            lambda: shown(NewsAuthor.objects.filter(page=self.pk).with_names()),
            self.pk,
            depends_on=[NEWS_SCOPE, DIRECTORY_SCOPE],
        )

    @cached_property
    def read_minutes(self) -> int:
        """Minutes that reading takes, at least one."""
        words = len(f"{self.summary} {plain_text(self.body)}".split())
        return max(1, round(words / WORDS_PER_MINUTE))

    @property
    def original(self) -> Original | None:
        """The item that this one was translated from."""
        return original_of(self)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        with_pictures(self.body)
        present = import_string("federation.news.presenters.detail.news_context")
        return {**context, **present(self, request)}

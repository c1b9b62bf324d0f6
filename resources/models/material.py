"""Materials."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.models import ClusterableModel

from federation.directory.models import Organisation
from portal.content.models import Record, nearest
from portal.content.searchable import SearchEntry
from portal.language import LANGUAGES
from portal.listing.finding import Sortable, folded
from portal.localisation.text import Localised, LocalisedText, active_language

from ..enums import (
    LICENCE_ADDRESSES,
    LICENCE_WORDS,
    Audience,
    Licence,
    MaterialKind,
    MaterialState,
)
from ..linked_data import data_of
from ..querysets import MaterialQuerySet
from ..search_entries import entries_of
from .module import Module
from .topic import Topic
from .unit import Unit

if TYPE_CHECKING:
    from .material_description import MaterialDescription


class Material(Record, Sortable, ClusterableModel):
    """A material is something to teach or learn from: a manual, slides, an exercise; in one or more languages."""

    section = "library"
    search_kind = "material"
    picture_kind = "materials"
    # A file that was taken away is not kept; what is public since when is told by the state.
    never_reverted = frozenset({"slug", "state", "published_on", "is_demo", "files"})

    kind = models.CharField(_("kind"), max_length=20, choices=MaterialKind)
    audience = models.CharField(_("audience"), max_length=20, choices=Audience, default=Audience.EVERYONE)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.UNCLEAR)
    rights_note_kk = models.TextField(_("about the rights, in Kazakh"), blank=True)
    rights_note_ru = models.TextField(_("about the rights, in Russian"), blank=True)
    rights_note_en = models.TextField(_("about the rights, in English"), blank=True)
    rights_note = Localised("rights_note")
    source_kk = models.CharField(_("source, in Kazakh"), max_length=300, blank=True)
    source_ru = models.CharField(_("source, in Russian"), max_length=300, blank=True)
    source_en = models.CharField(_("source, in English"), max_length=300, blank=True)
    source = Localised("source")
    units = models.ManyToManyField(Unit, verbose_name=_("units"), blank=True, related_name="materials")
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="materials")
    modules = models.ManyToManyField(
        Module,
        verbose_name=_("modules"),
        blank=True,
        related_name="materials",
        help_text=_("Only for a material about a whole module; otherwise choose topics or units."),
    )
    version = models.CharField(_("version"), max_length=20, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    owner = models.ForeignKey(
        "directory.Organisation",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="materials",
        help_text=_("The organisation that may edit it. If empty, the federation."),
    )
    state = models.CharField(_("state"), max_length=10, choices=MaterialState, default=MaterialState.DRAFT)
    is_demo = models.BooleanField(_("made for demonstration"), default=False)

    downloads = models.PositiveIntegerField(_("downloads"), default=0, editable=False)
    # Worked out by `actions` from the fields above and the descriptions, so that lists ask one table.
    within = models.ManyToManyField(Module, editable=False, related_name="materials_within")
    codes = models.CharField(max_length=1000, editable=False, default=" ")
    folded = models.TextField(editable=False, default=" ")

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        indexes = [
            models.Index(
                fields=["state", "is_demo", "-published_on", "-id"], name="resources_material_newest"
            ),
            models.Index(fields=["state", "is_demo", "-downloads"], name="resources_material_downloads"),
            models.Index(fields=["state", "is_demo", "sort_kk", "id"], name="resources_material_sort_kk"),
            models.Index(fields=["state", "is_demo", "sort_ru", "id"], name="resources_material_sort_ru"),
            models.Index(fields=["state", "is_demo", "sort_en", "id"], name="resources_material_sort_en"),
        ]

    def __str__(self) -> str:
        return self.title.text

    def clean(self) -> None:
        super().clean()
        if self.state == MaterialState.PUBLIC and not self.published_on:
            raise ValidationError({"published_on": _("Enter the date it was published.")})

    @property
    def is_public(self) -> bool:
        return self.state == MaterialState.PUBLIC

    @property
    def code_list(self) -> list[str]:
        """The codes of the curriculum that it was made for, in the curriculum's order: ["1.2.13", "S1"]."""
        return self.codes.upper().replace("5A", "5a").split()

    @property
    def code(self) -> str:
        """The code on its cover: that of its first topic, else of its first module; empty outside the curriculum."""
        first = next(iter(self.code_list), "")
        return ".".join(first.split(".")[:2])

    @property
    def module_code(self) -> str:
        """The module whose colour its cover has: "1" to "5", "S", or empty."""
        return self.code[:1]

    def title_in(self, language: str) -> LocalisedText:
        """The title in a language or the nearest that has one; without any, its kind and code."""
        if description := nearest(self.descriptions.all(), language):
            return LocalisedText(description.title, description.language)
        with override(language):
            return LocalisedText(" ".join(filter(None, [str(self.get_kind_display()), self.code])), language)

    @property
    def title(self) -> LocalisedText:
        """The title for the reader; `language` says which it really is."""
        return self.title_in(active_language())

    @property
    def rights(self) -> str:
        """Rights in words: what one may do with it."""
        return str(LICENCE_WORDS[self.licence])

    @property
    def licence_address(self) -> str:
        """Address of the licence in full; empty when it is no public licence."""
        return LICENCE_ADDRESSES.get(self.licence, "")

    def fill_words(self, descriptions: Iterable["MaterialDescription"]) -> None:
        """Works out the sort keys and the text that the library's search looks in. Saves nothing."""
        live = sorted((item for item in descriptions if item.live), key=lambda item: item.language)
        shown = {language: nearest(live, language) for language in LANGUAGES}
        self.fill_sort_keys(lambda language: text.title if (text := shown[language]) else self.slug)
        self.folded = folded(*(item.title for item in live))

    @property
    def creator_names(self) -> str:
        """Those who made it, for tables of the staff."""
        return ", ".join(map(str, self.creators.all()))

    @property
    def shown_owner(self) -> Organisation | None:
        """The owner, unless its entry in the directory is a draft: that is named nowhere."""
        return self.owner if self.owner and self.owner.is_public else None

    def linked_data(self) -> dict:
        return data_of(self)

    def search_entries(self) -> Iterable[SearchEntry]:
        return entries_of(self)

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        rows = cls.objects.public().with_creators()
        related = ("descriptions", "files__texts", "within", "creators__organisation__other_names")
        return rows.prefetch_related(*related)

"""Organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from portal.caching.cache import cached
from portal.content.models import Record
from portal.content.searchable import SearchEntry
from portal.language import LANGUAGES, slug
from portal.listing.finding import Sortable, folded
from portal.localisation.text import Localised, LocalisedText, active_language, text_in

from ..enums import (
    DIRECTORY_SCOPE,
    FEDERATION,
    LATIN_KAZAKH,
    Confidence,
    FoundingCertainty,
    OrganisationState,
    OrganisationStatus,
    OrganisationType,
)
from ..linked_data import data_of
from ..querysets import OrganisationQuerySet
from ..search_entries import entries_of
from .region import Region

if TYPE_CHECKING:
    from .organisation_description import OrganisationDescription
    from .organisation_name import OrganisationName
    from .organisation_source import OrganisationSource


@dataclass(frozen=True)
class RelatedRows:
    """Rows that belong to an organisation and change only with the directory: texts, names, sources, public parts."""

    descriptions: "list[OrganisationDescription]"
    other_names: "list[OrganisationName]"
    sources: "list[OrganisationSource]"
    parts: "list[Organisation]"


class Organisation(Record, Sortable, ClusterableModel):
    """A library, a library system or an association: what it is, where it is, and where we know it from."""

    section = "directory"
    also_below = ("desk/organisations/",)
    search_kind = "organisation"
    picture_kind = "members"
    never_reverted = frozenset({"slug", "state", "is_demo"})

    name_kk = models.CharField(_("name in Kazakh"), max_length=255, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=255, blank=True)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    name_latin = models.CharField(
        _("Kazakh name in Latin letters"),
        max_length=255,
        blank=True,
        help_text=_("Only if the organisation itself writes it this way."),
    )
    type = models.CharField(_("type"), max_length=30, choices=OrganisationType)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        help_text=_("Leave empty if the place is not known."),
    )
    city_kk = models.CharField(_("city in Kazakh"), max_length=80, blank=True)
    city_ru = models.CharField(_("city in Russian"), max_length=80, blank=True)
    city_en = models.CharField(_("city in English"), max_length=80, blank=True)
    city = Localised("city")
    address_kk = models.CharField(_("address in Kazakh"), max_length=255, blank=True)
    address_ru = models.CharField(_("address in Russian"), max_length=255, blank=True)
    address_en = models.CharField(_("address in English"), max_length=255, blank=True)
    address = Localised("address")
    lat = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("Degrees north."))
    lon = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("Degrees east."))
    place_precision = models.CharField(_("what the coordinates show"), max_length=30, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("year of foundation"), null=True, blank=True)
    founded_certainty = models.CharField(
        _("how sure the year is"),
        max_length=10,
        choices=FoundingCertainty,
        default=FoundingCertainty.EXACT,
    )
    status = models.CharField(
        _("status"), max_length=20, choices=OrganisationStatus, default=OrganisationStatus.UNKNOWN
    )
    confirmed_year = models.PositiveSmallIntegerField(
        _("year of the confirmation"),
        null=True,
        blank=True,
        help_text=_("The last year in which a source shows it active."),
    )
    remark_kk = models.TextField(_("remark in Kazakh"), blank=True)
    remark_ru = models.TextField(_("remark in Russian"), blank=True)
    remark_en = models.TextField(
        _("remark in English"),
        blank=True,
        help_text=_(
            "A sentence or two for every reader, shown where the organisation has no text of its own."
        ),
    )
    remark = Localised("remark")
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence, default=Confidence.MEDIUM
    )
    internal_note = models.TextField(
        _("internal note"), blank=True, help_text=_("For the staff only: what the sources leave open.")
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OrganisationState, default=OrganisationState.PUBLISHED
    )
    is_demo = models.BooleanField(
        _("invented for demonstration"), default=False, help_text=_("Shown with a note that it is fictional.")
    )

    # Its id in the data file, or FEDERATION; empty (null, for it is unique) for entries that people made.
    source_key = models.CharField(max_length=100, null=True, unique=True, editable=False)  # noqa: DJ001
    city_key = models.CharField(max_length=80, editable=False, db_index=True)
    folded = models.TextField(editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(fields=["state", "is_demo", "sort_kk", "id"], name="directory_org_sort_kk"),
            models.Index(fields=["state", "is_demo", "sort_ru", "id"], name="directory_org_sort_ru"),
            models.Index(fields=["state", "is_demo", "sort_en", "id"], name="directory_org_sort_en"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        super().clean()
        if not self.name_in("kk"):
            raise ValidationError({"name_kk": _("Give the name in at least one language.")})
        if self.parent_id and self.parent_id == self.pk:
            raise ValidationError({"parent": _("An organisation cannot be part of itself.")})

    def save(self, *args, **kwargs) -> None:
        self.fill_derived()
        if not self.slug:
            self.slug = self.free_slug(self.slug_from_name)
        super().save(*args, **kwargs)

    def fill_derived(self) -> None:
        """Works out the stored sort keys, the key of the city and the text that the directory's search looks in."""
        self.fill_sort_keys(lambda language: self.name_in(language).text)
        self.city_key = slug(self.city_en or self.city_ru or self.city_kk)
        self.folded = folded(*self.all_names, *self.place_names)

    @property
    def slug_from_name(self) -> str:
        """The address that its name makes."""
        return slug(self.name_in("en").text, max_length=90) or "organisation"

    def name_in(self, language: str) -> LocalisedText:
        """The name in a language or the nearest that has one; last the Kazakh name in Latin letters."""
        return text_in(self, "name", language) or LocalisedText(
            self.name_latin, LATIN_KAZAKH if self.name_latin else language
        )

    @property
    def name(self) -> LocalisedText:
        """The name for the reader; `language` says which it really is."""
        return self.name_in(active_language())

    @property
    def title(self) -> LocalisedText:
        """Its name, as every record calls it."""
        return self.name

    @property
    def official_names(self) -> list[LocalisedText]:
        """The names that exist, in the order kk, ru, en."""
        names = [LocalisedText(getattr(self, f"name_{code}"), code) for code in LANGUAGES]
        return [name for name in [*names, LocalisedText(self.name_latin, LATIN_KAZAKH)] if name]

    @property
    def all_names(self) -> list[str]:
        """Every name it goes or went by, in any language, each once."""
        names = [name.text for name in self.official_names]
        names += [name.text for name in self.other_names.all()]
        return list(dict.fromkeys(names))

    @property
    def place_names(self) -> list[str]:
        """City and region in all languages, each once."""
        names = [getattr(self, f"city_{code}") for code in LANGUAGES]
        if self.region:
            names += self.region.all_names
        return list(dict.fromkeys(name for name in names if name))

    def related_rows(self) -> RelatedRows:
        """The rows around it, cached until the directory changes."""
        return cached("directory.around", self._read_related_rows, self.pk, depends_on=[DIRECTORY_SCOPE])

    def _read_related_rows(self) -> RelatedRows:
        return RelatedRows(
            descriptions=list(self.descriptions.all()),
            other_names=list(self.other_names.all()),
            sources=list(self.sources.all()),
            parts=list(self.parts.public().by_name()),
        )

    @property
    def is_public(self) -> bool:
        return self.state == OrganisationState.PUBLISHED

    @property
    def is_federation(self) -> bool:
        """True for the federation's own entry, for which the secretariat acts."""
        return self.source_key == FEDERATION

    def why_it_stays(self) -> str:
        """Returns the reason why it is never deleted; empty for all but the federation's own entry."""
        if not self.is_federation:
            return ""
        return gettext("This is the federation itself: the portal cannot do without this entry.")

    @property
    def is_historic(self) -> bool:
        return self.status == OrganisationStatus.HISTORIC

    def linked_data(self) -> dict:
        return data_of(self)

    def search_entries(self) -> Iterable[SearchEntry]:
        return entries_of(self)

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        return cls.objects.public().select_related("region").prefetch_related("other_names", "descriptions")

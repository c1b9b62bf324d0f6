"""Organisations and their names."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.content.finding import fill_sort_keys, folded
from portal.content.records import Record
from portal.content.searchable import SearchEntry, TellsSearch
from portal.content.versions import Versioned
from portal.content.words import Words, active_language, words_of
from portal.language import LANGUAGES, slug

from .enums import (
    LATIN_KAZAKH,
    Confidence,
    NameKind,
    OrganisationState,
    OrganisationStatus,
    OrganisationType,
)
from .querysets import OrganisationQuerySet
from .regions import Region

NAME_LANGUAGES = [
    ("kk", _("Kazakh")),
    (LATIN_KAZAKH, _("Kazakh in Latin letters")),
    ("ru", _("Russian")),
    ("en", _("English")),
]

RESERVED_SLUGS = frozenset({"data"})  # Addresses of the directory itself.


class Organisation(Record, ClusterableModel):
    """A library, a library system or an association: what it is, where it is, and where we know it from."""

    section = "directory"
    search_kind = "organisation"
    picture_kind = "members"

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
    address = models.CharField(_("address"), max_length=255, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("Degrees north."))
    lon = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("Degrees east."))
    place_precision = models.CharField(_("what the coordinates show"), max_length=30, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    website_evidence = models.CharField(_("source of the website address"), max_length=255, blank=True)
    founded = models.CharField(
        _("founded"), max_length=120, blank=True, help_text=_("As the source puts it.")
    )
    founded_year = models.PositiveSmallIntegerField(_("year of foundation"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=OrganisationStatus, default=OrganisationStatus.UNKNOWN
    )
    status_source = models.CharField(_("status as given in the source"), max_length=255, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence, default=Confidence.MEDIUM
    )
    sources = models.JSONField(_("sources"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("What the sources leave open."))
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OrganisationState, default=OrganisationState.PUBLISHED
    )
    is_demo = models.BooleanField(
        _("invented for demonstration"), default=False, help_text=_("Shown with a note that it is fictional.")
    )

    # Its id in the data file; empty (null, for it is unique) for entries that people made.
    source_key = models.CharField(max_length=100, null=True, unique=True, editable=False)  # noqa: DJ001
    city_key = models.CharField(max_length=80, editable=False, db_index=True)
    folded = models.TextField(editable=False)
    sort_kk = models.CharField(max_length=120, editable=False)
    sort_ru = models.CharField(max_length=120, editable=False)
    sort_en = models.CharField(max_length=120, editable=False)

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
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("The directory itself uses this address. Choose another.")})
        if not self.name_in("kk"):
            raise ValidationError({"name_kk": _("Give the name in at least one language.")})
        if self.parent_id and self.parent_id == self.pk:
            raise ValidationError({"parent": _("An organisation cannot be part of itself.")})

    def save(self, *args, **kwargs) -> None:
        self.fill_derived()
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def fill_derived(self) -> None:
        """Works out the stored sort keys, the key of the city and the text that the directory's search looks in."""
        fill_sort_keys(self, lambda language: self.name_in(language).text)
        self.city_key = slug(self.city_en or self.city_ru or self.city_kk)
        self.folded = folded(*self.all_names, *self.place_names)

    def free_slug(self) -> str:
        """An address nobody else has, from the name."""
        wanted = slug(self.name_in("en").text, max_length=90) or "organisation"
        taken = RESERVED_SLUGS | set(
            type(self).objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
        )
        number = 2
        free = wanted
        while free in taken:
            free, number = f"{wanted}-{number}", number + 1
        return free

    def name_in(self, language: str) -> Words:
        """The name in a language or the nearest that has one; last the Kazakh name in Latin letters."""
        return words_of(self, "name", language) or Words(
            self.name_latin, LATIN_KAZAKH if self.name_latin else language
        )

    @property
    def name(self) -> Words:
        """The name for the reader; `language` says which it really is."""
        return self.name_in(active_language())

    @property
    def title(self) -> Words:
        """Its name, as every record calls it."""
        return self.name

    @property
    def city(self) -> Words:
        """The city in the reader's language; empty where it is not known."""
        return words_of(self, "city")

    @property
    def official_names(self) -> list[Words]:
        """The names that exist, in the order kk, ru, en."""
        names = [Words(getattr(self, f"name_{code}"), code) for code in LANGUAGES]
        return [name for name in [*names, Words(self.name_latin, LATIN_KAZAKH)] if name]

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
        if self.region_id:
            names += self.region.all_names
        return list(dict.fromkeys(name for name in names if name))

    @property
    def is_public(self) -> bool:
        return self.state == OrganisationState.PUBLISHED

    @property
    def is_historic(self) -> bool:
        return self.status == OrganisationStatus.HISTORIC

    def linked_data(self) -> dict:
        from .linked_data import data_of

        return data_of(self)

    def search_entries(self) -> Iterable[SearchEntry]:
        from .search_entries import entries_of

        return entries_of(self)

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        return cls.objects.public().select_related("region").prefetch_related("other_names", "descriptions")


class OrganisationName(TellsSearch, Versioned, models.Model):
    """A second name of an organisation: a former one, another form in print, an abbreviation."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="other_names")
    text = models.CharField(_("name"), max_length=255)
    language = models.CharField(_("language"), max_length=7, choices=NAME_LANGUAGES)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind, default=NameKind.FORMER)
    used_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    used_until = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["used_from", "pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.used_from and self.used_until and self.used_until < self.used_from:
            raise ValidationError({"used_until": _("The last year is before the first.")})

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        organisation = Organisation.objects.select_related("region").get(pk=self.organisation_id)
        organisation.fill_derived()
        Organisation.objects.filter(pk=organisation.pk).update(folded=organisation.folded)

    def searchable_things(self) -> Iterable[models.Model]:
        return [self.organisation]

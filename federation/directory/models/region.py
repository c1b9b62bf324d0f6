"""The regions of the country."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.content.models import Versioned
from portal.content.searchable import search_changed
from portal.language import LANGUAGES
from portal.listing.finding import Sortable
from portal.localisation.text import Localised, LocalisedText

from ..enums import RegionKind


class Region(Versioned, InvalidatesCache, Sortable):
    """A first-level part of Kazakhstan: one of 17 oblasts or 3 cities of republican significance."""

    code = models.CharField(_("code"), max_length=5, primary_key=True, help_text=_("ISO 3166-2, like KZ-55."))
    kind = models.CharField(_("kind"), max_length=10, choices=RegionKind, default=RegionKind.REGION)
    name_kk = models.CharField(_("name in Kazakh"), max_length=80)
    name_ru = models.CharField(_("name in Russian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    name = Localised("name")
    capital_kk = models.CharField(_("centre in Kazakh"), max_length=80, blank=True)
    capital_ru = models.CharField(_("centre in Russian"), max_length=80, blank=True)
    capital_en = models.CharField(_("centre in English"), max_length=80, blank=True)
    capital = Localised("capital")  # A city is its own centre.
    lat = models.FloatField(_("latitude of the centre"), help_text=_("Degrees north."))
    lon = models.FloatField(_("longitude of the centre"), help_text=_("Degrees east."))

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args, **kwargs) -> None:
        self.fill_sort_keys(lambda language: getattr(self, f"name_{language}"))
        super().save(*args, **kwargs)
        # What organisations are found by holds their region's names.
        organisations = list(self.organisations.prefetch_related("other_names"))
        for organisation in organisations:
            organisation.region = self
            organisation.fill_derived()
        self.organisations.model.objects.bulk_update(organisations, ["folded"], batch_size=500)
        search_changed.send(sender=self.organisations.model, rows=self.organisations.all(), may_wait=True)

    def is_city(self, city: LocalisedText) -> bool:
        """True when the region is this city: its own centre, and called like it ("г. Алматы")."""
        return bool(city) and self.capital.text == city.text and self.name.text.endswith(city.text)

    @property
    def all_names(self) -> list[str]:
        """Its names and its centre's in all languages, each once."""
        names = [getattr(self, f"{field}_{code}") for field in ("name", "capital") for code in LANGUAGES]
        return list(dict.fromkeys(name for name in names if name))

"""The list of the directory as an address asks for it: filters, words looked for, and order."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.caching.cache import cached
from portal.listing.filters import Filter, FilterSet, by_label, language_choices, tally_of
from portal.listing.finding import MAX_QUERY_LENGTH
from portal.localisation.text import active_language, text_in
from portal.look.components import Chip

from .enums import DIRECTORY_SCOPE, OrganisationStatus, OrganisationType
from .models.organisation import Organisation
from .models.region import Region
from .querysets import OrganisationQuerySet

ORDERS = ("name", "region")


@dataclass
class ListRequest(FilterSet):
    """The filters, words and order of an address. Values that do not exist are left out, so that no address fails."""

    text: str = ""
    order: str = ORDERS[0]

    @classmethod
    def read(cls, query: QueryDict) -> "ListRequest":
        """Reads the parameters `type region city status language` (repeatable), `q` and `order`."""
        filters = _filters()
        text = " ".join(query.get("q", "")[:MAX_QUERY_LENGTH].split())
        order = query.get("order", "")
        order = order if order in ORDERS else ORDERS[0]
        # Whatever the address has in which order: the addresses on the page have what is known, in this order.
        known = QueryDict(mutable=True)
        known.setlist("q", [text] if text else [])
        for name, values in FilterSet(filters, query).chosen.items():
            known.setlist(name, sorted(values))
        known.setlist("order", [order] if order != ORDERS[0] else [])
        asked = cls(filters, known, text=text, order=order)
        if not text:
            return asked.counted("directory", [DIRECTORY_SCOPE], asked.all_rows)
        asked.tallies = tally_of(asked.all_rows, filters)  # Not kept: there is no end to words.
        return asked

    @classmethod
    def everything(cls) -> "ListRequest":
        """Returns the list with nothing asked."""
        return cls.read(QueryDict())

    @property
    def all_rows(self) -> OrganisationQuerySet:
        """Public entries that have the words."""
        rows = Organisation.objects.public()
        return rows.matching(self.text) if self.text else rows

    @property
    def rows(self) -> OrganisationQuerySet:
        """Entries asked for, in the order asked for."""
        rows = self.apply(self.all_rows)
        return rows.by_region() if self.order == "region" else rows.by_name()

    @property
    def count(self) -> int:
        """Number of filters that are on, the words among them."""
        return self.active_count + bool(self.text)

    @property
    def chips(self) -> list[Chip]:
        """Chips of the words and of the chosen options, in the order shown."""
        options = [
            Chip(option.label, self.without(group.name, option.value), removable=True)
            for group in self.groups
            for option in group.options
            if option.selected
        ]
        return [*self.chip_of_words(self.text), *options]

    def querystring(self, **changes: Any) -> str:
        """Returns it as of every list; where nothing is asked, the address of the list itself."""
        found = super().querystring(**changes)
        return "." if found == "?" else found


def _filters() -> list[Filter]:
    known = choices_by_name()
    no_region, no_city = _("Place not known"), _("City not known")
    live = Q(descriptions__live=True)
    languages = language_choices()
    return [
        Filter("type", _("Type of organisation"), "type", known["type"], chosen_first=True),
        Filter("region", _("Region"), "region", known["region"], unknown=no_region, chosen_first=True),
        Filter("city", _("City"), "city_key", known["city"], unknown=no_city, empty="", chosen_first=True),
        Filter("status", _("Status"), "status", OrganisationStatus.choices),
        Filter(
            "language", _("Language of the text"), "descriptions__language", languages, many=True, where=live
        ),
    ]


def choices_by_name() -> dict[str, list[tuple[str, str]]]:
    """Returns the types, regions and cities that filters offer, each in the reader's language and order."""
    return cached("directory.choices", _choices_by_name, depends_on=[DIRECTORY_SCOPE])


def _choices_by_name() -> dict[str, list[tuple[str, str]]]:
    return {
        "type": by_label((kind.value, str(kind.label)) for kind in OrganisationType),
        "region": by_label((region.pk, str(region.name)) for region in Region.objects.all()),
        "city": by_label(_cities().items()),
    }


def _cities() -> dict[str, str]:
    places = (
        Organisation.objects.public()
        .exclude(city_key="")
        .order_by("city_key")
        .values("city_key", *Organisation.city.columns)
        .distinct()
    )
    language = active_language()
    return {place["city_key"]: text_in(SimpleNamespace(**place), "city", language).text for place in places}

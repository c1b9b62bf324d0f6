"""The filters of the directory: what a reader asked for in the address, and how many entries each choice would show.

All counts come from two small tallies, kept under the directory's version: how many entries there are of each
combination of type, region, city, status and languages, real ones and those invented for the demonstration.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.caching.cache import cached
from portal.language import LANGUAGES, language_name, sort_key
from portal.listing.filters import Numbers, Tallies, count_apart
from portal.listing.finding import MAX_QUERY_LENGTH
from portal.localisation.text import LocalisedText, active_language, text_in

from .enums import DIRECTORY_SCOPE, UNKNOWN_PLACE, OrganisationStatus, OrganisationType
from .models.organisation import Organisation
from .models.organisation_description import OrganisationDescription
from .models.region import Region
from .querysets import OrganisationQuerySet

GROUPS = ("type", "region", "city", "status", "language")
ORDERS = ("name", "region")
FIXED_ORDER = ("status", "language")  # Vocabularies with an order of their own; the others go by count.


@dataclass(frozen=True)
class Option:
    """One choice of a filter, with how many entries it shows under the other filters, and how many invented ones."""

    value: str
    label: str | LocalisedText
    count: int
    selected: bool
    fictional: int = 0


@dataclass(frozen=True)
class Group:
    """One filter: any of its chosen options, and all groups together."""

    name: str
    title: str
    options: list[Option]
    more: bool = True


@dataclass(frozen=True)
class ListRequest:
    """The filters, words and order of an address. Values that do not exist are left out, so that no address fails."""

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    text: str = ""
    order: str = "name"

    @classmethod
    def read(cls, query: QueryDict) -> "ListRequest":
        """Reads the parameters `type region city status language` (repeatable), `q` and `order`."""
        known = known_values()
        chosen = {name: frozenset(query.getlist(name)) & known[name] for name in GROUPS}
        order = query.get("order", "")
        return cls(
            chosen=chosen,
            text=" ".join(query.get("q", "")[:MAX_QUERY_LENGTH].split()),
            order=order if order in ORDERS else ORDERS[0],
        )

    @property
    def count(self) -> int:
        """Number of filters that are on."""
        return sum(len(values) for values in self.chosen.values()) + bool(self.text)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Everything asked as pairs for an address, in a fixed order."""
        found = [(name, value) for name in GROUPS for value in sorted(self.chosen.get(name, ()))]
        if self.text:
            found.insert(0, ("q", self.text))
        if self.order != ORDERS[0]:
            found.append(("order", self.order))
        return found

    def url(self, without: tuple[str, str] | None = None) -> str:
        """The query string of this, perhaps without one pair: "?type=association"."""
        query = QueryDict(mutable=True)
        for pair in self.pairs:
            if pair != without:
                query.appendlist(*pair)
        return f"?{query.urlencode()}" if query else "."

    def rows(self) -> OrganisationQuerySet:
        """The entries asked for, in the order asked for."""
        found = Organisation.objects.public()
        if self.text:
            found = found.matching(self.text)
        for name, values in self.chosen.items():
            if values:
                found = found.filter(CONDITIONS[name](values))
        return found.by_region() if self.order == "region" else found.by_name()


def _in_place(field_name: str, empty: Q) -> Callable[[frozenset[str]], Q]:
    def condition(values: frozenset[str]) -> Q:
        places = Q(**{f"{field_name}__in": sorted(values - {UNKNOWN_PLACE})})
        return places | empty if UNKNOWN_PLACE in values else places

    return condition


def _has_texts(languages: Iterable[str]) -> Exists:
    return Exists(
        OrganisationDescription.objects.filter(
            record=OuterRef("pk"), live=True, language__in=sorted(languages)
        )
    )


CONDITIONS: dict[str, Callable[[frozenset[str]], Q | Exists]] = {
    "type": lambda values: Q(type__in=sorted(values)),
    "region": _in_place("region", Q(region=None)),
    "city": _in_place("city_key", Q(city_key="")),
    "status": lambda values: Q(status__in=sorted(values)),
    "language": _has_texts,
}


class Facets:
    """The counts of all filters for what was asked, in one pass over each tally of combinations."""

    def __init__(self, asked: ListRequest) -> None:
        self.asked = asked
        self.numbers, self.fictional_numbers = self._numbers()

    def _numbers(self) -> tuple[Numbers, Numbers]:
        chosen = [sorted(self.asked.chosen.get(name, ())) for name in GROUPS]
        if self.asked.text:
            return count_apart(tally_of(Organisation.objects.public().matching(self.asked.text)), chosen)
        return cached(
            "directory.counts",
            lambda: count_apart(full_tally(), chosen),
            chosen,
            depends_on=[DIRECTORY_SCOPE],
        )

    @property
    def total(self) -> int:
        """Number of real entries that pass all filters."""
        return self.numbers.found

    @property
    def fictional(self) -> int:
        """Number of invented entries that pass all filters."""
        return self.fictional_numbers.found

    @cached_property
    def groups(self) -> list[Group]:
        """The filters to draw: what is chosen first, then by count, then by name."""
        labels = all_labels()
        titles = {
            "type": _("Type of organisation"),
            "region": _("Region"),
            "city": _("City"),
            "status": _("Status"),
            "language": _("Language of the text"),
        }
        return [Group(name, titles[name], self._options(name, labels[name])) for name in GROUPS]

    def _options(self, name: str, labels: dict[str, str]) -> list[Option]:
        chosen = self.asked.chosen.get(name, frozenset())
        place = GROUPS.index(name)
        counts, fictional = self.numbers.options[place], self.fictional_numbers.options[place]
        options = [
            Option(value, label, counts.get(value, 0), value in chosen, fictional.get(value, 0))
            for value, label in labels.items()
        ]
        if name in FIXED_ORDER:
            return options
        # The labels come sorted by name, and sorting keeps that order among equals. "Not known" stands last.
        return sorted(
            options,
            key=lambda option: (
                not option.selected,
                option.value == UNKNOWN_PLACE,
                -option.count,
                -option.fictional,
            ),
        )


def count_all() -> int:
    """Returns the number of real public entries."""
    return cached("directory.count", lambda: sum(full_tally().real.values()), depends_on=[DIRECTORY_SCOPE])


def full_tally() -> Tallies:
    """The tallies of all public entries, kept under the directory's version."""
    return cached(
        "directory.tally", lambda: tally_of(Organisation.objects.public()), depends_on=[DIRECTORY_SCOPE]
    )


def tally_of(rows: OrganisationQuerySet) -> Tallies:
    """Counts the entries by combination of values, in the order of GROUPS: counted by the database, in one query."""
    found = (
        rows.order_by()
        .annotate(**{f"in_{code}": _has_texts([code]) for code in LANGUAGES})
        .values_list(
            "is_demo", "type", "region_id", "city_key", "status", *(f"in_{code}" for code in LANGUAGES)
        )
        .annotate(count=Count("pk"))
    )
    real: Counter[tuple[frozenset[str], ...]] = Counter()
    fictional: Counter[tuple[frozenset[str], ...]] = Counter()
    for is_demo, kind, region, city, status, *languages, number in found:
        values = (kind, region or UNKNOWN_PLACE, city or UNKNOWN_PLACE, status)
        texts = frozenset(code for code, has in zip(LANGUAGES, languages, strict=True) if has)
        tally = fictional if is_demo else real
        tally[(*(frozenset([value]) for value in values), texts)] += number
    return Tallies(real, fictional)


def known_values() -> dict[str, frozenset[str]]:
    """The values that each filter takes."""
    return {name: frozenset(labels) for name, labels in all_labels().items()}


def all_labels() -> dict[str, dict[str, str]]:
    """Label by value of each filter in the reader's language and order; "not known" stands last."""
    return cached("directory.labels", _labels, depends_on=[DIRECTORY_SCOPE])


def _labels() -> dict[str, dict[str, str]]:
    language = active_language()
    unknown = {UNKNOWN_PLACE: _("Place not known")}
    return {
        "type": _sorted({kind.value: str(kind.label) for kind in OrganisationType}, language),
        "region": _sorted({region.pk: str(region.name) for region in Region.objects.all()}, language)
        | unknown,
        "city": _sorted(_cities(language), language) | {UNKNOWN_PLACE: _("City not known")},
        "status": {status.value: str(status.label) for status in OrganisationStatus},
        "language": {code: language_name(code, language).capitalize() for code in LANGUAGES},
    }


def _cities(language: str) -> dict[str, str]:
    places = (
        Organisation.objects.public()
        .exclude(city_key="")
        .order_by("city_key")
        .values("city_key", *(f"city_{code}" for code in LANGUAGES))
        .distinct()
    )
    return {place["city_key"]: text_in(_Place(place), "city", language).text for place in places}


class _Place:
    """Row of a query, read by attribute as `text_in` does."""

    def __init__(self, row: dict[str, str]) -> None:
        self.__dict__.update(row)


def _sorted(labels: dict[str, str], language: str) -> dict[str, str]:
    return dict(sorted(labels.items(), key=lambda item: sort_key(item[1], language)))

"""Filters of a list: declared, combined in the address, counted in one pass.

Any option within a group, all groups between them. Numbers say how many rows an option would show beside what is
chosen in the *other* groups. What a demonstration invented (`is_demo`) is never in a number with what is real: it has
numbers of its own. Usage in a page of a room:

    FILTERS = [Filter("kind", _("Kind"), "kind", Kind.choices),
               Filter("language", _("Language"), "descriptions__language", LANGUAGES, many=True)]
    filters = counted_filters("library", [RESOURCES_SCOPE], FILTERS, request.GET, Material.objects.public())
    rows = filters.apply(Material.objects.public())   # filters.found, .fictional and .total need no query
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import QueryDict

from portal.caching.cache import cached
from portal.caching.scopes import Scope

UNKNOWN = "unknown"  # The option for rows that have no value.

Values = frozenset[str]
Tally = Mapping[tuple[Values, ...], int]  # How many rows have these values, one set for each filter in order.


class Tallies(NamedTuple):
    """Tallies of the real rows, and of those invented for the demonstration: counted apart."""

    real: Tally
    fictional: Tally


NOTHING = Tallies({}, {})


@dataclass(frozen=True)
class Filter:
    """One group of options: its name in the address, its title, where a row has the value, and the options."""

    name: str
    title: Any
    lookup: str
    choices: Iterable[tuple[Any, Any]]  # (value, label), in the order shown.
    many: bool = False  # A row may have several values: the lookup crosses to many rows.
    unknown: Any = ""  # The label for rows without a value; empty: no such option.
    by_count: bool = False  # The most frequent option first.

    @property
    def options(self) -> dict[str, Any]:
        """Label by value, as text, as it stands in the address."""
        known = {str(value): label for value, label in self.choices}
        return {**known, UNKNOWN: self.unknown} if self.unknown else known

    def condition(self, chosen: Sequence[str]) -> Q:
        """Returns the condition that a row must meet when these options are chosen."""
        condition = Q(**{f"{self.lookup}__in": [value for value in chosen if value != UNKNOWN]})
        return condition | Q(**{f"{self.lookup}__isnull": True}) if UNKNOWN in chosen else condition


@dataclass(frozen=True)
class Option:
    """A line with a box: choosing it shows `count` rows beside what is chosen elsewhere, and `fictional` ones."""

    value: str
    label: Any
    count: int
    selected: bool
    fictional: int = 0

    @property
    def disabled(self) -> bool:
        """A zero stays in sight, but leads nowhere; what is chosen can always be taken back."""
        return not self.count and not self.fictional and not self.selected


@dataclass(frozen=True)
class Group:
    """A filter with its options counted."""

    name: str
    title: Any
    options: list[Option]
    more: bool  # What comes after the sixth is folded away.


@dataclass(frozen=True)
class Chip:
    """A chosen option, and the address without it."""

    label: Any
    url: str
    name: str
    value: str
    removable: bool = True


def tally_of(queryset: QuerySet, filters: Sequence[Filter]) -> Tallies:
    """Counts each combination of values among the rows: one query, and one more for each `many` filter.

    Made of plain values, so that it may be kept under a version.
    """
    queryset = queryset.order_by()
    single = [item for item in filters if not item.many]
    values: dict[Any, dict[str, Values]] = {}
    fictional = set()
    for pk, is_demo, *row in queryset.values_list("pk", "is_demo", *[item.lookup for item in single]):
        values[pk] = {item.name: _as_set(value) for item, value in zip(single, row, strict=True)}
        if is_demo:
            fictional.add(pk)
    for item in filters:
        if item.many:
            found = defaultdict(set)
            for pk, value in queryset.values_list("pk", item.lookup):
                found[pk].add(UNKNOWN if value is None else str(value))
            for pk, row in values.items():
                row[item.name] = frozenset(found[pk])
    real: Counter[tuple[Values, ...]] = Counter()
    invented: Counter[tuple[Values, ...]] = Counter()
    for pk, row in values.items():
        tally = invented if pk in fictional else real
        tally[tuple(row[item.name] for item in filters)] += 1
    return Tallies(real, invented)


def _as_set(value: Any) -> Values:
    return frozenset([UNKNOWN if value is None else str(value)])


class Numbers(NamedTuple):
    """Numbers beside the choices of an address: rows found, rows in all, and rows by option for each filter."""

    found: int
    total: int
    options: tuple[dict[str, int], ...]


def count(tally: Tally, choices: Sequence[Sequence[str]]) -> Numbers:
    """Counts a tally under the choices of each filter, in one pass.

    A row that fails no group counts everywhere; one that fails a single group only in that group's numbers.
    """
    found = total = 0
    options: tuple[Counter[str], ...] = tuple(Counter() for _choice in choices)
    asked = [(place, frozenset(chosen)) for place, chosen in enumerate(choices) if chosen]
    for values, rows in tally.items():
        total += rows
        failed = [place for place, chosen in asked if values[place].isdisjoint(chosen)]
        if not failed:
            found += rows
        if len(failed) < 2:
            for place in failed or range(len(values)):
                for value in values[place]:
                    options[place][value] += rows
    return Numbers(found, total, tuple(dict(counter) for counter in options))


def count_apart(tallies: Tallies, choices: Sequence[Sequence[str]]) -> tuple[Numbers, Numbers]:
    """The numbers of what is real and those of what is invented, under the same choices."""
    return count(tallies.real, choices), count(tallies.fictional, choices)


@dataclass
class FilterSet:
    """The filters of one list as the address has chosen them. What is not an option is passed over in silence."""

    filters: Sequence[Filter]
    query: QueryDict
    tallies: Tallies = NOTHING

    def __post_init__(self) -> None:
        self.chosen: dict[str, list[str]] = {}
        for item in self.filters:
            options = item.options
            self.chosen[item.name] = [
                value for value in dict.fromkeys(self.query.getlist(item.name)) if value in options
            ]

    def apply(self, queryset: QuerySet) -> QuerySet:
        """The rows that the chosen options show, each once."""
        for item in self.filters:
            if chosen := self.chosen[item.name]:
                condition = item.condition(chosen)
                if item.many:  # As a subquery: a join would give a row once for each of its values.
                    rows = queryset.model._default_manager.filter(condition).values("pk")
                    queryset = queryset.filter(pk__in=rows)
                else:
                    queryset = queryset.filter(condition)
        return queryset

    @property
    def is_active(self) -> bool:
        return any(self.chosen.values())

    @property
    def active_count(self) -> int:
        """Number of chosen options."""
        return sum(len(values) for values in self.chosen.values())

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers of what is real."""
        return count(self.tallies.real, list(self.chosen.values()))

    @cached_property
    def fictional_numbers(self) -> Numbers:
        """The numbers of what was invented for the demonstration."""
        return count(self.tallies.fictional, list(self.chosen.values()))

    @property
    def total(self) -> int:
        """Number of real rows with nothing chosen."""
        return self.numbers.total

    @property
    def found(self) -> int:
        """Number of real rows that the chosen options show."""
        return self.numbers.found

    @property
    def fictional(self) -> int:
        """Number of invented rows that the chosen options show."""
        return self.fictional_numbers.found

    @property
    def groups(self) -> list[Group]:
        """The groups with their options counted, in the order declared."""
        return [self._group(place, item) for place, item in enumerate(self.filters)]

    @property
    def chips(self) -> list[Chip]:
        """Chips of the chosen options, each with the address that takes it back."""
        return [
            Chip(item.options[value], self.without(item.name, value), item.name, value)
            for item in self.filters
            for value in self.chosen[item.name]
        ]

    @property
    def hidden(self) -> list[dict[str, str]]:
        """The rest of the query string (words, order), which must outlive the filters' form."""
        return self.hidden_but(*(item.name for item in self.filters))

    def hidden_but(self, *names: str) -> list[dict[str, str]]:
        """Hidden fields for a form that sets the parameters `names` itself; it leads to page 1."""
        return [
            {"name": name, "value": value}
            for name in self.query
            if name not in {*names, "page"}
            for value in self.query.getlist(name)
        ]

    @property
    def reset_url(self) -> str:
        """The address with nothing chosen; words and order stay."""
        return self.querystring(**{item.name: None for item in self.filters})

    def without(self, name: str, value: str) -> str:
        """The address without one of the chosen options."""
        return self.querystring(**{name: [other for other in self.chosen[name] if other != value]})

    def querystring(self, **changes: Any) -> str:
        """This address's query with some parameters changed: a value, several, or None to drop it; back on page 1."""
        query = self.query.copy()
        query.pop("page", None)
        for name, value in changes.items():
            values = [] if value is None else value if isinstance(value, list | tuple) else [value]
            query.setlist(name, [str(item) for item in values])
        return f"?{query.urlencode()}"

    def _group(self, place: int, item: Filter) -> Group:
        counts, fictional = self.numbers.options[place], self.fictional_numbers.options[place]
        chosen = self.chosen[item.name]
        options = [
            Option(value, label, counts.get(value, 0), value in chosen, fictional.get(value, 0))
            for value, label in item.options.items()
        ]
        if item.by_count:
            options.sort(key=lambda option: (-option.count, -option.fictional))
        hides_chosen = any(option.selected for option in options[6:])
        return Group(item.name, item.title, options, more=len(options) > 7 and not hides_chosen)


def counted_filters(
    name: str,
    depends_on: Sequence[Scope],
    filters: Sequence[Filter],
    query: QueryDict,
    rows: QuerySet,
    *parts: Any,
) -> FilterSet:
    """The filters of a list with their numbers kept under the version of the scopes it depends on; `parts` tell apart
    what `rows` are.

    `rows` must be the same for every visitor.
    """
    found = FilterSet(filters, query)
    choices = list(found.chosen.values())

    def numbers() -> tuple[Numbers, Numbers]:
        tallies = cached(f"{name}.tally", lambda: tally_of(rows, filters), *parts, depends_on=depends_on)
        return count_apart(tallies, choices)

    found.numbers, found.fictional_numbers = cached(
        f"{name}.numbers", numbers, choices, *parts, depends_on=depends_on
    )
    return found

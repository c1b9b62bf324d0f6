"""Filters of a list: declared, combined in the address, counted by the database in one query.

Any option within a group, all groups between them. Numbers say how many rows an option would show beside what is
chosen in the *other* groups. What a demonstration invented (`is_demo`) is never in a number with what is real: it has
numbers of its own. Usage in a page of a room:

    FILTERS = [Filter("kind", _("Kind"), "kind", Kind.choices),
               Filter("language", _("Language"), "descriptions__language", LANGUAGES, many=True)]
    filters = FilterSet(FILTERS, request.GET).counted("library", [RESOURCES_SCOPE], Material.objects.public())
    rows = filters.apply(Material.objects.public())   # filters.found, .fictional and .total need no query
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from typing import Any, NamedTuple, Self, TypeVar

from django.db.models import Count, F, Model, Q, QuerySet
from django.http import QueryDict

from portal.caching.cache import cached
from portal.caching.scopes import Scope
from portal.language import LANGUAGES, language_name, quoted, sort_key
from portal.localisation.text import active_language
from portal.look.components import Chip, Group, HiddenField, Option

Rows = TypeVar("Rows", bound=QuerySet)
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
    where: Q = field(default_factory=Q)  # What counts among those many rows.
    unknown: Any = ""  # The label for rows without a value; empty: no such option.
    empty: Any = None  # What such rows hold instead.
    by_count: bool = False  # The most frequent option first.
    chosen_first: bool = False  # What is chosen first, then by count; rows without a value last.

    @cached_property
    def options(self) -> dict[str, Any]:
        """Label by value, as text, as it stands in the address."""
        known = {str(value): label for value, label in self.choices}
        return {**known, UNKNOWN: self.unknown} if self.unknown else known

    def condition(self, chosen: Sequence[str]) -> Q:
        """Returns the condition that a row, or one of its many, must meet when these options are chosen."""
        known = [value for value in chosen if value != UNKNOWN or not self.unknown]
        condition = Q(**{f"{self.lookup}__in": known}) & self.where
        return condition if len(known) == len(chosen) else condition | Q(**{self.lookup: self.empty})

    def condition_on(self, model: type[Model], chosen: Sequence[str]) -> Q:
        """Returns it for a model: many rows as a subquery, for a join would give a row once for each value."""
        condition = self.condition(chosen)
        return Q(pk__in=model._default_manager.filter(condition).values("pk")) if self.many else condition

    def columns(self, model: type[Model]) -> dict[str, F | Q]:
        """Returns what rows are grouped by: the value, or for each option of many whether a row has it."""
        if not self.many:
            return {f"its_{self.name}": F(self.lookup)}
        return {
            f"has_{self.name}_{place}": self.condition_on(model, [value])
            for place, value in enumerate(self.options)
        }

    def values(self, *cells: Any) -> Values:
        """Reads the values of a row from its columns."""
        if self.many:
            return frozenset(value for value, has in zip(self.options, cells, strict=True) if has)
        (cell,) = cells
        if cell == self.empty:
            return frozenset([UNKNOWN] if self.unknown else [])
        return frozenset([str(cell)])


def language_choices() -> list[tuple[str, str]]:
    """Returns the three languages as options, in the reader's words."""
    return [(code, language_name(code, active_language()).capitalize()) for code in LANGUAGES]


def by_label(choices: Iterable[tuple[str, str]], language: str = "") -> list[tuple[str, str]]:
    """Sorts options by their labels as readers of a language expect it, by default the reader's."""
    language = language or active_language()
    return sorted(choices, key=lambda choice: sort_key(choice[1], language))


def tally_of(rows: QuerySet, filters: Sequence[Filter]) -> Tallies:
    """Counts each combination of values among the rows, in one query.

    Made of plain values, so that it may be kept under a version.
    """
    columns = [item.columns(rows.model) for item in filters]
    grouped = (
        rows.order_by()
        .annotate(**{name: column for its in columns for name, column in its.items()})
        .values_list("is_demo", *(name for its in columns for name in its))
        .annotate(number_of_rows=Count("pk"))
    )
    readers = [cache(item.values) for item in filters]  # The same cells come in many rows.
    real: Counter[tuple[Values, ...]] = Counter()
    fictional: Counter[tuple[Values, ...]] = Counter()
    for is_demo, *row, number in grouped:
        cells = iter(row)
        values = (read(*islice(cells, len(its))) for read, its in zip(readers, columns, strict=True))
        (fictional if is_demo else real)[tuple(values)] += number
    return Tallies(real, fictional)


def kept_tally(
    name: str, depends_on: Sequence[Scope], rows: QuerySet, filters: Sequence[Filter], *parts: Any
) -> Tallies:
    """Returns the tally kept under the version of the scopes it depends on; `parts` tell apart what `rows` are.

    `rows` must be the same for every visitor.
    """
    return cached(f"{name}.tally", lambda: tally_of(rows, filters), *parts, depends_on=depends_on)


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

    def counted(self, name: str, depends_on: Sequence[Scope], rows: QuerySet, *parts: Any) -> Self:
        """Returns this with its numbers, kept as the tally of `rows` is (`kept_tally`)."""
        choices = list(self.chosen.values())

        def numbers() -> tuple[Numbers, Numbers]:
            return count_apart(kept_tally(name, depends_on, rows, self.filters, *parts), choices)

        self.numbers, self.fictional_numbers = cached(
            f"{name}.numbers", numbers, choices, *parts, depends_on=depends_on
        )
        return self

    def apply(self, rows: Rows) -> Rows:
        """The rows that the chosen options show, each once."""
        for item in self.filters:
            if chosen := self.chosen[item.name]:
                rows = rows.filter(item.condition_on(rows.model, chosen))
        return rows

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

    def numbers_of(self, name: str) -> dict[str, int]:
        """Returns the number of real rows that each option of a filter shows."""
        return self.numbers.options[list(self.chosen).index(name)]

    @cached_property
    def groups(self) -> list[Group]:
        """The groups with their options counted, in the order declared."""
        return [self._group(place, item) for place, item in enumerate(self.filters)]

    @property
    def chips(self) -> list[Chip]:
        """Chips of the chosen options, each with the address that takes it back."""
        return [
            Chip(item.options[value], self.without(item.name, value), removable=True)
            for item in self.filters
            for value in self.chosen[item.name]
        ]

    def chip_of_words(self, words: str) -> list[Chip]:
        """Returns the words looked for, `q` in the address, as a chip; nothing where there are none."""
        if not words:
            return []
        return [Chip(quoted(words, active_language()), self.querystring(q=None), removable=True)]

    @property
    def hidden(self) -> list[HiddenField]:
        """The rest of the query string (words, order), which must outlive the filters' form."""
        return self.hidden_but(*(item.name for item in self.filters))

    def hidden_but(self, *names: str) -> list[HiddenField]:
        """Hidden fields for a form that sets the parameters `names` itself; it leads to page 1."""
        return [
            HiddenField(name, value)
            for name in self.query
            if name not in {*names, "page"}
            for value in self.query.getlist(name)
        ]

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
        if item.by_count or item.chosen_first:
            options.sort(key=lambda option: (-option.count, -option.fictional))
        if item.chosen_first:
            options.sort(key=lambda option: (not option.selected, option.value == UNKNOWN))
        hides_chosen = any(option.selected for option in options[6:])
        more = item.chosen_first or (len(options) > 7 and not hides_chosen)
        return Group(item.name, item.title, options, more)

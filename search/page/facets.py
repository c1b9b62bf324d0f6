"""Filters of the results of a kind: the same filters as those of lists, with the engine's counts."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import pgettext_lazy

from portal.listing.filters import Filter, FilterSet, Numbers, by_label

from ..models.facet_words import FacetWords
from .results import Results

# In the order shown; a facet that is not in the table is not offered.
TITLES = {
    "region": pgettext_lazy("filter of results", "Region"),
    "type": pgettext_lazy("filter of results", "Type"),
    "category": pgettext_lazy("filter of results", "Category"),
    "state": pgettext_lazy("filter of results", "State"),
    "status": pgettext_lazy("filter of results", "Status"),
    "language": pgettext_lazy("filter of results", "Language"),
    "attendance": pgettext_lazy("how a workshop is held", "Format"),
    "year": pgettext_lazy("filter of results", "Year"),
    "audience": pgettext_lazy("filter of results", "Audience"),
    "module": pgettext_lazy("filter of results", "Module"),
    "licence": pgettext_lazy("filter of results", "What you may do"),
}
IN_ORDER = {
    "module": False,
    "year": True,
}  # By value, and whether the last comes first; the others go by count.


def filters_of(kind: str, language: str) -> list[Filter]:
    """The filters of a kind with all their values, in the reader's words: one query."""
    if not kind:
        return []
    words: dict[str, list[tuple[str, str]]] = {}
    for name, value, text in FacetWords.objects.filter(kind=kind, language=language).values_list(
        "name", "value", "words"
    ):
        words.setdefault(name, []).append((value, text))
    return [
        Filter(name, title, name, _in_order(name, words[name], language), by_count=name not in IN_ORDER)
        for name, title in TITLES.items()
        if name in words
    ]


def _in_order(name: str, values: list[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    if name in IN_ORDER:
        return sorted(values, reverse=IN_ORDER[name])
    return by_label(values, language)


def counted(filters: list[Filter], query: QueryDict, found: Results) -> FilterSet:
    """The filters with the counts of what was found; what nothing has is left out, unless it is chosen."""
    shown = FilterSet(filters, query)
    kept = []
    for item in filters:
        counts: Mapping[str, int] = found.facets.get(item.name, {})
        chosen = shown.chosen[item.name]
        choices = [(value, words) for value, words in item.choices if counts.get(value) or value in chosen]
        tells_nothing = len(choices) == 1 and not chosen and counts.get(choices[0][0]) == found.filtered
        if choices and not tells_nothing:
            kept.append(replace(item, choices=choices))
    shown = FilterSet(kept, query)
    shown.numbers = Numbers(
        found.filtered,
        found.counts.get(found.kind, 0),
        tuple(dict(found.facets.get(item.name, {})) for item in kept),
    )
    return shown

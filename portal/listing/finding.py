"""Sort keys and folded names of rows, so that lists are in each language's order and find a name in any spelling."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from portal.language import LANGUAGES, query_terms, search_terms, sort_key

Rows = TypeVar("Rows", bound=QuerySet)
MAX_QUERY_LENGTH = 200  # Characters; no name is longer.
MAX_QUERY_WORDS = 12


class Sortable(models.Model):
    """A row with its sort key in each language."""

    sort_kk = models.CharField(max_length=120, editable=False)
    sort_ru = models.CharField(max_length=120, editable=False)
    sort_en = models.CharField(max_length=120, editable=False)

    class Meta:
        abstract = True

    def fill_sort_keys(self, name_in: Callable[[str], str]) -> None:
        """Works out the sort keys from the name that readers of each language see. Saves nothing."""
        for language in LANGUAGES:
            setattr(self, f"sort_{language}", sort_key(name_in(language), language))


def folded(*texts: str) -> str:
    """The terms of all texts, each once and with a space before it: `matching` finds the starts of words in it."""
    return f" {' '.join(dict.fromkeys(search_terms(' '.join(texts))))} "


def matching(
    rows: Rows, text: str, also: Callable[[str], Q] = lambda _term: Q(), names: Iterable[str] = ("folded",)
) -> Rows:
    """Rows with every word of a text at the start of a word, in any spelling, of what `folded` has put into one of the
    fields of these `names`; or that meet `also`.
    """
    for spellings in query_terms(text[:MAX_QUERY_LENGTH])[:MAX_QUERY_WORDS]:
        condition = Q()
        for term in spellings:
            condition |= Q(*((f"{name}__contains", f" {term}") for name in names), _connector=Q.OR) | also(
                term
            )
        rows = rows.filter(condition)
    return rows

"""The search backend of Wagtail's own lists: Wagtail's database backend, under every filter of those lists, for any
words.

A list may be searched and filtered at once. modelsearch refuses filters and orders that no index entry names, as a
search server must; the database searches within the rows that are left, whatever left them. It also hands a lone
quotation mark to SQLite, which takes it for the beginning of a phrase, and breaks down on a query of blanks.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend, EmptySearchResults, SearchFieldError
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery

if TYPE_CHECKING:
    from modelsearch.backends.base import BaseSearchBackend as _Backend
else:
    _Backend = object


class AnyFilterMixin:
    """Checks only what is searched in, not what is filtered or sorted by."""

    queryset: QuerySet[Any]
    fields: Iterable[str] | None

    def check(self) -> None:
        """Raises SearchFieldError for a field that has no words in the index."""
        known = {field.field_name for field in self.queryset.model.get_searchable_search_fields()}
        for name in self.fields or []:
            if name not in known:
                raise SearchFieldError(f"{name} is not searched in", field_name=name)


class AnyWordsMixin(_Backend):
    """Asks the database for the words alone; nothing is found where there are none."""

    def _search(self, compiler: type, query: str | SearchQuery, rows: Any, **options: Any) -> Any:
        asked = _words_of(query)
        return super()._search(compiler, asked, rows, **options) if asked else EmptySearchResults()


def _words_of(query: str | SearchQuery) -> str | SearchQuery | None:
    """The query without quotation marks inside words, and without parts that have no words; None when none is left."""
    if isinstance(query, str):
        return " ".join(query.replace('"', " ").split())
    if isinstance(query, PlainText):
        words = _words_of(query.query_string)
        return PlainText(words, query.operator, query.boost) if words else None
    if isinstance(query, Phrase):
        words = _words_of(query.query_string)
        return Phrase(words) if words else None
    if isinstance(query, And | Or):
        parts = [part for part in map(_words_of, query.subqueries) if part]
        return type(query)(parts) if len(parts) > 1 else next(iter(parts), None)
    return query


@cache
def _under_any_filter(compiler: type) -> type:
    return type(compiler.__name__, (AnyFilterMixin, compiler), {})


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 – the name that modelsearch looks for
    """Wagtail's backend of the database in use."""
    made = database.SearchBackend(params)
    backend = type(made.__class__.__name__, (AnyWordsMixin, made.__class__), {})(params)
    backend.query_compiler_class = _under_any_filter(backend.query_compiler_class)
    backend.autocomplete_query_compiler_class = _under_any_filter(backend.autocomplete_query_compiler_class)
    return backend

"""The search backend of Wagtail's own lists: Wagtail's database backend, under every filter of those lists.

A list may be searched and filtered at once. modelsearch refuses filters and orders that no index entry names, as a
search server must; the database searches within the rows that are left, whatever left them.
"""

from functools import cache
from typing import Any

from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend, SearchFieldError


class AnyFilterMixin:
    """Checks only what is searched in, not what is filtered or sorted by."""

    def check(self) -> None:
        """Raises SearchFieldError for a field that has no words in the index."""
        known = {field.field_name for field in self.queryset.model.get_searchable_search_fields()}
        for name in self.fields or []:
            if name not in known:
                raise SearchFieldError(f"{name} is not searched in", field_name=name)


@cache
def _under_any_filter(compiler: type) -> type:
    return type(compiler.__name__, (AnyFilterMixin, compiler), {})


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 – the name that modelsearch looks for
    """Wagtail's backend of the database in use."""
    backend = database.SearchBackend(params)
    backend.query_compiler_class = _under_any_filter(backend.query_compiler_class)
    backend.autocomplete_query_compiler_class = _under_any_filter(backend.autocomplete_query_compiler_class)
    return backend

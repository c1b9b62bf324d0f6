"""Consistency of the index: rows by kind and language, and what is missing or too much."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import connection, models
from django.db.models import CharField, Count, Exists, OuterRef
from django.db.models.functions import Cast

from portal.content.searchable import Searchable
from portal.language import LANGUAGES

from ..engines import breaker, has_cluster, is_behind
from ..index.updates import searchable_models
from ..models.change import SearchChange
from ..models.document import SearchDocument
from ..models.part import SearchPart
from ..page.kinds import Kind, in_order, kind_of

MOST_LOOKED_AT = 50  # Things that seem to be missing, of which the rows are worked out.


@dataclass(frozen=True)
class Rows:
    """Numbers of rows of a kind, in each language in the order of LANGUAGES."""

    kind: Kind
    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Amiss:
    """Of one model: things that should have rows and have none, and rows whose thing is gone or not public any more."""

    kind: Kind
    missing: list[str] = field(default_factory=list)
    left_over: int = 0
    is_more: bool = False  # More things than were looked at have no rows.


def rows_by_kind() -> list[Rows]:
    """Counts the rows, in the order of the tabs of results."""
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, language, number in SearchDocument.objects.values_list("kind", "language").annotate(
        number=Count("pk")
    ):
        numbers[kind][language] = number
    return [
        Rows(
            kind,
            tuple(numbers[kind.code].get(code, 0) for code in LANGUAGES),
            sum(numbers[kind.code].values()),
        )
        for kind in in_order(set(numbers))
    ]


def parts_of_files() -> int:
    """Counts the pages and slides of files that are searched."""
    return SearchPart.objects.count()


def engine_name() -> str:
    """Returns the name of the engine that answers questions now."""
    if has_cluster() and not breaker.is_open and not is_behind():
        return "Elasticsearch"
    return {"postgresql": "PostgreSQL", "sqlite": "SQLite FTS5"}.get(connection.vendor, connection.vendor)


def waiting_changes() -> int:
    """Counts the changes of rows that the search server has not yet been told of. The database's own engine is
    written with the rows: none.
    """
    return SearchChange.objects.count() if has_cluster() else 0


def amiss() -> list[Amiss]:
    """Returns what is wrong with the rows, model by model; compares keys in the database, reading no things."""
    found = []
    for model in searchable_models():
        missing, is_more = _missing(model)
        left_over = _left_over(model)
        if missing or left_over:
            kind = cast(type[Searchable], model).search_kind
            found.append(Amiss(kind_of(kind), missing, left_over, is_more))
    known = [model._meta.label_lower for model in searchable_models()]
    for kind, number in (
        SearchDocument.objects.exclude(model__in=known).values_list("kind").annotate(number=Count("pk"))
    ):
        found.append(Amiss(kind_of(kind), left_over=number))
    return found


def _missing(model: Any) -> tuple[list[str], bool]:
    """Things without rows, by name. A thing without entries, as one that is not public, rightly has none."""
    rows = SearchDocument.objects.filter(
        model=model._meta.label_lower, key=Cast(OuterRef("pk"), CharField(max_length=64))
    )
    things = list(model.searchable_rows().filter(~Exists(rows)).order_by("pk")[: MOST_LOOKED_AT + 1])
    names = [
        str(thing) for thing in things[:MOST_LOOKED_AT] if any(True for _entry in thing.search_entries())
    ]
    return names, len(things) > MOST_LOOKED_AT


def _left_over(model: Any) -> int:
    """Counts the rows that have no thing. Keys that are no numbers are not compared."""
    pk = model._meta.pk
    while getattr(pk, "remote_field", None):
        pk = pk.target_field
    if not isinstance(pk, models.IntegerField):
        return 0
    things = model.searchable_rows().order_by().filter(pk=Cast(OuterRef("key"), models.BigIntegerField()))
    return SearchDocument.objects.filter(~Exists(things), model=model._meta.label_lower).count()

"""Full-text search of SQLite: an FTS5 table whose rows bear the documents' ids, with a column for each place.

The terms are cut by us; the `ascii` tokenizer only parts them at spaces, since to it every other letter is a letter.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import prefetch_related_objects

from search.engines.base import TERMS_OF_PARTS, Answer, Ask, terms_by_place
from search.engines.sql import Dialect, ask_database, count_in_database, heads_in_database
from search.models.document import SearchDocument
from search.query.analysis import Term, Word
from search.query.scoring import PLACES

_TABLE = "search_terms"
_DOCUMENTS = "search_searchdocument"
_CREATE = f"""
CREATE VIRTUAL TABLE {_TABLE} USING fts5({", ".join(PLACES)}, tokenize = "ascii tokenchars '=+~@.'", detail = column)
"""


def create(database: Any) -> None:
    """Makes the table of terms."""
    with database.cursor() as cursor:
        cursor.execute(_CREATE)


def drop(database: Any) -> None:
    """Takes the table of terms away."""
    with database.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_TABLE}")


def write(documents: Iterable[SearchDocument]) -> None:
    """Keeps the terms of these documents instead of those kept before."""
    documents = list(documents)
    prefetch_related_objects(documents, TERMS_OF_PARTS)
    rows: list[tuple[Any, ...]] = [(document.pk, *_terms(document)) for document in documents]
    forget(row[0] for row in rows)
    places = ", ".join(["%s"] * (1 + len(PLACES)))
    sql = f"INSERT INTO {_TABLE}(rowid, {', '.join(PLACES)}) VALUES ({places})"  # noqa: S608 Constants; %s for values.
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def forget(ids: Iterable[int]) -> None:
    """Lets go of the terms of these documents."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {_TABLE} WHERE rowid = %s", [(pk,) for pk in ids])  # noqa: S608 A constant.


def tidy() -> None:
    """Drops terms whose document is gone, and packs the rest."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_TABLE} WHERE rowid NOT IN (SELECT id FROM {_DOCUMENTS})")  # noqa: S608 Constants.
        cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}) VALUES ('optimize')")  # noqa: S608 A constant.


def find(ask: Ask) -> Answer:
    """One page of results, and the counts of kinds and facets."""
    return ask_database(ask, _DIALECT)


def heads(words: Sequence[Word], places: tuple[str, ...], access: tuple[str, ...], limit: int) -> list[int]:
    """Ids of some documents that hold all these words in any of these places, in no order."""
    return heads_in_database(words, places, access, limit, _DIALECT)


def count(words: Sequence[Word], access: tuple[str, ...]) -> int:
    """Counts the things that hold all these words anywhere."""
    return count_in_database(words, access, _DIALECT)


def _today(day: date) -> str:
    return day.isoformat()


def _any_of(terms: tuple[Term, ...], places: tuple[str, ...]) -> str:
    met = " OR ".join(f'"{term.text}"{"*" if term.is_open else ""}' for term in terms)
    return f"({{{' '.join(places)}}} : ({met}))"


_DIALECT = Dialect(
    branch=f"SELECT rowid AS id, %s AS points FROM {_TABLE} WHERE {_TABLE} MATCH %s",  # noqa: S608 A constant.
    heads=f"{_DOCUMENTS} d INDEXED BY search_document_heads",
    age="(julianday(%s) - julianday(d.day))",
    today=_today,
    any_of=_any_of,
    all_of=" AND ".join,
)


def _terms(document: SearchDocument) -> list[str]:
    return [" ".join(terms) for terms in terms_by_place(document, document.terms_of_files).values()]

"""Full-text search of SQLite: an FTS5 table whose rows bear the documents' ids, ranked by bm25.

The terms are cut by us; the `ascii` tokenizer only parts them at spaces, since to it every other letter is a letter.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from search.analysis import COLUMNS, INDEXED_BODY, Word, document_terms
from search.engines import WEIGHTS, Answer, Ask
from search.engines.asking import ask_database
from search.records import SearchDocument

_TABLE = "search_terms"
_DOCUMENTS = "search_searchdocument"
_CREATE = f"""
CREATE VIRTUAL TABLE {_TABLE} USING fts5({", ".join(COLUMNS)}, tokenize = "ascii tokenchars '=.'")
"""
_WEIGHTS = ", ".join(str(WEIGHTS[column]) for column in COLUMNS)
_MATCHED = f"""
  SELECT d.id, d.kind, d.model, d.key, d.language, julianday(%s) - julianday(d.day) AS age,
    -bm25({_TABLE}, {_WEIGHTS}) AS points
  FROM {_TABLE} JOIN {_DOCUMENTS} d INDEXED BY search_document_heads ON d.id = {_TABLE}.rowid
  WHERE {_TABLE} MATCH %s
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
    rows = [(document.pk, *_terms(document)) for document in documents]
    forget(row[0] for row in rows)
    places = ", ".join(["%s"] * (1 + len(COLUMNS)))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_TABLE}(rowid, {', '.join(COLUMNS)}) VALUES ({places})", rows)


def forget(ids: Iterable[int]) -> None:
    """Lets go of the terms of these documents."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {_TABLE} WHERE rowid = %s", [(pk,) for pk in ids])


def tidy() -> None:
    """Drops terms whose document is gone, and packs the rest."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_TABLE} WHERE rowid NOT IN (SELECT id FROM {_DOCUMENTS})")
        cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}) VALUES ('optimize')")


def find(ask: Ask) -> Answer:
    """One page of results and the counts of kinds."""
    joint = " AND " if ask.needs_all_words else " OR "
    match = joint.join(f"({_either(word)})" for word in ask.query.words)
    return ask_database(ask, _MATCHED, [ask.today.isoformat(), match])


def _either(word: Word) -> str:
    return " OR ".join(f'"{term.text}"{"*" if term.is_open else ""}' for term in word.terms)


def _terms(document: SearchDocument) -> list[str]:
    texts = (
        document.title,
        " \n".join(document.names),
        " \n".join(document.keywords),
        document.summary,
        document.body[:INDEXED_BODY],
    )
    return [" ".join(document_terms(text)) for text in texts]

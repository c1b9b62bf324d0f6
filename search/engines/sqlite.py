"""Full-text search of SQLite: an FTS5 table whose rows bear the documents' ids.

The terms are cut by us; the `ascii` tokenizer only parts them at spaces, since to it every other letter is a letter.

Hits are ranked by where a word stands and how nearly it is written so, not by bm25: that counts every spelling of a word
as a word of its own and the rarest most, so that among libraries a misspelt one would come first.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from search.analysis import COLUMNS, Term, Word
from search.engines import Answer, Ask, column_terms
from search.engines.asking import ask_database
from search.records import SearchDocument

_TABLE = "search_terms"
_DOCUMENTS = "search_searchdocument"
_CREATE = f"""
CREATE VIRTUAL TABLE {_TABLE} USING fts5({", ".join(COLUMNS)}, tokenize = "ascii tokenchars '=.'")
"""
# Each place counts more than all below it together.
_WEIGHTS = {"title": 40.0, "names": 20.0, "keywords": 8.0, "summary": 4.0, "body": 1.0}
_IN_ANY_FORM, _WITH_AN_ENDING, _AS_WRITTEN = 1.0, 0.2, 0.3  # An exact word is met in all three ways.
_MET = f"SELECT rowid AS id, %s AS points FROM {_TABLE} WHERE {_TABLE} MATCH %s"
_MATCHED = f"""
  SELECT d.id, d.kind, d.thing, d.language, julianday(%s) - julianday(d.day) AS age, met.points
  FROM (SELECT id, SUM(points) AS points FROM ({{met}}) {{all_words}} GROUP BY id) met
  JOIN {_DOCUMENTS} d INDEXED BY search_document_heads ON d.id = met.id
"""
_ALL_WORDS = f"WHERE id IN (SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s)"


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
    rows: list[tuple[Any, ...]] = [(document.pk, *_terms(document)) for document in documents]
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
    met = [value for word in ask.query.words for value in _ways(word)]
    parameters: list[Any] = [ask.today.isoformat(), *(value for pair in met for value in pair)]
    all_words = ""
    if ask.needs_all_words and len(ask.query.words) > 1:
        all_words = _ALL_WORDS
        parameters.append(" AND ".join(f"({_either(word.terms)})" for word in ask.query.words))
    matched = _MATCHED.format(met=" UNION ALL ".join([_MET] * len(met)), all_words=all_words)
    return ask_database(ask, matched, parameters)


def _ways(word: Word) -> list[tuple[float, str]]:
    """Every way to meet a word, in each place: points, and what to ask the index."""
    own = [term for term in word.terms if term.text.startswith("=")]
    ways = [(_IN_ANY_FORM, word.terms)]
    ways += [(_WITH_AN_ENDING if term.is_open else _AS_WRITTEN, (term,)) for term in own]
    return [
        (points * weight, f"{{{column}}} : ({_either(terms)})")
        for column, weight in _WEIGHTS.items()
        for points, terms in ways
    ]


def _either(terms: tuple[Term, ...]) -> str:
    return " OR ".join(f'"{term.text}"{"*" if term.is_open else ""}' for term in terms)


def _terms(document: SearchDocument) -> list[str]:
    return [" ".join(terms) for terms in column_terms(document).values()]

"""Full-text search of PostgreSQL: a stored tsvector made of our own terms, a GIN index, ts_rank.

A tsvector knows four weights and we have five places for a word: a word of the summary is kept under the body's weight,
but twice. Hits are ranked by an OR of all terms, which counts each of them; under an AND ts_rank would look
at distances between pairs of words, slow for long queries.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from search.analysis import Query, Term
from search.engines import Answer, Ask, column_terms
from search.engines.asking import ask_database
from search.records import SearchDocument

_TABLE = "search_searchdocument"
_INDEX = "search_terms_gin"
_WEIGHTS = "{0.025, 0.2, 0.5, 1.0}"  # D, C, B, A
_LAST_POSITION = 16_383
_MOST_POSITIONS = 200  # PostgreSQL keeps 255 a term.
_MATCHED = f"""
  SELECT d.id, d.kind, d.thing, d.language, (%s::date - d.day)::float AS age,
    ts_rank('{_WEIGHTS}', d.terms, %s::tsquery) AS points
  FROM {_TABLE} d
  WHERE d.terms @@ %s::tsquery
"""


def create(database: Any) -> None:
    """Adds the column of terms, which Django does not know, and its index."""
    with database.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {_TABLE} ADD COLUMN terms tsvector")
        cursor.execute(f"CREATE INDEX {_INDEX} ON {_TABLE} USING gin (terms)")


def drop(database: Any) -> None:
    """Takes the column of terms away, and its index with it."""
    with database.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {_TABLE} DROP COLUMN IF EXISTS terms")


def write(documents: Iterable[SearchDocument]) -> None:
    """Keeps the terms of these documents instead of those kept before."""
    values = [value for document in documents for value in (document.pk, _vector(document))]
    if not values:
        return
    rows = ", ".join(["(%s::bigint, %s::tsvector)"] * (len(values) // 2))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_TABLE} AS d SET terms = new.terms FROM (VALUES {rows}) AS new(id, terms) WHERE d.id = new.id",
            values,
        )


def forget(ids: Iterable[int]) -> None:
    """Nothing to do: the terms stand in the document's own row."""


def tidy() -> None:
    """Nothing to do: there are no terms without a row."""


def find(ask: Ask) -> Answer:
    """One page of results and the counts of kinds."""
    joint = " & " if ask.needs_all_words else " | "
    match = joint.join(f"({_either(word.terms)})" for word in ask.query.words)
    return ask_database(ask, _MATCHED, [ask.today, _any_term(ask.query), match])


def _any_term(query: Query) -> str:
    return _either(tuple(dict.fromkeys(term for word in query.words for term in word.terms)))


def _either(terms: tuple[Term, ...]) -> str:
    return " | ".join(f"'{term.text}'{':*' if term.is_open else ''}" for term in terms)


def _vector(document: SearchDocument) -> str:
    """The tsvector as PostgreSQL reads it: every term with its positions and weights."""
    terms = column_terms(document)
    places = (
        ("A", terms["title"]),
        ("B", terms["names"]),
        ("C", terms["keywords"]),
        ("D", terms["summary"]),
        ("D", terms["summary"]),
        ("D", terms["body"]),
    )
    positions: dict[str, list[str]] = {}
    position = 0
    for weight, words in places:
        for term in words:
            position = min(position + 1, _LAST_POSITION)
            known = positions.setdefault(term, [])
            if len(known) < _MOST_POSITIONS:
                known.append(f"{position}{weight}")
    return " ".join(f"'{term}':{','.join(known)}" for term, known in positions.items())

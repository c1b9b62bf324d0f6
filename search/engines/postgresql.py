"""Full-text search of PostgreSQL: a narrow table of heads and terms, and a GIN index that alone answers.

Every lexeme bears the place where it stands ("t:китап" in a title), so that neither a tsvector is read back nor
anything ranked by `ts_rank`: a broad word that is met by tens of thousands of rows costs their ids, not their texts.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from search.engines.base import TERMS_OF_PARTS, Answer, Ask, terms_by_place
from search.engines.sql import Dialect, ask_database, count_in_database, heads_in_database
from search.models.document import SearchDocument
from search.query.analysis import Term, Word
from search.query.scoring import PLACES

_TABLE = "search_terms"
_INDEX = "search_terms_gin"
_DOCUMENTS = "search_searchdocument"
_HEADS = ("id", "kind", "thing", "language", "access", "day")
_LETTERS = {place: place[0] for place in PLACES}
# Rows stay narrow: vectors are kept beside, not in them.
_CREATE = f"""
CREATE TABLE {_TABLE} (
  id bigint PRIMARY KEY, kind varchar(40) NOT NULL, thing varchar(165) NOT NULL, language varchar(2) NOT NULL,
  access varchar(40) NOT NULL, day date, terms tsvector NOT NULL
) WITH (toast_tuple_target = 128);
ALTER TABLE {_TABLE} ALTER COLUMN terms SET STORAGE EXTERNAL;
CREATE INDEX {_INDEX} ON {_TABLE} USING gin (terms) WITH (gin_pending_list_limit = 65536);
"""
# Terms of many rows are put into the index together, sorted: in half of the time. They wait in a list that every
# question reads through,
# so `write` empties it itself, before it grows so long (65,536 kB) that PostgreSQL would in the middle of a batch.
_TIDY_INDEX = f"SELECT gin_clean_pending_list('{_INDEX}')"
_KEPT = (*_HEADS[1:], "terms")
# A row that says the same is left alone: to write it again would write each of its terms into the index again.
_UPSERT = f"""
INSERT INTO {_TABLE} ({", ".join(_HEADS)}, terms) VALUES ({", ".join(["%s"] * len(_HEADS))}, %s::tsvector)
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{column} = EXCLUDED.{column}" for column in _KEPT)}
WHERE ({", ".join(f"{_TABLE}.{column}" for column in _KEPT)})
  IS DISTINCT FROM ({", ".join(f"EXCLUDED.{column}" for column in _KEPT)})
"""  # noqa: S608 Constants of this module; values are parameters.
# The planner thinks that to match a tsvector costs nothing. Where a word is broad it would read every row's, each out
# of line,
# rather than the index: seconds instead of milliseconds. Compiling a question and starting helpers for it takes
# longer than answering.
# And it cannot know how many rows the branches give together: to sort them by their things takes twice as long as to
# hash them.
_PLAN = (
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL jit = off; "
    "SET LOCAL max_parallel_workers_per_gather = 0"
)


def create(database: Any) -> None:
    """Makes the table of terms and its index."""
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
    rows = [(*(getattr(document, head) for head in _HEADS), _vector(document)) for document in documents]
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)
        cursor.execute(_TIDY_INDEX)


def forget(ids: Iterable[int]) -> None:
    """Lets go of the terms of these documents."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_TABLE} WHERE id = ANY(%s)", [list(ids)])  # noqa: S608 The table is a constant.


def tidy() -> None:
    """Drops terms whose document is gone."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_TABLE} WHERE id NOT IN (SELECT id FROM {_DOCUMENTS})")  # noqa: S608 Constants.


def find(ask: Ask) -> Answer:
    """One page of results, and the counts of kinds and facets."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLAN)
        return ask_database(ask, _DIALECT)


def heads(words: Sequence[Word], places: tuple[str, ...], access: tuple[str, ...], limit: int) -> list[int]:
    """Ids of some documents that hold all these words in any of these places, in no order."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLAN)
        return heads_in_database(words, places, access, limit, _DIALECT)


def count(words: Sequence[Word], access: tuple[str, ...]) -> int:
    """Counts the things that hold all these words anywhere."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLAN)
        return count_in_database(words, access, _DIALECT)


def _today(day: Any) -> Any:
    return day


def _any_of(terms: tuple[Term, ...], places: tuple[str, ...]) -> str:
    met = [
        f"'{_LETTERS[place]}:{term.text}'{':*' if term.is_open else ''}" for place in places for term in terms
    ]
    return f"({' | '.join(met)})"


_DIALECT = Dialect(
    branch=f"SELECT id, %s::float AS points FROM {_TABLE} WHERE terms @@ %s::tsquery",  # noqa: S608 A constant.
    heads=f"{_TABLE} d",
    age="(%s::date - d.day)::float",  # Else powers are those of exact decimals: ten times slower.
    today=_today,
    any_of=_any_of,
    all_of=" & ".join,
)


def _vector(document: SearchDocument) -> str:
    """A tsvector as PostgreSQL reads it; terms hold nothing that would end a quotation (`search.query.analysis`)."""
    found = terms_by_place(document, document.terms_of_files)
    return " ".join(f"'{_LETTERS[place]}:{term}'" for place, terms in found.items() for term in terms)

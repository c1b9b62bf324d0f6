"""The question that both databases are asked, in one pass: counts of kinds and of facets, and one page of things."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from search.engines.base import Answer, Ask
from search.query.analysis import Term, Word
from search.query.scoring import AGEING_DAYS, AGEING_KINDS, AGEING_PART, OTHER_LANGUAGE, PLACES

MOST_WORDS_IN_DETAIL = (
    4  # Of a longer question each word is met in any form only: else it grows beyond measure.
)
_FAR = 10**15  # Larger than any id, so that a language's distance and an id fit into one number.

_QUESTION = """
WITH met AS ({met}), seen AS (
  SELECT d.id, d.kind, d.thing,
    met.points * CASE WHEN d.language = %s THEN CAST(1 AS DOUBLE PRECISION) ELSE {other_language} END
      * CASE WHEN d.kind IN ({ageing_kinds}) AND d.day IS NOT NULL
          THEN {lasting} + {ageing} * POWER(0.5, CASE WHEN {age} > 0 THEN {age} ELSE 0 END / {ageing_days})
           ELSE 1.0 END AS points,
    CASE d.language WHEN %s THEN 0 WHEN %s THEN 1 ELSE 2 END AS distance
  FROM met JOIN {heads} ON d.id = met.id
  WHERE d.access IN ({access})
), things AS MATERIALIZED (
  SELECT kind, ROUND(MAX(points) * 10000) AS points, MIN(distance * {far} + id) %% {far} AS id
  FROM seen GROUP BY thing, kind
){chosen}
SELECT 'kind' AS what, kind AS name, '' AS value, COUNT(*) AS number, 0 AS id, 0 AS points FROM things GROUP BY kind
{of_kind}
UNION ALL
SELECT * FROM (
  SELECT 'hit' AS what, '' AS name, '' AS value, 0 AS number, id, points FROM {page_of}
  ORDER BY points DESC, id LIMIT %s OFFSET %s
) AS page
"""

# Of the asked kind: how many filters a thing fails, and which when it is one.
_CHOSEN = """, marked AS MATERIALIZED (
  SELECT t.id, t.points{marks} FROM things t WHERE t.kind = %s
), chosen AS MATERIALIZED (
  SELECT id, points, {misses} AS misses, {missed} AS missed FROM marked
)"""
_MARK = """,
    CASE WHEN EXISTS (
      SELECT 1 FROM search_searchfacet f WHERE f.document_id = t.id AND f.name = %s AND f.value IN ({values})
    ) THEN 0 ELSE 1 END AS miss_{number}"""
_OF_KIND = """UNION ALL
SELECT 'facet', f.name, f.value, COUNT(*), 0, 0 FROM chosen c JOIN search_searchfacet f ON f.document_id = c.id
WHERE c.misses = 0 OR (c.misses = 1 AND c.missed = f.name) GROUP BY f.name, f.value
UNION ALL
SELECT 'filtered', '', '', COUNT(*), 0, 0 FROM chosen WHERE misses = 0"""


@dataclass(frozen=True)
class Dialect:
    """SQL dialect in which one database is asked for terms."""

    branch: str  # Rows `id, points` of what meets a match: two parameters, points and match.
    heads: str  # The narrow table of all rows, as `d`.
    age: str  # Days since `d.day`: one parameter, today.
    today: Callable[[Any], Any]
    any_of: Callable[[tuple[Term, ...], tuple[str, ...]], str]  # A match of any term in any of the places.
    all_of: Callable[[list[str]], str]  # A match of all matches.


def ask_database(ask: Ask, dialect: Dialect) -> Answer:
    """Asks the database that is in use."""
    is_long = len(ask.query.words) > MOST_WORDS_IN_DETAIL
    words = [_branches(word, is_long, dialect) for word in ask.query.words]
    own, second = ask.languages[:2]
    today = dialect.today(ask.today)
    parameters: list[Any] = [value for branches in words for branch in branches for value in branch]
    parameters += [own, today, today, own, second, *ask.access]
    chosen, of_kind, page_of = "", "", "things"
    if ask.kind:
        chosen, values = _chosen(ask)
        parameters += values
        of_kind, page_of = _OF_KIND, "chosen WHERE misses = 0"
    sql = _QUESTION.format(
        met=_met([len(branches) for branches in words], ask.needs_all_words, dialect),
        other_language=OTHER_LANGUAGE,
        ageing_kinds=", ".join(f"'{kind}'" for kind in AGEING_KINDS),
        lasting=1.0 - AGEING_PART,
        ageing=AGEING_PART,
        ageing_days=float(AGEING_DAYS),
        age=dialect.age,
        heads=dialect.heads,
        access=_marks(ask.access),
        far=_FAR,
        chosen=chosen,
        of_kind=of_kind,
        page_of=page_of,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, ask.limit, ask.offset])
        return _answer(cursor.fetchall())


def heads_in_database(
    words: Sequence[Word], places: tuple[str, ...], access: tuple[str, ...], limit: int, dialect: Dialect
) -> list[int]:
    """Ids of at most `limit` documents that hold all these words in any of these places, in no order."""
    found, parameters = _holding(words, places, access, dialect)
    with connection.cursor() as cursor:
        cursor.execute(found.format("d.id") + " LIMIT %s", [*parameters, limit])
        return [pk for (pk,) in cursor.fetchall()]


def count_in_database(words: Sequence[Word], access: tuple[str, ...], dialect: Dialect) -> int:
    """Counts the things that hold all these words anywhere."""
    found, parameters = _holding(words, tuple(PLACES), access, dialect)
    with connection.cursor() as cursor:
        cursor.execute(found.format("COUNT(DISTINCT d.thing)"), parameters)
        return cursor.fetchone()[0]


def _holding(
    words: Sequence[Word], places: tuple[str, ...], access: tuple[str, ...], dialect: Dialect
) -> tuple[str, list[Any]]:
    """A question with a place for what is wanted of each head, `d`, and its parameters."""
    match = dialect.all_of([dialect.any_of(word.terms, places) for word in words])
    # Worked out first, or PostgreSQL reads row after row until it has as many as are wanted: seconds for a rare word.
    sql = (
        f"WITH met AS MATERIALIZED ({dialect.branch}) "  # noqa: S608 Constants of a dialect; values are parameters.
        f"SELECT {{}} FROM met JOIN {dialect.heads} ON d.id = met.id WHERE d.access IN ({_marks(access)})"
    )
    return sql, [0.0, match, *access]


def _branches(word: Word, is_long: bool, dialect: Dialect) -> list[tuple[float, str]]:
    """Every way to meet a word in each place: points, and the match."""
    ways = word.ways[:1] if is_long else word.ways
    return [
        (word.weight * way.weight * weight, dialect.any_of(way.terms, (place,)))
        for way in ways
        for place, weight in PLACES.items()
    ]


def _met(branches: list[int], needs_all_words: bool, dialect: Dialect) -> str:
    """Rows `id, points` of what meets the words, of which each has so many branches."""
    words = [
        f"SELECT id, SUM(points) AS points FROM ({' UNION ALL '.join([dialect.branch] * number)}) ways GROUP BY id"  # noqa: S608 A constant.
        for number in branches
    ]
    if len(words) == 1:
        return words[0]
    # Every word has branches of all by which it is met at all, so that those met need only be counted.
    least = len(words) if needs_all_words else 1
    return (
        f"SELECT id, SUM(points) AS points FROM ({' UNION ALL '.join(words)}) words "  # noqa: S608 Made above.
        f"GROUP BY id HAVING COUNT(*) >= {least}"
    )


def _chosen(ask: Ask) -> tuple[str, list[Any]]:
    """Returns the query of the things of one kind, and its parameters."""
    parameters: list[Any] = []
    marks = []
    for number, (name, values) in enumerate(ask.filters.items()):
        marks.append(_MARK.format(values=_marks(values), number=number))
        parameters += [name, *values]
    misses = " + ".join(f"miss_{number}" for number in range(len(marks))) or "0"
    # The names of filters come from an address, so they are parameters too.
    cases = " ".join(f"WHEN miss_{number} = 1 THEN %s" for number in range(len(marks)))
    sql = _CHOSEN.format(
        marks="".join(marks), misses=misses, missed=f"CASE {cases} ELSE '' END" if cases else "''"
    )
    return sql, [*parameters, ask.kind, *ask.filters]


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _answer(rows: list[tuple[Any, ...]]) -> Answer:
    counts: dict[str, int] = {}
    facets: dict[str, dict[str, int]] = {}
    hits, filtered = [], 0
    for what, name, value, number, pk, points in rows:
        if what == "hit":
            hits.append((-float(points) / 10_000, int(pk)))
        elif what == "kind":
            counts[name] = number
        elif what == "facet":
            facets.setdefault(name, {})[value] = number
        else:
            filtered = number
    hits.sort()
    return Answer([pk for _points, pk in hits], [-points for points, _pk in hits], counts, facets, filtered)

"""The question that both databases are asked: one row per thing, counts of kinds and one page, in one pass."""

from typing import Any

from django.db import connection

from search.engines import AGEING_DAYS, AGEING_KINDS, AGEING_PART, OTHER_LANGUAGE, Answer, Ask

# `matched` is the engine's own: id, kind, thing, language, age (days) and points of every row that matches.
_QUESTION = """
WITH matched AS (
  {matched}
), placed AS (
  SELECT id, kind,
    points * CASE WHEN language = %s THEN 1.0 ELSE {other_language} END
      * CASE WHEN kind IN ({ageing_kinds}) AND age IS NOT NULL
          THEN {lasting} + {ageing} / (1.0 + CASE WHEN age > 0 THEN age ELSE 0 END / {ageing_days}) ELSE 1.0 END AS points,
    ROW_NUMBER() OVER (
      PARTITION BY thing ORDER BY CASE language WHEN %s THEN 0 WHEN %s THEN 1 ELSE 2 END
    ) AS place
  FROM matched
), best AS MATERIALIZED (
  SELECT id, kind, points FROM placed WHERE place = 1
)
SELECT kind, COUNT(*) AS number, NULL AS id, 0.0 AS points FROM best GROUP BY kind
UNION ALL
SELECT * FROM (
  SELECT kind, 0 AS number, id, points FROM best WHERE %s = '' OR kind = %s
  ORDER BY points DESC, id LIMIT %s OFFSET %s
) AS page
"""


def ask_database(ask: Ask, matched: str, parameters: list[Any]) -> Answer:
    """Runs the question around an engine's own `matched` and its parameters."""
    sql = _QUESTION.format(
        matched=matched,
        other_language=OTHER_LANGUAGE,
        ageing_kinds=", ".join(f"'{kind}'" for kind in AGEING_KINDS),
        lasting=1.0 - AGEING_PART,
        ageing=AGEING_PART,
        ageing_days=float(AGEING_DAYS),
    )
    own, second = ask.languages[:2]
    values = [*parameters, own, own, second, ask.kind, ask.kind, ask.limit, ask.offset]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    counts = {kind: number for kind, number, pk, _points in rows if pk is None}
    page = sorted((-points, pk) for _kind, _number, pk, points in rows if pk is not None)
    return Answer(ids=[pk for _points, pk in page], counts=counts)

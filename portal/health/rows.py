"""Each row by itself: in a feed, a table or a sitemap one bad row is left out and told of, and the others come."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.core.cache import caches
from django.db import DatabaseError, models

from .registry import OK, POOR, Finding, check

Row = TypeVar("Row")
Result = TypeVar("Result")
logger = logging.getLogger("portal.health")
KEY = "health.rows_left_out"
KEPT_FOR = 24 * 3600  # Seconds
MOST_KEPT = 100


def each(rows: Iterable[Row], make: Callable[[Row], Result], place: str) -> Iterator[Result]:
    """Yields the result of `make` for each row; a row for which it fails is left out and reported with the place.

    A database that does not answer is no fault of a row: its error goes on.
    """
    for row in rows:
        try:
            made = make(row)
        except DatabaseError:
            raise
        except Exception:  # Whatever is wrong with a row: the others must come.
            _report(row, place)
        else:
            yield made


def left_out() -> frozenset[str]:
    """The names of the rows that were left out somewhere within a day."""
    return frozenset(caches["default"].get(KEY) or ())


@check("rows")
def rows() -> Finding:
    """Counts the rows that some feed or table left out because they could not be written. The log names them."""
    number = len(left_out())
    return Finding(POOR if number else OK, {"left_out": number})


def _report(row: object, place: str) -> None:
    key = f"{row._meta.label} {row.pk}" if isinstance(row, models.Model) else type(row).__name__
    name = f"{place}: {key}"
    logger.exception("a row was left out of %s", name)
    known = left_out()
    if name not in known and len(known) < MOST_KEPT:
        caches["default"].set(KEY, sorted({*known, name}), KEPT_FOR)

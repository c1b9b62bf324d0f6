"""Work on many rows in short transactions."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models, transaction

BATCH = 500  # Rows that are worked on in one transaction.


def in_batches(rows: models.QuerySet, act: Callable[[Any], int]) -> int:
    """Has `act` work on the rows, a batch at a time, each in its own transaction; returns the sum of its answers.

    What is done stays done: a run that was broken off is gone on with by the next, so `act` may meet a row again.
    """
    done = 0
    for keys in _keys(rows):
        with transaction.atomic():
            done += act(rows.order_by().filter(pk__in=keys))
    return done


def _keys(rows: models.QuerySet) -> Iterator[list[Any]]:
    """The keys of the rows in batches, each read when the one before is done with."""
    ordered = rows.order_by("pk").values_list("pk", flat=True)
    keys = list(ordered[:BATCH])
    while keys:
        yield keys
        keys = list(ordered.filter(pk__gt=keys[-1])[:BATCH])

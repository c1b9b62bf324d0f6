"""Tests that are too many for every run: a third of them each day, another on the next, and all by a command of their
own.

DOORS=all pytest tests/doors    asks for the whole, as `make doors` does
DOORS=2 …                       for its second third
DOORS=localize …                for those with that in their names
SAMPLE_DAY=739951 …             for what was asked on that day
"""

import os
import random
from collections.abc import Iterable
from datetime import date

from tests import services

PARTS = 3
# Set by the first process (tests/conftest.py), for those that it starts: they begin on the same day, also at midnight.
DAY = int(os.environ.setdefault("SAMPLE_DAY", str(date.today().toordinal())))


def asked_for(variable: str) -> str:
    """What is asked of a table of tests: "all", the number of a part, or a piece of their names.

    On PostgreSQL the next day's part, so that two of them are seen when the suite runs on both databases.
    """
    days_on = 1 if services.postgresql() else 0
    return os.environ.get(variable) or str((DAY + days_on) % PARTS + 1)


def sample(names: Iterable[str], variable: str) -> list[str]:
    """The names that are asked for today, or by a variable of the environment."""
    asked, rows = asked_for(variable), sorted(names)
    if asked == "all":
        return rows
    if asked in map(str, range(1, PARTS + 1)):
        random.Random(1).shuffle(rows)  # Neighbours come on different days.
        return rows[int(asked) - 1 :: PARTS]
    found = [name for name in rows if asked in name]
    if not found:
        raise ValueError(f"{variable}={asked} names nothing")
    return found

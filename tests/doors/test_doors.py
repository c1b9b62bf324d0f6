"""Every route of the URLconf × the twelve × reading and sending, and what they get."""

import os
import random
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from .judging import faults
from .routes import names
from .whole import TABLE
from .world import World, make_world

pytestmark = pytest.mark.django_db
PARTS = 3


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One world for all; what is done in it is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def chosen() -> list[str]:
    """A third of the table, another each day; the whole of it with DOORS=all, what has a word in it with DOORS=word."""
    rows = sorted(TABLE)
    asked = os.environ.get("DOORS", "")
    if asked:
        return [name for name in rows if asked == "all" or asked in name]
    random.Random(1).shuffle(rows)
    return rows[date.today().toordinal() % PARTS :: PARTS]


def test_every_route_has_a_row_and_every_row_a_route():
    known, rows = set(names()), {name.partition(" of a ")[0] for name in TABLE}
    assert (sorted(known - rows), sorted(rows - known)) == ([], [])


def test_each_of_the_twelve_gets_what_the_table_says(world):
    found = {}
    for name in chosen():
        wrong = list(faults(name, TABLE[name], world))
        if wrong:
            found[name] = wrong
    assert found == {}, f"{len(found)} routes of {len(chosen())} (DOORS=all asks for all)"

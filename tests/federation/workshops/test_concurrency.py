"""Two hundred people want ten places at the same moment, and some give theirs up at once.

The first test holds the lock and must come out exact. The second is the same with the lock taken out, and must sell
too many places: otherwise the first would prove nothing.
"""

import itertools
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction

from federation.people.models import Person
from federation.workshops.actions import cancel_participation, places, take_place
from federation.workshops.models import Participation, Workshop
from portal.accounts.models import User
from tests.federation.workshops.factories import WorkshopFactory

PEOPLE, PLACES, AT_ONCE = 200, 10, 40
GIVING_UP = 20

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workshop() -> Workshop:
    return WorkshopFactory(capacity=PLACES)


@pytest.fixture
def people() -> list[User]:
    users = User.objects.bulk_create(User(email=f"p{number}@test.example") for number in range(PEOPLE))
    for user in users:  # Made in bulk, they have told nobody that they are there.
        Person.objects.create(user=user, full_name=f"Адам {user.pk}")
    return users


def all_at_once(workshop: Workshop, people: list[User]) -> list[Exception]:
    """Everybody asks for a place; every tenth gives it up right after. Returns what went wrong."""
    start = Barrier(AT_ONCE)

    def ask(pair: tuple[int, User]) -> Exception | None:
        number, user = pair
        if number < AT_ONCE:
            start.wait(timeout=30)
        try:
            take_place(workshop, user)
            if number % (PEOPLE // GIVING_UP) == 0:
                cancel_participation(workshop, user)
        except (IntegrityError, OperationalError) as error:
            return error
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [error for error in pool.map(ask, enumerate(people)) if error]


def test_200_people_for_10_places_with_cancellations_come_out_exact(workshop, people):
    assert all_at_once(workshop, people) == []

    rows = Participation.objects.filter(workshop=workshop)
    assert rows.registered().count() == PLACES
    assert rows.waitlisted().count() == PEOPLE - PLACES - GIVING_UP
    assert sorted(rows.values_list("queue_number", flat=True)) == list(range(1, PEOPLE + 1))
    # Nobody who waits asked before somebody who has a place.
    assert (
        max(rows.registered().values_list("queue_number", flat=True)) < rows.waitlisted().first().queue_number
    )
    workshop.refresh_from_db()
    assert (workshop.places_taken, workshop.waiting_count) == (PLACES, PEOPLE - PLACES - GIVING_UP)


def test_the_same_without_the_lock_sells_too_many_places(workshop, people, monkeypatch):
    @contextmanager
    def not_alone(workshop_id: int, changing: str) -> Iterator[Workshop]:
        # PostgreSQL: no FOR UPDATE. SQLite: no transaction either, since one begins by taking the write lock.
        with nullcontext() if connection.vendor == "sqlite" else transaction.atomic():
            yield Workshop.objects.get(pk=workshop_id)

    count, numbers = places.count_queue, itertools.count(1)

    def count_slowly(workshop: Workshop, person: Person | None = None) -> places.Queue:
        """The unique number in the queue would catch two who counted at once; each has its own, and the rows tell."""
        counted = replace(count(workshop, person), last=next(numbers))
        time.sleep(0.05)
        return counted

    def remember_nothing(workshop: Workshop, queue: places.Queue) -> None:
        """The database itself refuses to note more places taken than there are; here the rows shall tell."""

    monkeypatch.setattr(places, "lock_workshop", not_alone)
    monkeypatch.setattr(places, "count_queue", count_slowly)
    monkeypatch.setattr(places, "_remember", remember_nothing)
    monkeypatch.setattr(places, "_move_up", lambda workshop, queue: None)
    monkeypatch.setattr(places.telling, "tell_place", lambda *args: None)

    all_at_once(workshop, people[:AT_ONCE])

    registered = Participation.objects.filter(workshop=workshop).registered().count()
    assert registered > PLACES

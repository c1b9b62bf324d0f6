"""Libraries register their people while others ask for the same places, and somebody answers twice at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from federation.people.models import Person
from federation.workshops.actions import Colleague, accept_place, offering, register_colleagues, take_place
from federation.workshops.models import Participation, PlaceOffer, Workshop
from portal.accounts.models import User
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.workshops.factories import PlaceOfferFactory, WorkshopFactory

PLACES, PEOPLE, LIBRARIES, OF_EACH = 10, 20, 3, 4

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def all_at_once(acts: list[Callable[[], object]]) -> list[object]:
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait(timeout=30)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def people() -> list[User]:
    users = User.objects.bulk_create(User(email=f"p{number}@test.example") for number in range(PEOPLE))
    for user in users:  # Made in bulk, they have told nobody that they are there.
        Person.objects.create(user=user, full_name=f"Адам {user.pk}")
    return users


def test_held_and_taken_places_are_never_more_than_there_are(people):
    workshop, by = WorkshopFactory(capacity=PLACES), Person.objects.create(full_name="Үлгі")
    libraries = [OrganisationFactory() for _number in range(LIBRARIES)]

    def register(number: int) -> object:
        colleagues = [Colleague("Үлгі", f"c{number}-{each}@test.example") for each in range(OF_EACH)]
        return register_colleagues(workshop, libraries[number], by, colleagues)

    acts: list[Callable[[], object]] = [lambda user=user: take_place(workshop, user) for user in people]
    acts += [lambda number=number: register(number) for number in range(LIBRARIES)]
    all_at_once(acts)
    taken = Participation.objects.filter(workshop=workshop).registered().count()
    held = PlaceOffer.objects.open().filter(workshop=workshop).count()
    workshop.refresh_from_db()
    assert taken + held == PLACES == workshop.places_taken
    assert workshop.waiting_count == PEOPLE - taken


def test_answer_given_many_times_at_once_is_one(people):
    workshop = WorkshopFactory(capacity=1)
    user = people[0]
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    offer = PlaceOfferFactory(workshop=workshop, email=user.email)
    rows = all_at_once([lambda: accept_place(offer, User.objects.get(pk=user.pk)) for _number in range(8)])
    assert len({row.pk for row in rows}) == 1
    assert Participation.objects.filter(workshop=workshop).count() == 1


def test_without_the_lock_held_places_are_sold_again(people, monkeypatch):
    """The first test proves something: without the lock the same comes out wrong."""
    workshop, by = WorkshopFactory(capacity=2), Person.objects.create(full_name="Үлгі")
    libraries = [OrganisationFactory() for _number in range(LIBRARIES)]
    counted = Barrier(LIBRARIES)

    @contextmanager
    def not_alone(workshop_id, changing=None):
        with nullcontext() if connection.vendor == "sqlite" else transaction.atomic():
            yield Workshop.objects.get(pk=workshop_id)

    count = offering.count_queue

    def count_together(found):
        queue = count(found)
        counted.wait(timeout=30)
        return queue

    monkeypatch.setattr(offering, "lock_workshop", not_alone)
    monkeypatch.setattr(offering, "count_queue", count_together)
    monkeypatch.setattr(offering, "move_up", lambda locked: None)
    monkeypatch.setattr(offering.asking_colleagues, "ask", lambda offers, kind: None)
    all_at_once(
        [
            lambda number=number: register_colleagues(
                workshop, libraries[number], by, [Colleague("Үлгі", f"c{number}@test.example")]
            )
            for number in range(LIBRARIES)
        ]
    )
    assert PlaceOffer.objects.open().filter(workshop=workshop).count() > 2

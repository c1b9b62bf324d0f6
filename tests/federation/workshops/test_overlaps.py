"""Who takes a place on days on which they attend something else is told so before, and may take it all the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from federation.workshops import actions
from federation.workshops.models import Participation
from tests.federation.workshops.factories import WorkshopFactory, WorkshopTrainerFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return WorkshopFactory(starts_on=in_days(30))


def other(days: int, **more):
    """Another workshop that begins so many days after the first day of the one asked about."""
    return WorkshopFactory(
        starts_on=timezone.localdate() + timedelta(days=30 + days), words__title="Басқа семинар", **more
    )


def told(client, workshop, librarian) -> list[str]:
    client.force_login(librarian)
    page = client.get(f"/en/desk/workshops/{workshop.slug}/place/")
    titles = [str(link.title) for link in page.context["overlaps"]]
    assert all(title in page.text for title in titles)
    return titles


@pytest.mark.parametrize(("days", "is_told"), [(-3, False), (-2, True), (0, True), (2, True), (3, False)])
def test_a_place_on_one_of_the_days_is_told_of(client, workshop, librarian, days, is_told):
    held = other(days)
    actions.take_place(held, librarian)
    with_dates = [f"Басқа семинар, {held.dates_in('en')}"] if is_told else []
    assert told(client, workshop, librarian) == with_dates
    client.post(f"/en/desk/workshops/{workshop.slug}/place/", {"consent": "on"})
    assert Participation.objects.active().filter(workshop=workshop).exists()


def test_a_turn_on_the_waitlist_and_a_workshop_in_which_one_trains_are_told_of(client, workshop, librarian):
    full, trained = other(0, capacity=1), other(1, state="submitted")
    actions.take_place(full, WorkshopTrainerFactory(workshop=trained, person=librarian.person).person.user)
    actions.take_place(full, librarian)
    WorkshopTrainerFactory(workshop=trained, invited_at=timezone.now())
    trained.trainers.filter(person=librarian.person).update(
        invited_at=timezone.now(), accepted_at=timezone.now()
    )
    assert len(told(client, workshop, librarian)) == 2


def test_what_was_given_up_cancelled_or_is_somebody_elses_is_not_told_of(
    client, workshop, librarian, manager, secretary
):
    given_up, called_off, theirs = other(0), other(1), other(1)
    for held in (given_up, called_off):
        actions.take_place(held, librarian)
    actions.cancel_participation(given_up, librarian)
    actions.cancel_workshop(called_off, secretary, "Зал")
    actions.take_place(theirs, manager)
    declined = other(0)
    WorkshopTrainerFactory(workshop=declined, person=librarian.person, declined_at=timezone.now())
    assert told(client, workshop, librarian) == []

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from federation.workshops.models import Workshop
from federation.workshops.rules import (
    first_moment,
    is_organiser,
    may_decide,
    what_is_missing,
)
from portal.accounts.enums import Role
from tests.federation.workshops.factories import WorkshopFactory, in_days, moment_in
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

STATES = [
    ({}, "open"),
    ({"places_taken": 2}, "full"),
    ({"places_taken": 1, "waiting_count": 1}, "full"),
    ({"applications_open_at": moment_in(days=1)}, "coming"),
    ({"applications_close_at": moment_in(days=-1)}, "closed"),
    ({"applications_open_at": None}, "closed"),
    ({"applications_close_at": None}, "closed"),
    ({"capacity": None}, "closed"),
    ({"admission": "by_selection"}, "closed"),
    ({"starts_on": in_days(0)}, "closed"),
    ({"starts_on": in_days(-9)}, "past"),
    ({"starts_on": in_days(-2)}, "closed"),  # The third and last day is today.
    ({"starts_on": in_days(-3)}, "past"),
    ({"is_historic": True}, "past"),
    ({"state": "cancelled"}, "cancelled"),
    ({"state": "cancelled", "starts_on": in_days(-9)}, "cancelled"),
]


@pytest.mark.parametrize(("change", "expected"), STATES)
def test_registration_state_is_the_same_for_python_and_the_database(change, expected):
    workshop = WorkshopFactory(**change)
    assert workshop.registration_state() == expected
    assert Workshop.objects.with_registration().get(pk=workshop.pk).registration == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-1, "coming"), (0, "open"), (3599, "open"), (3600, "closed"), (3601, "closed")],
)
def test_booking_opens_and_closes_in_the_moments_that_it_names(seconds, expected, time_machine):
    time_machine.move_to("2026-03-10 12:00:00+05:00", tick=False)
    opens = timezone.now()
    workshop = WorkshopFactory(applications_open_at=opens, applications_close_at=opens + timedelta(hours=1))
    now = opens + timedelta(seconds=seconds)
    assert workshop.registration_state(now) == expected
    assert Workshop.objects.with_registration(now).get(pk=workshop.pk).registration == expected


def test_public_are_approved_and_cancelled_workshops_alone(association):
    for state in ("draft", "submitted", "returned", "approved", "declined", "cancelled"):
        WorkshopFactory(organiser=association, state=state)
    rows = Workshop.objects.public().filter(is_historic=False)
    assert sorted(rows.values_list("state", flat=True)) == ["approved", "cancelled"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("visitor", ["approved"]),
        ("stranger", ["approved"]),
        ("manager", ["approved", "draft", "returned", "submitted"]),
        ("secretary", ["approved", "returned", "submitted"]),
    ],
)
def test_who_sees_what(association, manager, secretary, who, expected):
    for state in ("draft", "submitted", "returned", "approved"):
        WorkshopFactory(organiser=association, state=state)
    user = {
        "visitor": AnonymousUser(),
        "stranger": UserFactory(),
        "manager": manager,
        "secretary": secretary,
    }[who]
    rows = Workshop.objects.visible_to(user).filter(is_historic=False)
    assert sorted(rows.values_list("state", flat=True)) == expected


def test_only_todays_representatives_speak_for_the_organiser(association, manager, secretary):
    workshop = WorkshopFactory(organiser=association)
    assert is_organiser(manager, workshop)
    assert not is_organiser(secretary, workshop)
    manager.person.representations.update(until=timezone.localdate() - timedelta(days=1))
    assert not is_organiser(manager, workshop)


@pytest.mark.parametrize("role", list(Role))
def test_secretariat_and_administrators_decide(role):
    user = UserFactory(role=role)
    assert may_decide(user) == (role in (Role.SECRETARIAT, Role.ADMINISTRATOR))


@pytest.mark.parametrize(("minutes", "wrong"), [(-1, set()), (0, set()), (1, {"applications_close_at"})])
def test_applications_close_before_the_first_day_begins_in_kazakhstan(minutes, wrong):
    first = timezone.localdate() + timedelta(days=30)
    closes = first_moment(first) + timedelta(minutes=minutes)
    workshop = WorkshopFactory(starts_on=first, applications_close_at=closes)
    assert set(what_is_missing(workshop)) == wrong
    assert first_moment(first).isoformat().endswith("T00:00:00+05:00")


@pytest.mark.parametrize(
    ("minutes", "wrong"),
    [(-1, {"applications_close_at"}), (0, {"applications_close_at"}), (3 * 24 * 60, set())],
)
def test_booking_that_closes_before_it_opens_is_named_before_submission(minutes, wrong):
    opens = timezone.now() + timedelta(days=1)
    closes = opens + timedelta(minutes=minutes)
    assert (
        set(what_is_missing(WorkshopFactory(applications_open_at=opens, applications_close_at=closes)))
        == wrong
    )

"""Bounds of days and of booking: said beside the field, asked again when dates are proposed, never of what stood before."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from federation.workshops import actions
from federation.workshops.models import Workshop
from federation.workshops.rules import first_moment, what_is_missing
from tests.federation.workshops.amending import ask
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_registration import NEW, everything

pytestmark = pytest.mark.django_db
NOW = "2026-11-30 12:00+05:00"
TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def plan(starts_on: date, days: int = 3, opens_on: date = TODAY, closes_on: date | None = None) -> dict:
    """The days and the booking of a workshop, as columns."""
    return {
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=days - 1),
        "applications_open_at": first_moment(opens_on),
        "applications_close_at": first_moment(closes_on or starts_on),
    }


ALLOWED = [
    plan(date(2027, 3, 1), days=31),
    plan(date(2031, 11, 30), opens_on=date(2030, 11, 30)),
    plan(date(2028, 2, 29), opens_on=date(2027, 2, 28)),
    plan(date(2027, 3, 1), opens_on=date(2027, 2, 1), closes_on=date(2027, 2, 4)),
    plan(date(2027, 3, 1), closes_on=date(2027, 3, 1)),
]
REFUSED = [
    (plan(date(2027, 3, 1), days=32), "ends_on", "A workshop can last at most 31 days."),
    (
        plan(date(2031, 12, 1), opens_on=date(2031, 1, 1)),
        "starts_on",
        "A workshop can be planned at most five years ahead.",
    ),
    (
        plan(date(2028, 2, 29), opens_on=date(2027, 2, 27)),
        "applications_open_at",
        "Booking can open at most 12 months before the first day.",
    ),
    (
        plan(date(2027, 3, 1), opens_on=date(2027, 2, 1), closes_on=date(2027, 2, 3)),
        "applications_close_at",
        "Booking must be open for at least three days.",
    ),
    (
        plan(date(2027, 3, 1), closes_on=date(2027, 3, 2)),
        "applications_close_at",
        "Booking must close before the workshop starts.",
    ),
]


@pytest.mark.parametrize("columns", ALLOWED)
def test_days_and_booking_within_the_bounds_can_be_submitted(association, columns):
    assert what_is_missing(WorkshopFactory(organiser=association, state="draft", **columns)) == {}


@pytest.mark.parametrize(("columns", "field", "message"), REFUSED)
def test_what_is_out_of_bounds_is_named_before_it_is_submitted(association, columns, field, message):
    workshop = WorkshopFactory(organiser=association, state="draft", **columns)
    with translation.override("en"):
        assert what_is_missing(workshop) == {field: message}
    with pytest.raises(actions.NotReady):
        actions.submit(workshop, None)


@pytest.mark.parametrize(("columns", "field", "message"), REFUSED)
def test_the_form_says_it_beside_the_field(client, manager, association, columns, field, message):
    client.force_login(manager)
    typed = {
        name: timezone.localtime(value).strftime("%Y-%m-%dT%H:%M") if "applications" in name else value
        for name, value in columns.items()
    }
    response = client.post(
        NEW.replace("/ru/", "/en/"), {**everything(association), **typed, "action": "save"}
    )
    assert message in response.context["form"].errors[field]
    assert not Workshop.objects.filter(is_historic=False).exists()


def test_what_was_submitted_before_there_were_bounds_can_still_be_approved(association, secretary):
    workshop = WorkshopFactory(
        organiser=association, state="submitted", fee=None, travel="", gives_certificate=None,
        **plan(date(2027, 3, 1), days=60, opens_on=date(2027, 2, 27), closes_on=date(2027, 2, 28)),
    )  # fmt: skip
    assert actions.approve(workshop, secretary).state == "approved"


@pytest.mark.parametrize(
    ("starts_on", "days"),
    [(date(2027, 4, 1), 32), (date(2031, 12, 1), 1), (date(2028, 12, 1), 2), (date(2026, 12, 2), 1)],
)
def test_proposed_dates_keep_to_the_bounds(association, manager, starts_on, days):
    """Too long, too far, more than a year after booking opens, before booking was open for three days."""
    columns = plan(date(2027, 3, 1), opens_on=TODAY)
    workshop = WorkshopFactory(organiser=association, **columns)
    with pytest.raises(actions.Refused):
        ask(workshop, manager, starts_on=starts_on, ends_on=starts_on + timedelta(days=days - 1))
    assert not workshop.wished_changes.exists()

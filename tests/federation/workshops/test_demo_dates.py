"""When demo workshops are: on working days and in order, whatever the day on which the demo is loaded."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from federation.workshops.demo import loading
from federation.workshops.demo.days import is_working
from federation.workshops.demo.plan import PLANS, dates_of
from federation.workshops.enums import RegistrationState, WorkshopState
from federation.workshops.models import Workshop
from federation.workshops.rules import may_organise_on
from portal.demo.registry import Demo, rooms_with_demo
from portal.journal.models import WishedChange
from portal.language import TIME_ZONE
from tests import services

FIRST = date(2026, 11, 29)
LOADED = [FIRST + timedelta(days=number) for number in range(5 * 365 + 2)]
# Before the New Year, before Nauryz on a weekend, in the week of May with three holidays, on a Sunday, on 29 February.
SOME = ["2026-12-21", "2027-03-12", "2028-05-01", "2027-08-29", "2028-02-29"]
STATES = {
    "open": RegistrationState.OPEN,
    "kept": RegistrationState.KEPT,
    "full": RegistrationState.FULL,
    "coming": RegistrationState.COMING,
    "closed": RegistrationState.CLOSED,
    "past": RegistrationState.PAST,
    "cancelled": RegistrationState.CANCELLED,
    "online": RegistrationState.OPEN,
}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.slug)
def test_workshop_is_on_working_days_and_all_is_in_order(plan):
    for today in LOADED:
        dates = dates_of(plan, today)
        days = [dates.starts_on + timedelta(days=number) for number in range(plan.days)]
        assert [day for day in days if not is_working(day)] == [], today
        assert days[-1] == dates.ends_on
        assert dates.submitted < dates.decided < dates.opens < dates.closes, today
        assert dates.closes < datetime.combine(dates.starts_on, time(), TIME_ZONE), today
        morning = datetime.combine(today, time(), TIME_ZONE)
        is_decided = plan.state != WorkshopState.SUBMITTED
        assert dates.submitted < morning, today
        assert not is_decided or dates.decided < morning, today
        moments = [dates.submitted, dates.decided, dates.opens, dates.closes, dates.cancelled]
        assert [moment for moment in moments if not is_working(moment.date())] == [], today
        if plan.state == WorkshopState.CANCELLED:
            assert dates.opens < dates.cancelled < min(dates.closes, morning), today


@pytest.mark.parametrize(
    "plan", [p for p in PLANS if p.slug.split("-")[-1] in STATES], ids=lambda plan: plan.slug
)
def test_address_tells_the_state_on_the_day_of_loading(plan):
    for today in LOADED:
        dates = dates_of(plan, today)
        workshop = Workshop(
            state=plan.state, starts_on=dates.starts_on, ends_on=dates.ends_on, capacity=plan.places,
            applications_open_at=dates.opens, applications_close_at=dates.closes, places_taken=plan.taken,
            kept_places=plan.kept, kept_for="members" if plan.kept else "", kept_until=dates.kept_until,
        )  # fmt: skip
        noon = datetime.combine(today, time(12), TIME_ZONE)
        assert workshop.registration_state(noon) == STATES[plan.slug.split("-")[-1]], today


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.slug)
def test_payers_and_amounts_are_plausible(plan):
    paid = sum(amount or 0 for _kind, _who, amount in plan.payers)
    person_days = plan.places * plan.days
    assert (500 if plan.is_online else 5_000) <= paid / person_days <= 12_000  # Tenge.
    kinds = [(kind, who) for kind, who, _amount in plan.payers]
    assert len({who for _kind, who in kinds}) == len(kinds)
    assert kinds[0] == ("association", "association")
    hosts_kind = [kind for kind, who in kinds if who == "host"]
    assert hosts_kind in ([], ["regional_library" if plan.host in (0, 4) else "other"])
    assert plan.taken <= plan.places
    assert plan.waiting == 0 or plan.taken == plan.places


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.slug)
def test_programme_has_as_many_days_as_the_workshop(plan):
    assert plan.language in plan.words
    for words in plan.words.values():
        days = [part for part in words.get("programme", "").split("\n\n") if part]
        assert len(days) in (0, plan.days)


@pytest.mark.django_db
@services.asked_once
@pytest.mark.parametrize("today", SOME)
def test_what_is_loaded_happened_in_order(today):
    with time_machine.travel(f"{today} 14:00+05:00", tick=False):
        made = Demo(password="demo password 1")
        for module in rooms_with_demo():
            if module.__name__.startswith(("portal.accounts", "federation.directory", "federation.people",
                                           "federation.membership", "federation.workshops")):  # fmt: skip
                module.load(made)
        now = datetime.combine(made.today, time(14), TIME_ZONE)
    for workshop in Workshop.objects.filter(slug__in=[plan.slug for plan in PLANS]):
        steps = list(workshop.steps.exclude(to_state=""))
        assert [step.to_state for step in steps][-1] == workshop.state
        assert [step.from_state for step in steps] == ["draft", *[step.to_state for step in steps[:-1]]]
        assert all(step.at < now for step in steps)
        assert may_organise_on(workshop.organiser, timezone.localdate(steps[0].at))
        asked = [row.requested_at for row in workshop.participations.order_by("queue_number")]
        assert asked == sorted(asked)
        end = steps[-1].at if workshop.state == "cancelled" else workshop.applications_close_at
        assert all(workshop.applications_open_at < moment < min(end, now) for moment in asked)
        for source in workshop.money_sources.all():
            assert source.name != ""
        told = [step.at for step in workshop.steps.exclude(verb="letter_sent")]
        assert all(steps[0].at <= at < now for at in told)
        changes = list(workshop.steps.filter(verb="amended").order_by("pk"))
        assert all(steps[-1].at < step.at for step in changes)
        assert [step.at for step in changes] == sorted(step.at for step in changes)
    change = WishedChange.objects.get()
    (starts_on, ends_on), was = (
        [date.fromisoformat(days[name]) for name in ("starts_on", "ends_on")]
        for days in (change.wished, change.stood)
    )
    assert ends_on - starts_on == was[1] - was[0]
    assert change.at < now and is_working(starts_on) and is_working(ends_on)
    assert change.about.slug == loading.WITH_WISHED_CHANGE

from datetime import timedelta

import pytest
from django.utils import timezone

from federation.workshops import actions
from federation.workshops.models import Workshop
from federation.workshops.rules import first_moment
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(association):
    return WorkshopFactory(organiser=association)


def later(workshop, days=7):
    return workshop.starts_on + timedelta(days=days), workshop.ends_on + timedelta(days=days)


def dates_of(workshop):
    row = Workshop.objects.get(pk=workshop.pk)
    return row.starts_on, row.ends_on


def test_approved_dates_stay_public_until_the_change_is_approved(
    approved, manager, secretary, librarian, letters
):
    ParticipationFactory(workshop=approved, person=librarian.person)
    before = dates_of(approved)
    change = actions.propose_dates(approved, manager, *later(approved), "Зал занят.")
    assert dates_of(approved) == before
    assert letters() == [
        ("dates_proposed", "secretary@test.example", "kk"),
        ("dates_received", "manager@test.example", "ru"),
    ]
    actions.approve_dates(change, secretary)
    actions.approve_dates(change, secretary)
    assert dates_of(approved) == later(approved)
    assert Workshop.objects.get(pk=approved.pk).calendar_sequence == 1
    assert [letter for letter in letters() if letter[0] in ("dates_approved", "dates_changed")] == [
        ("dates_approved", "manager@test.example", "ru"),
        ("dates_changed", "librarian@test.example", "en"),
    ]


def test_declined_change_leaves_the_dates(approved, manager, secretary, librarian, letters):
    ParticipationFactory(workshop=approved, person=librarian.person)
    before = dates_of(approved)
    change = actions.propose_dates(approved, manager, *later(approved), "Зал занят.")
    with pytest.raises(actions.Refused):
        actions.decline_dates(change, secretary, " ")
    actions.decline_dates(change, secretary, "Тренер бос емес.")
    actions.decline_dates(change, secretary, "Тренер бос емес.")
    assert dates_of(approved) == before
    assert [letter for letter in letters() if letter[0] == "dates_declined"] == [
        ("dates_declined", "manager@test.example", "ru")
    ]
    assert [letter for letter in letters() if letter[0] == "dates_changed"] == []
    with pytest.raises(actions.WrongState):
        actions.approve_dates(change, secretary)


def test_same_proposal_again_changes_nothing_and_a_later_one_replaces_it(
    approved, manager, secretary, letters
):
    first = actions.propose_dates(approved, manager, *later(approved), "Зал занят.")
    count = len(letters())
    assert actions.propose_dates(approved, manager, *later(approved), "Зал занят.") == first
    assert len(letters()) == count
    second = actions.propose_dates(approved, manager, *later(approved, 14), "Совсем занят.")
    assert list(approved.wished_changes.values_list("pk", "state")) == [
        (first.pk, "replaced"),
        (second.pk, "waiting"),
    ]


@pytest.mark.parametrize(("days_late", "is_too_late"), [(-1, False), (0, True), (1, True)])
def test_proposal_is_approved_only_before_its_first_day(
    association, manager, secretary, time_machine, days_late, is_too_late
):
    time_machine.move_to("2026-03-10 12:00:00+05:00", tick=False)
    workshop = WorkshopFactory(organiser=association)
    first = timezone.localdate() + timedelta(days=10)
    change = actions.propose_dates(workshop, manager, first, first, "Раньше лучше.")
    time_machine.move_to(first_moment(first + timedelta(days=days_late)), tick=False)
    if is_too_late:
        with pytest.raises(actions.WrongState):
            actions.approve_dates(change, secretary)
    else:
        actions.approve_dates(change, secretary)
    assert (dates_of(workshop) == (first, first)) is not is_too_late


def test_applications_close_at_the_latest_when_the_new_first_day_begins(approved, manager, secretary):
    sooner = timezone.localdate() + timedelta(days=10)
    change = actions.propose_dates(approved, manager, sooner, sooner, "Раньше лучше.")
    actions.approve_dates(change, secretary)
    closes = Workshop.objects.get(pk=approved.pk).applications_close_at
    assert timezone.localtime(closes).strftime("%Y-%m-%d %H:%M") == f"{sooner} 00:00"


def test_first_day_before_applications_open_is_refused(association, manager):
    soon = timezone.localdate() + timedelta(days=5)
    workshop = WorkshopFactory(organiser=association, applications_open_at=first_moment(soon))
    with pytest.raises(actions.Refused):
        actions.propose_dates(workshop, manager, soon, soon, "Раньше лучше.")
    next_day = soon + timedelta(days=1)
    assert actions.propose_dates(workshop, manager, next_day, next_day, "Раньше лучше.").state == "waiting"


@pytest.mark.parametrize("state", ["draft", "submitted", "declined", "cancelled"])
def test_only_dates_of_an_approved_workshop_are_asked_for(association, manager, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    with pytest.raises(actions.WrongState):
        actions.propose_dates(workshop, manager, *later(workshop), "Зал занят.")


def test_dates_that_cannot_be_are_refused(approved, manager):
    today = timezone.localdate()
    starts_on, ends_on = later(approved)
    for days in ((ends_on, starts_on), (today, today), (approved.starts_on, approved.ends_on)):
        with pytest.raises(actions.Refused):
            actions.propose_dates(approved, manager, *days, "Так надо.")
    with pytest.raises(actions.Refused):
        actions.propose_dates(approved, manager, starts_on, ends_on, "")
    assert approved.wished_changes.count() == 0


def test_cancelling_the_workshop_settles_a_waiting_proposal(approved, manager, secretary):
    change = actions.propose_dates(approved, manager, *later(approved), "Зал занят.")
    actions.cancel_workshop(approved, manager, "Не состоится.")
    change.refresh_from_db()
    assert (change.state, change.answer) == ("declined", "Не состоится.")

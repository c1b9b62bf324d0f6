"""Reminders: a week and a day before the first day, each once, by day, and only of what still holds."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from federation.workshops import actions, jobs
from federation.workshops.models import Participation, Workshop
from portal.language import TIME_ZONE
from portal.mail.enums import OPTIONAL_CATEGORIES, Category
from portal.mail.models import Letter
from portal.mail.rendering import words_of_facts
from portal.mail.unsubscribing import Subscription, unsubscribe
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import (
    ParticipationFactory,
    WorkshopFactory,
    WorkshopTrainerFactory,
)
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
FIRST = date(2031, 5, 20)


def at(days_before: int, hour: int = 9) -> datetime:
    return datetime.combine(FIRST - timedelta(days=days_before), time(hour), TIME_ZONE)


@pytest.fixture
def workshop():
    return WorkshopFactory(starts_on=FIRST, applications_close_at=at(8), parts=False)


@pytest.fixture
def place(workshop):
    return ParticipationFactory(workshop=workshop, person=UserFactory(preferred_language="en").person)


def reminded(now: datetime) -> list[str]:
    """The kinds of the reminders that the clock writes at a moment."""
    before = set(Letter.objects.values_list("pk", flat=True))
    jobs.send_reminders(now)
    return sorted(letter.key.split(":")[1] for letter in Letter.objects.exclude(pk__in=before))


def test_comes_a_week_and_a_day_before_once_each(place):
    days = {number: reminded(at(number)) + reminded(at(number, 10)) for number in range(9, -2, -1)}
    assert days == {**dict.fromkeys(range(9, -2, -1), []), 7: ["reminder_week"], 1: ["reminder_day"]}


def test_a_clock_that_stood_still_reminds_of_the_week_a_little_late_and_then_no_more(workshop):
    for days, kinds in ((5, ["reminder_week"]), (4, [])):
        ParticipationFactory(workshop=workshop)
        assert reminded(at(days))[:1] == kinds


@pytest.mark.parametrize(("hour", "comes"), [(7, False), (8, True), (19, True), (20, False), (0, False)])
def test_nobody_is_reminded_at_night(place, hour, comes):
    assert bool(reminded(at(7, hour))) is comes


def test_who_took_the_place_after_that_morning_is_not_reminded_of_the_week(place):
    Participation.objects.update(changed_at=at(7, 10))
    assert (reminded(at(7, 13)), reminded(at(1))) == ([], ["reminder_day"])


@pytest.mark.parametrize("state", ["waitlisted", "cancelled"])
def test_only_who_has_a_place_is_reminded(place, state):
    Participation.objects.update(state=state)
    assert reminded(at(7)) + reminded(at(1)) == []


@pytest.mark.parametrize("facts", [{"state": "cancelled"}, {"date_precision": "year"}, {"is_historic": True}])
def test_only_of_what_takes_place(place, facts):
    Workshop.objects.update(**facts)
    assert reminded(at(7)) + reminded(at(1)) == []


def test_other_dates_are_reminded_of_anew(workshop, place):
    assert reminded(at(7)) == ["reminder_week"]
    Workshop.objects.filter(pk=workshop.pk).update(starts_on=FIRST + timedelta(days=1))
    assert reminded(at(7, 11)) == []
    assert reminded(at(6, 11)) == ["reminder_week"]


def give_up(workshop, place):
    Participation.objects.update(state="cancelled")


def cancel(workshop, place):
    Workshop.objects.update(state="cancelled")


def move(workshop, place):
    Workshop.objects.filter(pk=workshop.pk).update(starts_on=FIRST - timedelta(days=1))


@pytest.mark.parametrize("change", [give_up, cancel, move])
def test_what_holds_no_more_when_the_letter_goes_is_not_reminded_of(workshop, place, change):
    reminded(at(7))
    change(workshop, place)
    assert words_of_facts(Letter.objects.get()) is None


def test_who_trains_or_is_the_contact_is_reminded_a_day_before(workshop):
    people = [UserFactory(preferred_language="en").person for _number in range(3)]
    for person, role in zip(people, ("lead", "contact", "observer"), strict=True):
        WorkshopTrainerFactory(workshop=workshop, person=person, role=role)
    WorkshopTrainerFactory(workshop=workshop, person=PersonFactory(), role="lead")  # Without an address.
    workshop.trainers.filter(person=people[2]).update(declined_at=at(3))
    assert (reminded(at(7)), reminded(at(1))) == ([], ["reminder_day_trainer"] * 2)
    assert {letter.person for letter in written_letters().exclude(text="")} == {*people[:2]}


def test_says_what_one_must_know_and_carries_the_event(workshop, place):
    Workshop.objects.update(
        begins_at=time(9, 30), ends_at=time(17, 30), address_kk="Абай к., 1", contact_phone="+7 700 000 00 00"
    )
    reminded(at(1))
    letter = written_letters().get()
    for words in ("tomorrow", "9:30–17:30", "Оқу залы", "Абай к., 1", "Оқыту бөлімі, +7 700 000 00 00"):
        assert words in letter.text
    assert letter.attachments.get().name == f"{workshop.slug}.ics"
    assert "/leave/" in letter.text


def test_reminders_can_be_ended_and_other_letters_about_a_place_cannot(workshop, place):
    assert Category.REMINDERS in OPTIONAL_CATEGORIES
    reminded(at(7))
    assert {letter.category for letter in written_letters()} == {Category.REMINDERS}
    unsubscribe(Subscription(place.person.pk, "", Category.REMINDERS))
    assert reminded(at(1)) == []


def test_who_has_no_address_is_reminded_by_post_of_the_week_alone(workshop):
    ParticipationFactory(workshop=workshop, person=PersonFactory())
    assert (reminded(at(7)), reminded(at(1))) == (["reminder_week"], [])
    assert Letter.objects.get().is_on_paper


def test_one_that_could_not_go_before_the_first_day_does_not_go(monkeypatch, place):
    monkeypatch.setattr(timezone, "now", lambda: at(1))
    reminded(at(1))
    assert Letter.objects.get().expires_at == at(0, 0)


def test_a_place_that_was_taken_by_its_action_is_reminded_of(workshop):
    user = UserFactory()
    Workshop.objects.filter(pk=workshop.pk).update(applications_close_at=at(8))
    actions.take_place(workshop, user)
    assert reminded(at(7)) == ["reminder_week"]

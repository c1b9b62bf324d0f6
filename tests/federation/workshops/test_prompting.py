"""Reminders by the clock: of questions without answer, of booking that closes, of what waits for the secretariat."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from federation.workshops import actions, jobs
from federation.workshops.models import Workshop
from portal.accounts.enums import Role
from portal.journal.models import Step
from portal.language import TIME_ZONE
from portal.mail.models import Letter
from portal.mail.rendering import words_of_facts
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.amending import ask
from tests.federation.workshops.factories import WorkshopFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), TIME_ZONE)


def reminders() -> list[tuple[str, str]]:
    """Kind and address of each reminder that was written down."""
    kinds = ("question_waits", "booking_closes", "waiting_long")
    rows = Letter.objects.filter(key__startswith="workshops:").values_list("key", "address")
    return sorted((key.split(":")[1], address) for key, address in rows if key.split(":")[1] in kinds)


def text_of(kind: str) -> str:
    return written_letters().filter(key__contains=f":{kind}:").order_by("-pk").first().text


@pytest.fixture
def clock():
    with time_machine.travel(at(MONDAY), tick=False) as traveller:
        yield traveller


@pytest.fixture
def returned(clock, association, manager, secretary):
    """A workshop that came back with a question on Monday."""
    workshop = WorkshopFactory(organiser=association, state="draft")
    actions.submit(workshop, manager)
    return actions.return_with_question(workshop, secretary, "Кім төлейді?")


@pytest.mark.parametrize(("days", "number"), [(2, 0), (3, 1), (9, 1), (10, 2), (25, 2)])
def test_a_question_without_answer_is_spoken_of_after_three_days_and_after_ten(clock, returned, days, number):
    for passed in range(days + 1):
        clock.move_to(at(MONDAY + passed * DAY))
        jobs.remind_organisers()
        jobs.remind_organisers()
    assert reminders() == [("question_waits", "manager@test.example")] * number


def test_a_clock_that_stood_still_speaks_of_a_question_once(clock, returned):
    clock.move_to(at(MONDAY + 12 * DAY))
    jobs.remind_organisers()
    assert len(reminders()) == 1


def test_the_reminder_has_the_question_and_an_answered_one_is_not_written(clock, returned, manager):
    clock.move_to(at(MONDAY + 3 * DAY))
    jobs.remind_organisers()
    assert "Кім төлейді?" in text_of("question_waits")
    clock.move_to(at(MONDAY + 10 * DAY))
    jobs.remind_organisers()
    actions.submit(returned, manager, "Біз.")
    assert words_of_facts(Letter.objects.filter(key__contains=":question_waits:").latest("pk")) is None


def test_an_answered_question_and_a_workshop_that_is_over_are_spoken_of_no_more(clock, returned, manager):
    Workshop.objects.filter(pk=returned.pk).update(starts_on=MONDAY, ends_on=MONDAY)
    clock.move_to(at(MONDAY + 4 * DAY))
    jobs.remind_organisers()
    assert reminders() == []


def closing(days: int, **fields) -> Workshop:
    closes = at(timezone.localdate() + days * DAY, 18)
    return WorkshopFactory(applications_close_at=closes, capacity=3, **fields)


@pytest.mark.parametrize(("days", "number"), [(4, 0), (3, 1), (0, 1)])
def test_booking_that_closes_within_three_days_is_spoken_of_once(clock, association, days, number):
    closing(days, organiser=association)
    jobs.remind_organisers()
    clock.shift(timedelta(hours=1))
    jobs.remind_organisers()
    assert reminders() == [("booking_closes", "manager@test.example")] * number


def test_the_reminder_says_how_many_days_and_places_are_left(clock, association, manager):
    manager.preferred_language = "en"
    manager.save()
    workshop = closing(3, organiser=association)
    actions.take_place(workshop, UserFactory())
    jobs.remind_organisers()
    text = text_of("booking_closes")
    assert "Booking closes in 3 days: " in text
    assert "2 places are still free." in text


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "cancelled"},
        {"state": "submitted"},
        {"places_taken": 3},
        {"waiting_count": 1},
        {"is_historic": True},
        {"organiser": None, "host": None},
    ],
)
def test_nobody_is_reminded_where_nobody_can_book_or_nothing_is_free(clock, association, fields):
    closing(2, **{"organiser": association, **fields})
    jobs.remind_organisers()
    assert reminders() == []


def test_who_closed_the_account_or_is_a_representative_no_more_is_not_reminded(clock, association, manager):
    RepresentativeFactory(organisation=association, user__is_active=False)
    RepresentativeFactory(organisation=association, since=MONDAY - 9 * DAY, until=MONDAY - DAY)
    closing(2, organiser=association)
    jobs.remind_organisers()
    assert reminders() == [("booking_closes", "manager@test.example")]


@pytest.fixture
def submitted(clock, association, manager, secretary):
    """A workshop that was submitted on Monday."""
    return actions.submit(WorkshopFactory(organiser=association, state="draft"), manager)


@pytest.mark.parametrize(("days", "number"), [(3, 0), (4, 1), (5, 1), (7, 2)])
def test_the_secretariat_hears_once_a_working_day_of_what_has_waited_longer_than_three(
    clock, submitted, days, number
):
    """From Monday on: three working days are over on Friday; Saturday and Sunday are none."""
    for passed in range(days + 1):
        clock.move_to(at(MONDAY + passed * DAY))
        jobs.remind_secretariat()
        jobs.remind_secretariat()
    assert reminders() == [("waiting_long", "secretary@test.example")] * number


def test_one_letter_lists_all_that_waits_in_the_readers_language_with_links(
    clock, submitted, association, manager, secretary, language
):
    secretary.preferred_language = language
    secretary.save()
    other = actions.submit(WorkshopFactory(organiser=association, state="draft"), manager)
    wished = WorkshopFactory(organiser=association)
    day = wished.starts_on + 7 * DAY
    ask(wished, manager, starts_on=day, ends_on=day)
    clock.move_to(at(MONDAY + 4 * DAY))
    jobs.remind_secretariat()
    text = text_of("waiting_long")
    for workshop in (submitted, other, wished):
        assert f"/{language}/desk/workshops/review/{workshop.slug}/" in text
    assert len(reminders()) == 1


def test_what_was_decided_meanwhile_is_not_in_the_list_and_an_empty_list_is_not_written(
    clock, submitted, secretary
):
    clock.move_to(at(MONDAY + 4 * DAY))
    jobs.remind_secretariat()
    actions.decline(submitted, secretary, "…")
    assert words_of_facts(Letter.objects.get(key__contains=":waiting_long:")) is None


def test_who_registered_a_workshop_of_the_federation_is_not_asked_to_decide_about_it(
    clock, federation, secretary
):
    actions.submit(WorkshopFactory(organiser=federation, state="draft"), secretary)
    other = UserFactory(role=Role.SECRETARIAT, email="other@test.example")
    UserFactory(role=Role.SECRETARIAT, is_active=False)
    clock.move_to(at(MONDAY + 4 * DAY))
    jobs.remind_secretariat()
    assert reminders() == [("waiting_long", other.email)]


@pytest.mark.parametrize(("hour", "number"), [(8, 0), (9, 2), (17, 2), (18, 0), (23, 0)])
def test_nobody_is_reminded_at_night(clock, submitted, association, hour, number):
    clock.move_to(at(MONDAY + 4 * DAY, hour))
    closing(2, organiser=association)
    jobs.remind_organisers()
    jobs.remind_secretariat()
    assert len(reminders()) == number


def test_reminders_write_nothing_into_the_journal_and_change_no_workshop(clock, returned):
    clock.move_to(at(MONDAY + 10 * DAY))
    before = (Step.objects.count(), returned.updated_at)
    jobs.remind_organisers()
    returned.refresh_from_db()
    assert (Step.objects.count(), returned.updated_at) == before

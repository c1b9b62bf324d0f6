"""Letters about a place say where it is and carry the event, by which calendar programs keep up."""

import uuid
from datetime import time, timedelta

import pytest
from icalendar import Calendar

from federation.workshops import actions, letters
from federation.workshops.actions.to_participants import Written
from federation.workshops.feeds import calendar_of
from federation.workshops.models import Workshop
from tests import services
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.workshops.amending import ask
from tests.federation.workshops.factories import HostingFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
ABOUT_A_PLACE = {
    "place_taken", "place_moved_up", "amended", "workshop_cancelled", "amended_training", "training_cancelled",
    "reminder_week", "reminder_day", "reminder_day_trainer",
}  # fmt: skip


@pytest.fixture
def workshop(association):
    host = OrganisationFactory(name_ru="Областная библиотека")
    made = WorkshopFactory(
        organiser=association, host=host, capacity=1, address_kk="ул. Абая, 1", begins_at=time(9, 30),
        ends_at=time(17, 30), contact_phone="+7 700 000 00 00", contact_email="ask@example.org",
    )  # fmt: skip
    HostingFactory(workshop=made, organisation=host, state="accepted")
    return made


def letter_of(kind: str, user=None):
    found = written_letters().filter(key__contains=f":{kind}:")
    return (found.filter(person=user.person) if user else found).get()


def event_in(letter):
    attachment = letter.attachments.get()
    with attachment.file.open("rb") as file:
        calendar = Calendar.from_ical(file.read())
    assert attachment.content_type == f"text/calendar; charset=utf-8; method={calendar['method']}"
    return calendar["method"], calendar.walk("VEVENT")[0]


def take(workshop, language="ru"):
    user = UserFactory(preferred_language=language)
    actions.take_place(workshop, user)
    return user


def test_kinds_that_carry_the_event_are_those_about_coming():
    assert {name for name, kind in letters.LETTERS.items() if kind.has_calendar} == ABOUT_A_PLACE


def test_letter_about_a_place_says_where_when_and_whom_to_ask(workshop):
    take(workshop)
    letter = letter_of("place_taken")
    for words in (
        "Оқу залы",
        "ул. Абая, 1",
        "Областная библиотека",
        "9:30–17:30",
        "+7 700 000 00 00",
        "ask@example.org",
    ):
        assert words in letter.text
    method, event = event_in(letter)
    assert (method, event["status"], event["organizer"]) == ("PUBLISH", "CONFIRMED", "mailto:ask@example.org")
    assert event["contact"] == "Оқыту бөлімі, +7 700 000 00 00, ask@example.org"


def test_whoever_waits_gets_the_event_with_the_place(workshop):
    first, second = take(workshop), take(workshop)
    assert not letter_of("place_waitlisted", second).attachments.exists()
    actions.cancel_participation(workshop, first)
    assert event_in(letter_of("place_moved_up", second))[0] == "PUBLISH"


def test_new_dates_have_the_reason_and_a_later_number_of_the_same_event(workshop, manager, secretary):
    reader, waits = take(workshop), take(workshop)
    before = event_in(letter_of("place_taken"))[1]
    later = workshop.starts_on + timedelta(days=9)
    asked = ask(workshop, manager, "Ремонт <зала>", starts_on=later, ends_on=later)
    actions.approve_change(asked, secretary)
    letter = letter_of("amended", reader)
    assert "Ремонт <зала>" in letter.text and "Ремонт &lt;зала&gt;" in letter.html
    after = event_in(letter)[1]
    assert (after["uid"], after["dtstart"].dt.date()) == (before["uid"], later)
    assert after["sequence"] > before["sequence"]
    assert not letter_of("amended", waits).attachments.exists()


def test_those_who_train_read_the_reason_too(workshop, manager, secretary):
    trainer = UserFactory(preferred_language="ru")
    WorkshopTrainerFactory(workshop=workshop, person=trainer.person)
    later = workshop.starts_on + timedelta(days=9)
    actions.approve_change(ask(workshop, manager, "Ремонт", starts_on=later, ends_on=later), secretary)
    letter = letter_of("amended_training")
    assert "Ремонт" in letter.text
    assert event_in(letter)[0] == "PUBLISH"


def test_a_cancelled_one_is_taken_out_of_calendars(workshop, manager):
    take(workshop)
    number = event_in(letter_of("place_taken"))[1]["sequence"]
    actions.cancel_workshop(workshop, manager, "Ремонт")
    method, event = event_in(letter_of("workshop_cancelled"))
    assert (method, event["status"]) == ("CANCEL", "CANCELLED")
    assert event["sequence"] > number


def test_event_in_a_letter_says_an_organiser_as_the_standard_asks(workshop):
    Workshop.objects.update(contact_email="")
    take(workshop)
    assert str(event_in(letter_of("place_taken"))[1]["organizer"]).startswith("mailto:")
    assert b"ORGANIZER" not in calendar_of([Workshop.objects.get(pk=workshop.pk)], "x")


def test_organisers_own_words_carry_no_event(workshop, manager):
    take(workshop)
    words = Written("registered", subject={"ru": "Тема"}, text={"ru": "Текст"})
    actions.send_to_participants(workshop, manager, words, uuid.uuid4())
    assert not letter_of("to_participants").attachments.exists()

"""A cancelled or past workshop shows what is true now: nobody is asked for anything that is over."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from federation.workshops.enums import OVER_STATES, RegistrationState, WorkshopState
from federation.workshops.linked_data import event_of
from federation.workshops.presenters.detail import workshop_context
from federation.workshops.presenters.rows import row_of
from tests.federation.workshops.factories import WorkshopFactory

pytestmark = pytest.mark.django_db
# What a page of a workshop says only while one can still come.
ASKING = [
    "Book a place", "Join the waitlist", "Add to my calendar", "Booking", "Admission", "Who it is for",
    "What you will learn", "Who pays",
]  # fmt: skip
LAST_DAY = timedelta(days=40)


def coming(**fields):
    return WorkshopFactory(starts_on=timezone.localdate() + timedelta(days=30), places_taken=1, **fields)


def cancelled(**fields):
    return coming(state=WorkshopState.CANCELLED, **fields)


def past(**fields):
    return WorkshopFactory(starts_on=timezone.localdate() - LAST_DAY, places_taken=1, **fields)


def cancelled_and_past(**fields):
    return past(state=WorkshopState.CANCELLED, **fields)


OVER = [cancelled, past, cancelled_and_past]


def test_the_words_that_ask_stand_on_the_page_of_one_to_come(client):
    page = client.get(coming().url_in("en")).text
    found = [word for word in ASKING if word in page]
    assert [word for word in ASKING if word not in found and word != "Join the waitlist"] == []


@pytest.mark.parametrize("make", OVER)
def test_page_asks_for_nothing_and_offers_nothing(client, make, language):
    workshop = make()
    page = client.get(workshop.url_in(language)).text
    main = page[page.index("<main") : page.index("</main>")]
    with override(language):
        said = [gettext(word) for word in ASKING]
        assert [word for word in said if f">{word}<" in main or f"</svg>{word}<" in main] == []
    assert f"{workshop.url_in(language)}calendar.ics" not in page
    assert f"/workshops/{workshop.slug}/place/" not in page


@pytest.mark.parametrize("make", OVER)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_count_down_no_free_places_and_no_stage_is_now(make, language):
    workshop = make()
    with override(language):
        context = workshop_context(workshop)
        assert workshop.registration_state() in OVER_STATES
        shown = context["booking"]
        assert (shown.days_left, shown.status_text, shown.can_take_place) == (None, "", False)
        assert context["stages"] == []
        assert row_of(workshop, workshop.registration_state()).status_text == ""


def test_cancelled_one_has_no_count_of_places_and_a_past_one_tells_how_many_came():
    with override("en"):
        context = workshop_context(cancelled())
        assert "Places" not in [fact.label for fact in context["facts"] if fact.value]
        context = workshop_context(past())
        assert "Places" in [fact.label for fact in context["facts"] if fact.value]
        assert context["headings"].money == "Who paid"


@pytest.mark.parametrize("make", OVER)
def test_machines_hear_of_no_place_and_of_the_cancellation(make):
    data = event_of(make())
    assert (data["offers"], data["remainingAttendeeCapacity"]) == ({}, False)
    expected = "EventScheduled" if make is past else "EventCancelled"
    assert data["eventStatus"] == f"https://schema.org/{expected}"


def test_search_says_that_one_is_cancelled(language):
    workshop = cancelled()
    (entry,) = [entry for entry in workshop.search_entries() if entry.language == language]
    with override(language):
        assert next(iter(entry.facts.values())) == str(RegistrationState.CANCELLED.label)
    (entry,) = [entry for entry in past().search_entries() if entry.language == language]
    assert entry.facts["cancelled"] == ""


@pytest.mark.parametrize("make", OVER)
def test_calendar_of_it_stays_for_those_who_have_it_and_tells_the_state(client, make):
    answer = client.get(make().url_in("en") + "calendar.ics").text
    assert ("STATUS:CANCELLED" in answer) == (make is not past)


@pytest.mark.parametrize("make", OVER)
def test_somebody_who_had_a_place_has_no_button_of_it_among_coming_ones(client, librarian, make):
    from federation.workshops.enums import ParticipationState
    from federation.workshops.models import Participation

    now = timezone.now()
    Participation.objects.create(
        workshop=make(), person=librarian.person, state=ParticipationState.REGISTERED, queue_number=1,
        requested_at=now, changed_at=now,
    )  # fmt: skip
    client.force_login(librarian)
    page = client.get("/en/desk/my-workshops/")
    assert page.context["coming"] == []
    assert [row.calendar_url for row in page.context["other"]] == [""]

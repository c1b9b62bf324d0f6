"""An approved workshop with twenty participants changes.

The organiser moves it to another hall and names another trainer: each participant is told once, with the event for the
calendar, which everybody's program reads anew; the trainer who is named no more is told, the new one is asked. Then the
organiser asks for other dates, which stay as they are until the secretariat approves; everybody keeps the place, and one
gives it up by the link in the e-mail.
"""

from datetime import timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from portal.language import LANGUAGES
from tests import services

from .desk import amend, days_in_calendar, decide, event_of
from .steps import at, look, read_public, subject_in, subject_of, uncover, wait_for_letter

pytestmark = [pytest.mark.browser, services.browsed_once]
VENUE = "Sample hall on the third floor"


def test_hall_and_trainer_change_and_each_is_told_once(portal, door, language, cast):
    manager, slug = door("manager"), f"full-{language}"
    before = event_of(portal, language, slug)["SEQUENCE"]
    manager.goto(f"{portal.url}/{language}/desk/workshops/{slug}/change/")
    title = look(manager, language)
    for code in LANGUAGES:
        uncover(manager.locator(f"main input[name=venue_{code}]")).fill(VENUE)
    manager.locator("main input[name=trainers-0-is_removed]").check()
    manager.locator("main input[name=trainers-1-name]").fill("Sample Successor")
    manager.locator("main input[name=trainers-1-email]").fill(f"follows-{language}@example.org")
    amend(manager, language, "?! 51", told=2)

    subject = subject_of("workshops/amended", language, title)
    for address in participants(language):
        letter = wait_for_letter(portal, address, subject, language)
        assert "?! 51" in letter and VENUE in letter
    former = subject_of("workshops/training_ended", language, title)
    wait_for_letter(portal, f"leads-{language}@example.org", former, language)
    invitation = subject_of("workshops/trainer_invited", "kk", title)
    wait_for_letter(portal, f"follows-{language}@example.org", invitation, "kk")

    event = event_of(portal, language, slug)
    assert event["SEQUENCE"] > before and VENUE in event["LOCATION"]
    for address in participants(language):
        [told] = [letter for letter in portal.letters_to(address) if subject_in(letter) == subject]
        [file] = told.iter_attachments()
        [attached] = Calendar.from_ical(file.get_content()).events
        assert (attached["UID"], attached["SEQUENCE"]) == (event["UID"], event["SEQUENCE"])
    public = read_public(f"{portal.url}/{language}/workshops/{slug}/")
    assert VENUE in public and "Sample Successor" not in public


def test_other_dates_are_approved_and_one_gives_the_place_up(portal, door, language, cast):
    manager, secretariat, slug = door("manager"), door("secretariat"), f"full-{language}"
    first, _last = days_in_calendar(portal, language, slug)
    later = first + timedelta(days=14)
    manager.goto(f"{portal.url}/{language}/desk/workshops/{slug}/change/")
    title = look(manager, language)
    manager.locator("main input[name=starts_on]").fill(later.isoformat())
    manager.locator("main input[name=ends_on]").fill((later + timedelta(days=1)).isoformat())
    amend(manager, language, "?! 52")
    assert days_in_calendar(portal, language, slug)[0] == first

    secretariat.goto(f"{portal.url}/{language}/desk/workshops/review/{slug}/")
    look(secretariat, language)
    expect(secretariat.locator("main")).to_contain_text("?! 52")
    decide(secretariat, "approve_change")
    secretariat.wait_for_url(f"**/{language}/desk/workshops/review/")
    assert days_in_calendar(portal, language, slug) == (later, later + timedelta(days=1))
    subject = subject_of("workshops/amended", language, title, is_moved=True)
    for address in participants(language):
        assert "?! 52" in wait_for_letter(portal, address, subject, language)
    assert places_taken(portal, manager, language, slug) == 20

    gives_up(portal, door(f"goes-{language}"), language, slug, subject)
    assert places_taken(portal, manager, language, slug) == 19


def participants(language: str) -> list[str]:
    """The addresses of the twenty."""
    numbered = [f"goes-{number}-{language}@example.org" for number in range(1, 20)]
    return [f"goes-{language}@example.org", *numbered]


def places_taken(portal, page: Page, language: str, slug: str) -> int:
    """How many people the organiser's list names as those with a place."""
    page.goto(f"{portal.url}/{language}/desk/workshops/{slug}/participants/")
    look(page, language)
    return page.locator("main table").first.locator("tbody tr").count()


def gives_up(portal, page: Page, language: str, slug: str, subject: str) -> None:
    """Follows the link below the facts of the letter, and says yes."""
    letter = wait_for_letter(portal, f"goes-{language}@example.org", subject, language)
    link = next(word for word in letter.split() if word.endswith(f"/desk/workshops/{slug}/leave/"))
    page.goto(link)
    look(page, language)
    page.locator("main form button[type=submit]").click()
    at(page, f"/{language}/desk/my-workshops/")

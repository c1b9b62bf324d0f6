"""A representative of a member association registers a regional workshop, and librarians fill it.

In each of the three languages the representative saves a half-filled draft, leaves, comes back and goes on, makes
mistakes, and submits. The secretariat asks a question; the representative answers and names another hall; the
secretariat sees what has changed since, and approves: the workshop is public. It has one place: the first librarian takes it, the next waits, the first gives it up and the next
moves up. Other dates are asked for, and the old ones stay public until they are approved. Everybody gets letters in
their own language. Another workshop is declined with a reason, and an impatient double click registers one workshop,
not two.
"""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from portal.language import format_date_range

from .accounts import LETTER_LANGUAGE
from .desk import (
    Plan,
    days_in_calendar,
    decide,
    fill_facts,
    fill_words,
    give_up_place,
    press,
    register,
    slug_of,
    state_of,
    take_place,
)
from .steps import (
    at,
    is_missing,
    letters_about,
    link_in,
    look,
    open_section,
    path_of,
    read_public,
    rows,
    search,
    subject_of,
    uncover,
    wait_for_letter,
)

pytestmark = pytest.mark.browser


def test_workshop_from_first_draft_to_full_house(portal, browser, door, language, librarians):
    plan = Plan(language, "journey")
    manager, secretariat = door("manager"), door("secretariat")

    slug = begins_a_draft(portal, manager, plan)
    comes_back_and_makes_mistakes(portal, manager, plan, slug)
    submits(portal, manager, plan, slug)
    is_asked_a_question_and_answers(portal, manager, secretariat, plan, slug)
    is_approved(portal, secretariat, plan, slug)
    is_told_that_the_trainer_comes(portal, manager, plan, slug)
    is_public(portal, browser, plan, slug)

    first, second = librarians[language]
    fills_up(portal, door, plan, slug, first, second)
    changes_dates(portal, manager, secretariat, plan, slug, first, second)


def begins_a_draft(portal, page: Page, plan: Plan) -> str:
    page.goto(f"{portal.url}/{plan.language}/desk/")
    look(page, plan.language)
    expect(page.locator("main")).to_contain_text(plan.association)
    page.locator(f"nav a[href='/{plan.language}/desk/workshops/']").click()
    page.locator(f"main a[href='/{plan.language}/desk/workshops/new/']").first.click()
    look(page, plan.language)
    fill_words(page, plan)
    press(page, "save")
    page.wait_for_url("**/edit/")
    return slug_of(page)


def comes_back_and_makes_mistakes(portal, page: Page, plan: Plan, slug: str) -> None:
    assert is_missing(portal, f"/{plan.language}/workshops/{slug}/")
    page.goto(f"{portal.url}/{plan.language}/desk/")
    page.locator(f"main a[href='/{plan.language}/desk/workshops/{slug}/edit/']").click()
    expect(field(page, f"{plan.language}_title")).to_have_value(plan.title)

    press(page, "submit")
    for name in ("starts_on", f"venue_{plan.language}", "capacity", "fee", "applications_open_at"):
        expect(error_beside(field(page, name))).to_be_visible()
    assert state_of(portal, page, plan, slug) == "draft"

    page.goto(f"{portal.url}/{plan.language}/desk/workshops/{slug}/edit/")
    fill_facts(page, plan)
    day_before = (plan.starts_on - timedelta(days=1)).isoformat()
    field(page, "ends_on").fill(day_before)
    field(page, "host").fill("qqq")
    press(page, "save")
    for name, typed in (("ends_on", day_before), ("host", "qqq")):
        expect(error_beside(field(page, name))).to_be_visible()
        expect(field(page, name)).to_have_value(typed)
    expect(field(page, "capacity")).to_have_value(str(plan.capacity))
    look(page, plan.language)


def submits(portal, page: Page, plan: Plan, slug: str) -> None:
    fill_facts(page, plan)
    press(page, "submit")
    at(page, f"/{plan.language}/desk/workshops/{slug}/")
    assert state_of(portal, page, plan, slug) == "waiting"
    expect_letter(portal, "manager", "workshop_received", plan)
    letter = expect_letter(portal, "secretariat", "workshop_submitted", plan)
    assert link_in(letter, portal.url).endswith(f"/desk/workshops/review/{slug}/")


def is_asked_a_question_and_answers(portal, page: Page, secretariat: Page, plan: Plan, slug: str) -> None:
    secretariat.goto(f"{portal.url}/{plan.language}/desk/")
    look(secretariat, plan.language)
    secretariat.locator(f"main a[href='/{plan.language}/desk/workshops/review/{slug}/']").first.click()
    look(secretariat, plan.language)
    decide(secretariat, "return", "?? 7")
    assert "?? 7" in expect_letter(portal, "manager", "workshop_returned", plan)

    page.goto(f"{portal.url}/{plan.language}/desk/")
    page.locator(f"main a[href='/{plan.language}/desk/workshops/{slug}/edit/']").click()
    expect(page.locator("main .message").filter(has_text="?? 7")).to_be_visible()
    field(page, "answer").fill("!! 12")
    plan.venue = f"{plan.venue} 12"
    field(page, f"venue_{plan.language}").fill(plan.venue)
    press(page, "submit")
    at(page, f"/{plan.language}/desk/workshops/{slug}/")
    expect(page.locator("main")).to_contain_text("!! 12")


def is_approved(portal, secretariat: Page, plan: Plan, slug: str) -> None:
    secretariat.goto(f"{portal.url}/{plan.language}/desk/workshops/review/{slug}/")
    expect(secretariat.locator("main")).to_contain_text("!! 12")
    changed = secretariat.locator("main section:not(:has(ol)) .differences .difference")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text(plan.venue)
    decide(secretariat, "approve")
    expect_letter(portal, "manager", "workshop_approved", plan)


def is_told_that_the_trainer_comes(portal, page: Page, plan: Plan, slug: str) -> None:
    """The trainer, who has no address, is named to the public after the representative has noted the yes."""
    public = f"{portal.url}/{plan.language}/workshops/{slug}/"
    assert plan.trainer not in read_public(public)
    page.goto(f"{portal.url}/{plan.language}/desk/workshops/{slug}/")
    page.locator("main a[href*='/trainers/'][href$='/note/']").click()
    look(page, plan.language)
    field(page, "noted_on").fill(f"{date.today() - timedelta(days=1):%d.%m.%Y}")
    field(page, "noted_how").fill("?! 21")
    page.locator("main form button[type=submit]").click()
    at(page, f"/{plan.language}/desk/workshops/{slug}/")


def is_public(portal, browser: Browser, plan: Plan, slug: str) -> None:
    """In the list, in search and in the calendar, with all that was asked; in the other languages too."""
    page = browser.new_context().new_page()
    page.goto(f"{portal.url}/{plan.language}/")
    open_section(page, plan.language, "workshops")
    assert f"/{plan.language}/workshops/{slug}/" in rows(page)
    assert search(page, plan.language, plan.title)[0] == f"/{plan.language}/workshops/{slug}/"
    page.locator(f"main a[href='/{plan.language}/workshops/{slug}/']").first.click()
    at(page, f"/{plan.language}/workshops/{slug}/")
    assert look(page, plan.language) == plan.title
    for words in (plan.summary, plan.venue, plan.trainer, plan.money, plan.dates_in_words):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("main a[href*='/library/curriculum/']")).to_have_count(2)
    assert days_in_calendar(portal, plan.language, slug) == (plan.starts_on, plan.ends_on)
    other = {"kk": "ru", "ru": "en", "en": "kk"}[plan.language]
    page.locator(f"header nav a[hreflang={other}]").click()
    at(page, f"/{other}/workshops/{slug}/")
    expect(page.locator(f"h1[lang={plan.language}], h1 [lang={plan.language}]")).to_have_text(plan.title)
    page.context.close()


def fills_up(portal, door, plan: Plan, slug: str, first: str, second: str) -> None:
    """Whoever asks first has the place; who asks next waits, moves up when it is given up, and is told."""
    page, next_page = door(first), door(second)
    take_place(portal, page, plan.language, slug, "accepted")
    expect_letter(portal, first, "place_taken", plan)
    take_place(portal, next_page, plan.language, slug, "on_hold")
    expect_letter(portal, second, "place_waitlisted", plan)

    give_up_place(portal, page, plan.language, slug)
    expect_letter(portal, first, "place_given_up", plan)
    letter = expect_letter(portal, second, "place_moved_up", plan)
    next_page.goto(link_in(letter, portal.url))
    look(next_page, LETTER_LANGUAGE[second])
    mine = next_page.locator(f"main li:has(a[href$='/workshops/{slug}/'])")
    expect(mine.locator(".badge-accepted")).to_be_visible()
    take_place(portal, page, plan.language, slug, "on_hold")


def changes_dates(portal, page: Page, secretariat: Page, plan: Plan, slug: str, *going: str) -> None:
    """The old dates stay public until the new ones are approved."""
    page.goto(f"{portal.url}/{plan.language}/desk/workshops/{slug}/")
    page.locator("main a[href$='/change/']").click()
    field(page, "starts_on").fill(plan.later_start.isoformat())
    field(page, "ends_on").fill(plan.later_end.isoformat())
    page.locator("main button[value=preview]").click()
    look(page, plan.language)
    page.locator("main button[value=confirm]").click()
    expect(error_beside(field(page, "words"))).to_be_visible()
    page.locator("main button[value=edit]").click()
    expect(field(page, "starts_on")).to_have_value(plan.later_start.isoformat())
    page.locator("main button[value=preview]").click()
    field(page, "words").fill("?! 31")
    page.locator("main button[value=confirm]").click()
    at(page, f"/{plan.language}/desk/workshops/{slug}/")
    expect_letter(portal, "secretariat", "change_wished", plan)
    assert days_in_calendar(portal, plan.language, slug) == (plan.starts_on, plan.ends_on)

    secretariat.goto(f"{portal.url}/{plan.language}/desk/workshops/review/{slug}/")
    expect(secretariat.locator("main")).to_contain_text("?! 31")
    decide(secretariat, "approve_change")
    for name in ("manager", *going):
        kind = "change_approved" if name == "manager" else "amended"
        letter = expect_letter(portal, name, kind, plan, is_moved=True)
        assert format_date_range(plan.later_start, plan.later_end, LETTER_LANGUAGE[name]) in letter
    assert days_in_calendar(portal, plan.language, slug) == (plan.later_start, plan.later_end)


def test_workshop_is_declined_with_a_reason(portal, door):
    plan = Plan("ru", "declined")
    manager, secretariat = door("manager"), door("secretariat")
    slug = register(portal, manager, plan)
    secretariat.goto(f"{portal.url}/ru/desk/workshops/review/{slug}/")
    decide(secretariat, "decline")  # Without a reason it does not go.
    form = secretariat.locator("form:has(button[name=decision][value=decline])")
    expect(error_beside(form.locator("textarea[name=words]"))).to_be_visible()
    decide(secretariat, "decline", "?! 41")
    at(secretariat, "/ru/desk/workshops/review/")
    assert "?! 41" in expect_letter(portal, "manager", "workshop_declined", plan)
    assert state_of(portal, manager, plan, slug) == "declined"
    assert is_missing(portal, f"/ru/workshops/{slug}/")
    assert plan.title not in read_public(f"{portal.url}/ru/workshops/")
    assert slug not in read_public(f"{portal.url}/ru/workshops/calendar.ics")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_double_click_registers_one_workshop(portal, door, javascript):
    plan = Plan("en", "impatient")
    page = door("manager", java_script_enabled=javascript)
    page.goto(f"{portal.url}/en/desk/workshops/new/")
    fill_words(page, plan)
    fill_facts(page, plan)
    page.locator("button[name=action][value=submit]").dblclick()
    # The second click breaks off the first one's way to the next page; waiting for that way would fail with it.
    expect(page).not_to_have_url(re.compile(r"/new/"))
    expect_letter(portal, "secretariat", "workshop_submitted", plan)
    page.goto(f"{portal.url}/en/desk/workshops/")
    expect(page.locator("main li h3 a").filter(has_text=plan.title)).to_have_count(1)
    assert len(letters_about(portal, "secretariat@example.org", plan.title)) == 1


def test_place_is_taken_without_javascript(portal, door, language, librarians):
    """From the public list to the place and back out again, with nothing but links and forms."""
    page = door(librarians["en"][0], java_script_enabled=False)
    page.goto(f"{portal.url}/{language}/workshops/")
    look(page, language)
    page.locator("main .workshops-list li:has(.badge-open) .row-title a").last.click()
    address = path_of(page)
    slug = address.rstrip("/").rpartition("/")[2]
    take_place(portal, page, language, slug, "accepted")
    give_up_place(portal, page, language, slug)


# --- What is looked at ------------------------------------------------------------------------------------------------


def field(page: Page, name: str) -> Locator:
    return uncover(page.locator(f"main [name='{name}']").first)


def error_beside(target: Locator) -> Locator:
    return target.locator("xpath=ancestor::*[contains(@class, 'field-wrong')][1]").locator(".field-error")


def expect_letter(portal, name: str, kind: str, plan: Plan, **facts: Any) -> str:
    """The letter of a kind about the plan's workshop, in its reader's language, with a link that works."""
    language = LETTER_LANGUAGE[name]
    subject = subject_of(f"workshops/{kind}", language, plan.title, **facts)
    letter = wait_for_letter(portal, f"{name}@example.org", subject, language)
    assert f"{portal.url}/{language}/" in link_in(letter, portal.url)
    return letter

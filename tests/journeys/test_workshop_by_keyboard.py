"""A workshop is registered, decided and called off by keyboard alone, without JavaScript, on a screen of 320 px.

The representative begins a draft in Kazakh, leaves and comes back, makes every kind of mistake, mends them and submits
with an impatient second Enter. The secretariat, in Russian, returns it with a question, and approves the answer. The
representative, in English, asks for other dates, changes the places and calls the workshop off. Nothing happens twice.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests import services

from .desk import CONDITIONS, Plan, slug_of
from .keyboard import TYPED_HOSTILE, Keyboard
from .steps import eventually, is_missing, letters_about, look

pytestmark = [pytest.mark.browser, services.browsed_once]

TOO_LONG = "ө" * 2001


def test_workshop_by_keyboard(portal, sit_down):
    plan = Plan("kk", f"keyboard {uuid4().hex[:6]}")
    manager, secretariat = sit_down("kk", "manager"), sit_down("ru", "secretariat")
    slug = begins_a_draft(portal, manager, plan)
    makes_every_mistake(portal, manager, plan, slug)
    mends_and_submits(portal, manager, plan, slug)
    asks(portal, secretariat, plan, slug)
    answers(portal, manager, slug)
    approves(portal, secretariat, slug)
    asks_for_other_dates(portal, manager, plan, slug)
    keeps_the_dates(portal, secretariat, slug)
    changes_places(portal, manager, slug)
    calls_it_off(portal, manager, slug)


def begins_a_draft(portal, keys: Keyboard, plan: Plan) -> str:
    keys.go(f"{portal.url}/kk/desk/workshops/new/")
    look(keys.page, "kk")
    keys.send("main button[value=save]")
    keys.hears_errors("kk_title")
    keys.fill("kk_title", plan.title)
    keys.fill("kk_summary", TYPED_HOSTILE)
    keys.send("main button[value=save]", times=2)
    keys.is_told()
    return slug_of(keys.page)


def makes_every_mistake(portal, keys: Keyboard, plan: Plan, slug: str) -> None:
    keys.go(f"{portal.url}/kk/desk/workshops/")
    expect(keys.page.locator("main li h3 a").filter(has_text=plan.title)).to_have_count(1)
    keys.go(f"{portal.url}/kk/desk/")
    keys.send(f"main a[href='/kk/desk/workshops/{slug}/edit/']")
    keys.keeps(kk_title=plan.title, kk_summary=TYPED_HOSTILE)
    keys.send("main button[value=submit]")  # What is missing is told, the rest is saved.
    keys.hears_refusal()
    wrong = {
        "kk_title": plan.title,
        "kk_summary": "ә" * 301,
        "ru_for_whom": "без названия",
        "starts_on": "31.02.2027",
        "ends_on": TYPED_HOSTILE,
        "begins_at": "таңертең",
        "hours_note": "9" * 101,
        "host": TYPED_HOSTILE,
        "trainers-0-email": "nobody@",
        "capacity": "көп",
        "applications_open_at": "кеше",
        "money-0-planned": "1e9",
    }
    for name, text in wrong.items():
        keys.fill(name, text)
    keys.send("main button[value=save]")
    faulty = [name for name in wrong if name not in ("kk_title", "ru_for_whom")]
    keys.hears_errors(*faulty, "ru_title")
    keys.keeps(**{name: text for name, text in wrong.items() if name != "kk_title"})
    look(keys.page, "kk")


def mends_and_submits(portal, keys: Keyboard, plan: Plan, slug: str) -> None:
    opens, closes = (plan.starts_on - timedelta(days=days) for days in (40, 5))
    right = {
        "kk_title": plan.title,
        "kk_summary": plan.summary,
        "kk_for_whom": "…",
        "kk_outcomes": "1\n2",
        "ru_for_whom": "",
        "starts_on": f"{plan.starts_on:%d.%m.%Y}",
        "ends_on": plan.ends_on.isoformat(),
        "begins_at": "9:30",
        "ends_at": "17:30",
        "hours_note": "",
        "city": "Павлодар",
        "venue_kk": plan.venue,
        "host": plan.host,
        "trainers-0-name": plan.trainer,
        "trainers-0-email": "trainer@example.org",
        "capacity": "12",
        "applications_open_at": f"{opens:%d.%m.%Y} 09:00",
        "applications_close_at": f"{closes:%d.%m.%Y} 18:00",
        "contact_phone": "+7 7182 00 00 00",
        "fee": "0",
        "money-0-name": plan.money,
        "money-0-planned": "120 000",
    }
    keys.choose("working_language", "kk")
    for name, text in right.items():
        keys.fill(name, text)
    keys.choose("region", "KZ-55")
    for name, value in {**CONDITIONS, "money-0-kind": "other"}.items():
        keys.choose(name, value)
    keys.check("topics")
    keys.send("main button[value=submit]", times=2)
    assert keys.path == f"/kk/desk/workshops/{slug}/"
    expect(keys.page.locator("main .status-line .badge-waiting")).to_be_visible()
    assert len(letters_to_secretariat(portal, plan)) == 1


def letters_to_secretariat(portal, plan: Plan) -> list[str]:
    return eventually(lambda: letters_about(portal, "secretariat@example.org", plan.title), 40, "a letter")


def decides(portal, keys: Keyboard, slug: str, decision: str, words: str) -> None:
    """Opens a decision that asks for words, breaks it, mends it, and sends it twice."""
    keys.go(f"{portal.url}/ru/desk/workshops/review/{slug}/")
    form = f"main form:has(button[value={decision}])"
    keys.send(f"{form} button")
    keys.hears_errors("words", within=form)
    keys.fill("words", TOO_LONG, within=form)
    keys.send(f"{form} button")
    keys.hears_errors("words", within=form)
    expect(keys.field("words", within=form)).to_have_value(TOO_LONG)
    keys.fill("words", words, within=form)
    keys.send(f"{form} button", times=2)
    assert keys.path == "/ru/desk/workshops/review/"
    keys.is_told()


def asks(portal, keys: Keyboard, plan: Plan, slug: str) -> None:
    decides(portal, keys, slug, "return", TYPED_HOSTILE)


def answers(portal, keys: Keyboard, slug: str) -> None:
    keys.language = "en"
    keys.go(f"{portal.url}/en/desk/workshops/{slug}/edit/")
    question = keys.page.locator("main .message-warning").filter(has_text="<script>alert(1)</script>")
    expect(question).to_be_visible()
    keys.fill("answer", TOO_LONG)
    keys.send("main button[value=submit]")
    keys.hears_errors("answer")
    keys.keeps(answer=TOO_LONG)
    keys.fill("answer", "!! 12")
    keys.send("main button[value=submit]", times=2)
    assert keys.path == f"/en/desk/workshops/{slug}/"
    expect(keys.page.locator("main blockquote").filter(has_text="!! 12")).to_have_count(1)


def approves(portal, keys: Keyboard, slug: str) -> None:
    keys.go(f"{portal.url}/ru/desk/workshops/review/{slug}/")
    keys.send("main button[value=approve]", times=2)
    assert keys.path == "/ru/desk/workshops/review/"
    assert not is_missing(portal, f"/kk/workshops/{slug}/")


def asks_for_other_dates(portal, keys: Keyboard, plan: Plan, slug: str) -> None:
    keys.go(f"{portal.url}/en/desk/workshops/{slug}/")
    keys.send("main a[href$='/change/']")
    keys.fill("starts_on", "soon")
    keys.fill("ends_on", f"{plan.later_end:%d.%m.%Y}")
    keys.send("main button[value=preview]")
    keys.hears_errors("starts_on")
    keys.keeps(starts_on="soon")
    keys.fill("starts_on", f"{plan.later_start:%d.%m.%Y}")
    keys.send("main button[value=preview]")
    keys.fill("words", TOO_LONG)
    keys.send("main button[value=confirm]")
    keys.hears_errors("words")
    keys.keeps(words=TOO_LONG)
    keys.fill("words", "?! 31")
    keys.send("main button[value=confirm]", times=2)
    assert keys.path == f"/en/desk/workshops/{slug}/"


def keeps_the_dates(portal, keys: Keyboard, slug: str) -> None:
    decides(portal, keys, slug, "decline_change", "?! 32")


def changes_places(portal, keys: Keyboard, slug: str) -> None:
    keys.go(f"{portal.url}/en/desk/workshops/{slug}/change/")
    for wrong in ("", "0", "9" * 30, TYPED_HOSTILE):
        keys.fill("capacity", wrong)
        keys.send("main button[value=preview]")
        keys.hears_errors("capacity")
        keys.keeps(capacity=wrong)
    keys.fill("capacity", "14")
    keys.send("main button[value=preview]")
    keys.fill("words", "?! 33")
    keys.send("main button[value=confirm]")
    keys.is_told()
    assert keys.path == f"/en/desk/workshops/{slug}/"


def calls_it_off(portal, keys: Keyboard, slug: str) -> None:
    keys.send("main a[href$='/cancel/']")
    keys.send()
    keys.hears_errors("words")
    keys.fill("words", TOO_LONG)
    keys.send()
    keys.hears_errors("words")
    keys.keeps(words=TOO_LONG)
    keys.fill("words", TYPED_HOSTILE)
    keys.send(times=2)
    assert keys.path == f"/en/desk/workshops/{slug}/"
    expect(keys.page.locator("main .status-line .badge-declined")).to_be_visible()
    keys.go(f"{portal.url}/en/workshops/{slug}/")
    expect(keys.page.locator("main .message-error")).to_be_visible()

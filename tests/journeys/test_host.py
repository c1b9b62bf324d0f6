"""A library is asked to host a workshop: its manager says yes, everybody reads who hosts; she withdraws with a reason,
and at once everybody reads that the host is to be confirmed.
"""

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from .cast import HOST
from .steps import at, link_in, look, read_public, subject_of, wait_for_letter

pytestmark = pytest.mark.browser
REASON = "A reason that the organiser reads"


def test_host_is_asked_says_yes_and_withdraws(portal, door, language, cast):
    manager, host = door("manager"), door(f"host-{language}")
    slug, name = f"hosted-{language}", HOST[language]
    public, work = f"{portal.url}/{language}/workshops/{slug}/", f"/{language}/desk/workshops/{slug}/"
    with override(language):
        to_be_confirmed = gettext("to be confirmed")
    assert name not in read_public(public) and to_be_confirmed in read_public(public)

    asks(portal, manager, work, language)
    title = manager.locator("h1").inner_text()
    subject = subject_of("workshops/host_asked", language, title)
    letter = wait_for_letter(portal, f"host-{language}@example.org", subject, language)
    host.goto(link_in(letter, portal.url))
    at(host, f"{work}hosting/")
    look(host, language)
    host.locator("main button[name=answer][value=accept]").click()
    host.wait_for_load_state()
    assert name in read_public(public)

    host.locator(f"main a[href='{work}']").click()
    look(host, language)
    host.locator(f"main a[href='{work}participants/']").click()
    look(host, language)

    withdraws(portal, host, work, language)
    assert name not in read_public(public) and to_be_confirmed in read_public(public)
    manager.goto(f"{portal.url}/{language}/desk/")
    manager.locator(f"main .tasks a[href='{work}']").first.click()
    look(manager, language)
    expect(manager.locator("main")).to_contain_text(REASON)


def asks(portal, page: Page, work: str, language: str) -> None:
    """Lets the host run the days, and invites it."""
    page.goto(portal.url + work)
    page.locator("main input[name=rights][value=run]").check()
    page.locator("main form[action$='/hosting/rights/'] button").click()
    at(page, work)
    look(page, language)
    page.locator("main form[action$='/trainers/invite/'] button").click()
    at(page, work)


def withdraws(portal, page: Page, work: str, language: str) -> None:
    """Takes the yes back, from the list of what the library hosts."""
    page.goto(f"{portal.url}/{language}/desk/workshops/hosted/")
    look(page, language)
    page.locator(f"main a[href='{work}hosting/']").click()
    page.locator(f"main a[href='{work}hosting/withdraw/']").click()
    look(page, language)
    page.locator("main textarea").fill(REASON)
    page.locator("main form button[type=submit]").click()
    at(page, f"{work}hosting/")

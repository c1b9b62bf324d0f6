"""A library is asked to host a workshop: its manager says yes, everybody reads who hosts; she withdraws with a reason,
and at once everybody reads that the host is to be confirmed. The organiser finds another host and asks the secretariat, which
approves; the other is asked, says yes, and is named.
"""

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from .cast import HOST, OTHER_HOST
from .desk import amend, decide
from .steps import at, link_in, look, read_public, subject_of, wait_for_letter

pytestmark = pytest.mark.browser
REASON = "A reason that the organiser reads"


def test_host_says_yes_and_withdraws_and_another_is_found(portal, door, language, cast):
    manager, host = door("manager"), door(f"host-{language}")
    slug, name = f"hosted-{language}", HOST[language]
    public, work = f"{portal.url}/{language}/workshops/{slug}/", f"/{language}/desk/workshops/{slug}/"
    with override(language):
        to_be_confirmed = gettext("to be confirmed")
    assert name not in read_public(public) and to_be_confirmed in read_public(public)

    asks(portal, manager, work, language)
    title = manager.locator("h1").inner_text()
    says_yes(portal, host, f"host-{language}", work, title)
    assert name in read_public(public)

    host.locator(f"main a[href='{work}']").click()
    look(host, language)
    host.locator(f"main a[href='{work}participants/']").click()
    look(host, language)

    withdraws(portal, host, work, language)
    assert name not in read_public(public) and to_be_confirmed in read_public(public)
    manager.goto(f"{portal.url}/{language}/desk/")
    manager.locator(f"main .tasks a[href^='{work}change/']").first.click()
    look(manager, language)
    manager.goto(portal.url + work)
    expect(manager.locator("main")).to_contain_text(REASON)

    other = OTHER_HOST[language]
    finds_another(portal, manager, door("secretariat"), language, slug, other)
    assert other not in read_public(public)
    says_yes(portal, door(f"other-host-{language}"), f"other-host-{language}", work, title)
    assert other in read_public(public) and to_be_confirmed not in read_public(public)


def says_yes(portal, page: Page, name: str, work: str, title: str) -> None:
    """Follows the letter that asks, and accepts."""
    language = name.rpartition("-")[2]
    subject = subject_of("workshops/host_asked", language, title)
    letter = wait_for_letter(portal, f"{name}@example.org", subject, language)
    page.goto(link_in(letter, portal.url))
    at(page, f"{work}hosting/")
    look(page, language)
    page.locator("main button[name=answer][value=accept]").click()
    expect(page.locator("main .message-success").first).to_be_visible()


def finds_another(portal, page: Page, office: Page, language: str, slug: str, name: str) -> None:
    """Names another host in the form of the workshop, which the secretariat has to approve."""
    page.goto(f"{portal.url}/{language}/desk/workshops/{slug}/change/")
    page.locator("main input[name=host]").fill(name)
    amend(page, language, REASON)
    office.goto(f"{portal.url}/{language}/desk/workshops/review/{slug}/")
    look(office, language)
    expect(office.locator("main .differences").first).to_contain_text(name)
    decide(office, "approve_change")
    office.wait_for_url(f"**/{language}/desk/workshops/review/**")


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

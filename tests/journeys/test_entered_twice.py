"""Somebody was entered twice: the secretariat merges the two entries, and parts them again.

Of two accounts, each is asked first and answers signed in; then the second is closed. A question that was taken back
is answered by nobody.
"""

import pytest
from playwright.sync_api import Page, expect

from .cast import NAMESAKE, TWICE
from .steps import at, eventually, look, subject_of, wait_for_letter

pytestmark = pytest.mark.browser
PEOPLE = "/admin/snippets/people/person"
NOTE = "?! 53"


def test_two_entries_are_merged_and_parted_again(portal, door, language, cast):
    office = door(f"office-{language}")
    first, second = TWICE[language]
    kept, merged = opens_pair(portal, office, first, language)
    office.locator("main input[name=kept][value=one]").check()
    office.locator("main input[name=fact-full_name][value=other]").check()
    office.locator("main button[value=merge]").click()
    office.wait_for_url(f"**{PEOPLE}/merges/*/")
    merge = office.url
    wait_for_letter(
        portal, f"twice-{language}@example.org", subject_of("people/merge_done", language), language
    )

    assert name_at(office, portal.url + merged) == second
    assert office.url == portal.url + kept

    office.goto(merge)
    office.locator("main button.serious").click()
    expect(office.locator(f"main a[href='{merged}']")).to_be_visible()
    assert [name_at(office, portal.url + entry) for entry in (kept, merged)] == [first, second]


def test_two_accounts_are_merged_when_both_have_said_yes(portal, door, language, cast):
    office, staying, leaving = (door(f"{name}-{language}") for name in ("office", "one", "two"))
    question = asks(portal, office, language)
    look(office, language)
    office.locator("main button[value=take_back]").click()
    expect(office.locator("main button[value=take_back]")).to_have_count(0)
    staying.goto(link_to(portal, question, f"one-{language}@example.org", language))
    look(staying, language)
    expect(staying.locator("main button[name=answer]")).to_have_count(0)

    question = asks(portal, office, language)
    for name, page in (("one", staying), ("two", leaving)):
        says_yes(page, link_to(portal, question, f"{name}-{language}@example.org", language), language)
    at(leaving, f"/{language}/account/login/")
    done = subject_of("people/merge_done", language)
    for name in ("one", "two"):
        wait_for_letter(portal, f"{name}-{language}@example.org", done, language)

    leaving.locator("main input[name=login]").fill(f"two-{language}@example.org")
    leaving.locator("main input[name=password]").fill(portal.password)
    leaving.locator("main form button[type=submit]").first.click()
    expect(leaving.locator("main [role=alert]")).to_be_visible()


def opens_pair(portal, office: Page, name: str, language: str) -> list[str]:
    """From the first screen of the admin to the two side by side; returns the addresses of their entries."""
    office.goto(f"{portal.url}/admin/")
    office.locator(f"main a[href*='{PEOPLE}/duplicates/']").filter(has_text=name).first.click()
    office.wait_for_url(f"**{PEOPLE}/duplicates/*/")
    look(office, language)
    heads = office.locator("main table.side-by-side thead a")
    return heads.evaluate_all("links => links.map(link => link.getAttribute('href'))")


def name_at(office: Page, entry: str) -> str:
    """The name in the form to which the address of an entry leads."""
    office.goto(entry)
    return office.locator("#id_full_name").input_value()


def asks(portal, office: Page, language: str) -> str:
    """The secretariat asks both; returns the end of the question's address."""
    opens_pair(portal, office, " ".join(NAMESAKE[language]), language)
    office.locator("main textarea[name=note]").fill(NOTE)
    office.locator("main button[value=merge]").click()
    office.wait_for_url(f"**{PEOPLE}/merges/*/")
    return office.url.partition("/merges")[2]


def link_to(portal, question: str, address: str, language: str) -> str:
    """The link to a question in the letter that brought it."""
    wait_for_letter(portal, address, subject_of("people/merge_asked", language), language)

    def found() -> str | None:
        words = " ".join(letter.get_body(("plain",)).get_content() for letter in portal.letters_to(address))
        return next((word for word in words.split() if word.endswith(f"/same-person{question}")), None)

    return eventually(found, 40, f"a letter to {address} with the link to a question")


def says_yes(page: Page, link: str, language: str) -> None:
    """Follows the letter, reads the secretariat's words, and answers."""
    page.goto(link)
    look(page, language)
    expect(page.locator("main blockquote")).to_have_text(NOTE)
    page.locator("main button[name=answer][value=yes]").click()
    page.wait_for_url(lambda url: "/same-person/" not in url)

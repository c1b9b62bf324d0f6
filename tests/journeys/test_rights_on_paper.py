"""Somebody without an account asks in writing what the portal holds on them, and then to be forgotten.

The secretariat hands the data over, to print and as a file, and erases the person; then the pages that named them name
them no more, and a letter says that it is done.
"""

import json
from datetime import date
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from .cast import MATERIAL, UNKNOWN, WORKSHOP
from .steps import at, eventually, look, read_public, subject_of, wait_for_letter

pytestmark = pytest.mark.browser
PEOPLE = "/admin/snippets/people/person/"


def test_data_are_handed_over_and_the_person_erased_on_a_written_request(portal, door, language, cast):
    office, name, address = door(f"office-{language}"), UNKNOWN[language], f"unknown-{language}@example.org"
    assert all(name in page for page in public_pages(portal, language))
    eventually(lambda: WORKSHOP in found(portal, language, name), 20, "the workshop is found by its trainer")

    form = finds(portal, office, name)
    office.goto(form.replace("/edit/", "/data/"))
    look(office, language)
    types_request(office)
    office.locator("main button[name=page]").click()
    expect(office.locator("main table").first).to_be_visible()
    expect(office.locator("main")).to_contain_text(address)
    types_request(office)
    with office.expect_download() as download:
        office.locator("main button[name=file]").click()
    assert json.loads(download.value.path().read_bytes())["person"]["full_name"] == name

    office.goto(form.replace("/edit/", "/erase/"))
    look(office, language)
    types_request(office)
    office.locator("main button.serious").click()
    at(office, PEOPLE)
    wait_for_letter(portal, address, subject_of("people/erased", language), language)
    assert not any(name in page for page in public_pages(portal, language))
    eventually(lambda: WORKSHOP not in found(portal, language, name), 20, "the name finds nothing")
    for page in ("edit", "history", "consents", "data", "erase"):
        office.goto(form.replace("/edit/", f"/{page}/"))
        assert name not in office.content()


def public_pages(portal, language: str) -> list[str]:
    """The pages of what the person did, as a stranger reads them."""
    things = (f"workshops/{WORKSHOP}", f"library/{MATERIAL}")
    return [read_public(f"{portal.url}/{language}/{thing}/") for thing in things]


def found(portal, language: str, name: str) -> str:
    """What search answers a stranger who asks for the surname."""
    return read_public(f"{portal.url}/{language}/search/?q={quote(name.split()[0])}")


def finds(portal, office: Page, name: str) -> str:
    """Looks the person up in the admin; returns the address of the form."""
    office.goto(f"{portal.url}{PEOPLE}?q={quote(name)}")
    office.locator("main td.title a:visible").first.click()
    office.wait_for_url("**/edit/**")
    return office.url


def types_request(office: Page) -> None:
    """Says which request in writing it is."""
    office.locator("main input[name=requested_on]").fill(date.today().isoformat())
    office.locator("main input[name=reference]").fill("№ 12-ж/2026")

"""An editor mistypes a name, sees in the history what has changed, compares, and goes back, in each language."""

import pytest
from playwright.sync_api import Locator, expect

from portal.language import LANGUAGES
from tests import services

pytestmark = [pytest.mark.browser, services.browsed_once]

ORGANISATIONS = "/admin/snippets/directory/organisation/"
TOGGLE = "[data-w-dropdown-target=toggle]"
MISTYPED = "123"


def follow(line: Locator, part: str) -> None:
    """Opens the menu of a line of the history, and what it offers at an address with `part`."""
    line.locator(TOGGLE).click()
    line.page.locator(f"a[href*='{part}']:visible").first.click()


def test_an_editor_compares_and_goes_back_to_what_an_organisation_was(portal, door, language):
    editor = door("editor")
    editor.goto(f"{portal.url}{ORGANISATIONS}")
    titles = editor.locator("table.listing tbody td.title a:visible")
    titles.nth(LANGUAGES.index(language)).click()
    editor.wait_for_url("**/edit/**")
    form, name = editor.url, editor.locator(f"#id_name_{language}")
    before = name.input_value()
    name.fill(f"{before} {MISTYPED}".strip())
    editor.locator("footer button[type=submit]").first.click()
    editor.wait_for_url(f"{portal.url}{ORGANISATIONS}")

    history = form.replace("/edit/", "/history/")
    editor.goto(history)
    lines = editor.locator("table.listing tbody tr")
    follow(lines.first, "/revisions/compare/")
    expect(editor.locator("td.comparison")).to_have_count(1)
    expect(editor.locator("td.comparison .addition")).to_have_text(MISTYPED)

    editor.goto(history)
    follow(lines.nth(1), "/revert/")
    expect(editor.locator(f"#id_name_{language}")).to_have_value(before)
    editor.locator("footer button[type=submit]").first.click()
    editor.wait_for_url(f"{portal.url}{ORGANISATIONS}")
    editor.goto(form)
    expect(editor.locator(f"#id_name_{language}")).to_have_value(before)
    editor.goto(history)
    expect(lines).to_have_count(3)

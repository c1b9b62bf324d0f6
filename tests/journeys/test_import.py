"""Somebody of the secretariat imports a table, sees that it was the wrong one, and undoes it, in each language."""

import pytest
from playwright.sync_api import expect

from portal.language import LANGUAGES
from tests import services

pytestmark = [pytest.mark.browser, services.browsed_once]

ORGANISATIONS = "/admin/snippets/directory/organisation/"


def test_an_import_is_undone(portal, door, language):
    secretary = door("secretariat")
    secretary.goto(f"{portal.url}{ORGANISATIONS}")
    titles = secretary.locator("table.listing tbody td.title a:visible")
    titles.nth(5 + LANGUAGES.index(language)).click()
    secretary.wait_for_url("**/edit/**")
    form = secretary.url
    name, slug = secretary.locator("#id_name_en").input_value(), secretary.locator("#id_slug").input_value()

    secretary.goto(f"{portal.url}{ORGANISATIONS}import/")
    table = f"slug,name_en\n{slug},Wrong name {language}\n"
    secretary.locator("input[type=file]").set_input_files(
        {"name": "wrong.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    secretary.locator("main form button[type=submit]").first.click()
    secretary.locator("form:has(input[name=table]) button[type=submit]").click()
    secretary.goto(form)
    expect(secretary.locator("#id_name_en")).to_have_value(f"Wrong name {language}")

    secretary.goto(f"{portal.url}{ORGANISATIONS}import/")
    secretary.locator("main a[href*='/organisation/import/']").first.click()
    secretary.locator("main a[href$='/undo/']").click()
    secretary.locator("main form button[type=submit].serious").click()
    expect(secretary.locator("main a[href$='/undo/']")).to_have_count(0)
    secretary.goto(form)
    expect(secretary.locator("#id_name_en")).to_have_value(name)

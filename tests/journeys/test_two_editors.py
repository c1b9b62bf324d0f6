"""Two editors meet over one organisation: the second sees what the first has saved, and loses nothing."""

import pytest
from playwright.sync_api import expect

from portal.language import LANGUAGES
from tests import services

pytestmark = [pytest.mark.browser, services.browsed_once]

ORGANISATIONS = "/admin/snippets/directory/organisation/"


def test_the_second_editor_sees_what_the_first_has_saved_and_loses_nothing(portal, door, language):
    first, second = door("secretariat"), door("editor")
    first.goto(f"{portal.url}{ORGANISATIONS}")
    first.locator("table.listing tbody td.title a:visible").nth(10 + LANGUAGES.index(language)).click()
    first.wait_for_url("**/edit/**")
    form = first.url
    second.goto(form)
    remark, city = f"#id_remark_{language}", f"#id_city_{language}"

    first.locator(remark).fill("What the first has written.")
    first.locator("footer button[type=submit]").first.click()
    first.wait_for_url(f"{portal.url}{ORGANISATIONS}")

    second.locator(city).fill("Second city")
    second.locator("footer button[type=submit]").first.click()
    differences = second.locator(".collision")
    expect(differences).to_contain_text("What the first has written.")
    expect(differences).to_contain_text("Second city")
    expect(second.locator(city)).to_have_value("Second city")

    second.locator(remark).fill("What the first has written.")
    second.locator("footer button[type=submit]").first.click()
    second.wait_for_url(f"{portal.url}{ORGANISATIONS}")
    second.goto(form)
    expect(second.locator(city)).to_have_value("Second city")
    expect(second.locator(remark)).to_have_value("What the first has written.")

"""The only manager of a library erases her account: she reads what goes, what stays and what becomes of the library.

The secretariat gets a letter, sees the library among those without a manager, and may invite one.
"""

import pytest
from playwright.sync_api import expect

from .cast import WITHOUT_HEIR
from .steps import at, look, subject_of, wait_for_letter

pytestmark = pytest.mark.browser


def test_account_is_erased_and_the_library_stands_without_a_manager(portal, door, language, cast):
    page, library = door(f"last-{language}"), WITHOUT_HEIR[language]
    page.goto(f"{portal.url}/{language}/account/data/")
    look(page, language)
    page.locator(f"main a[href='/{language}/account/data/delete/']").click()
    look(page, language)
    expect(page.locator("main .message")).to_contain_text(library)
    assert page.locator("main ul.plain-list").count() == 2
    page.locator("main input[name=password]").fill(portal.password)
    page.locator("main form button[type=submit]").click()
    at(page, f"/{language}/account/data/deleted/")
    look(page, language)
    wait_for_letter(portal, f"last-{language}@example.org", subject_of("account/deleted", language), language)

    subject = subject_of("membership/without_voice", language, library)
    wait_for_letter(portal, f"office-{language}@example.org", subject, language)
    office = door(f"office-{language}")
    office.goto(f"{portal.url}/{language}/desk/")
    silent = f"/{language}/desk/organisations/without-manager/"
    office.locator(f"main .tasks a[href='{silent}']").click()
    look(office, language)
    office.locator("main a").filter(has_text=library).click()
    at(office, f"/{language}/desk/organisations/no-heir-{language}/people/")
    look(office, language)
    expect(office.locator("main")).to_contain_text(library)
    expect(office.locator("main form input[name=email]")).to_be_visible()

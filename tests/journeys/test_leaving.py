"""A librarian makes an account, agrees to photos and changes her mind, closes the account, and finds the door shut.

Before she closes it, the page tells her what goes and what stays; a letter says that it is done.
"""

import pytest
from playwright.sync_api import expect

from tests import services

from .accounts import NEW_PASSWORD, sign_up
from .conftest import PATIENCE, PHONE
from .steps import Witness, at, look, subject_of, wait_for_letter

pytestmark = [pytest.mark.browser, services.browsed_once]


def test_consent_is_given_and_withdrawn_and_the_account_closed(portal, browser, language):
    context = browser.new_context(viewport=PHONE, locale=language)
    context.set_default_timeout(PATIENCE)
    witness = Witness(portal.url).follow(context)
    page = context.new_page()
    name = f"leaving-{language}"
    sign_up(portal, page, name, language)

    page.goto(f"{portal.url}/{language}/account/consents/")
    look(page, language)
    photos = page.locator("main li:has(input[name=purpose][value=photos])")
    for act in ("give", "withdraw"):
        photos.locator(f"button[name=act][value={act}]").click()
        at(page, f"/{language}/account/consents/")
    expect(photos.locator("button[value=give]")).to_be_visible()

    page.goto(f"{portal.url}/{language}/account/data/")
    page.locator(f"main a[href='/{language}/account/data/close/']").click()
    look(page, language)
    assert page.locator("main ul.plain-list li").count() >= 4
    page.locator("main input[name=password]").fill(NEW_PASSWORD)
    page.locator("main form button[type=submit]").click()
    at(page, f"/{language}/account/data/closed/")
    look(page, language)
    wait_for_letter(portal, f"{name}@example.org", subject_of("account/closed", language), language)

    page.goto(f"{portal.url}/{language}/account/login/")
    page.locator("main input[name=login]").fill(f"{name}@example.org")
    page.locator("main input[name=password]").fill(NEW_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main [role=alert]")).to_be_visible()
    assert witness.errors == [] and witness.strangers == []
    context.close()

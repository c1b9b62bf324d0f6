"""A trainer whom the portal does not know is named in a draft and invited; she makes an account, accepts, and changes
her name, which whoever named her reads at once; then she steps back.
"""

import pytest
from playwright.sync_api import Page, expect

from federation.workshops.demo.texts import DRAFT
from tests import services

from .accounts import NEW_PASSWORD
from .steps import at, link_in, look, subject_of, wait_for_letter

pytestmark = [pytest.mark.browser, services.browsed_once]
REASON = "A reason that the organiser reads"
TYPED, NEW = "Trainer as typed", "Sample-Renamed"


def test_trainer_is_named_invited_accepts_and_is_shown_by_her_name(portal, browser, door, language):
    address = f"trainer-of-{language}@example.org"
    manager, trainer = door("manager"), browser.new_context().new_page()
    manage = f"/{language}/desk/workshops/demo-draft/"
    names(portal, manager, language, address)
    expect(manager.locator("main")).to_contain_text(TYPED)

    comes_in(portal, trainer, language, address)
    look(trainer, language)
    expect(trainer.locator("main")).to_contain_text(TYPED)
    trainer.locator("main input[name=consent]").check()
    expect(trainer.locator("main input[name=photos-consent]")).not_to_be_checked()
    trainer.locator("main input[name=photos-consent]").check()
    trainer.locator("main button[name=answer][value=accept]").click()
    at(trainer, f"/{language}/desk/my-workshops/")
    expect(trainer.locator(f"main a[href*='/{language}/desk/trainings/']")).to_have_count(1)

    trainer.goto(f"{portal.url}/{language}/account/details/")
    trainer.locator("main input[name=latin_name]").fill(f"{NEW} {language}")
    trainer.locator("main input[name=first_name]").fill(NEW)
    trainer.locator("main input[name=first_name]").press("Enter")
    trainer.wait_for_load_state()
    manager.goto(portal.url + manage)
    expect(manager.locator("main")).to_contain_text(f"{NEW} {language}")
    expect(manager.locator("main")).not_to_contain_text(TYPED)

    steps_back(portal, trainer, language)
    manager.reload()
    expect(manager.locator("main form[action$='/take-off/']")).to_have_count(1)
    expect(manager.locator("main")).to_contain_text(REASON)
    takes_off(portal, manager, language)


def names(portal, page: Page, language: str, address: str) -> None:
    """Types a trainer into the draft of the demonstration, and invites her."""
    page.goto(f"{portal.url}/{language}/desk/workshops/demo-draft/edit/")
    row = page.locator("#trainers [role=group]").last
    row.locator("input[name$=-name]").fill(TYPED)
    row.locator("input[name$=-email]").fill(address)
    page.locator("main button[value=save]").click()
    page.wait_for_load_state()
    page.goto(f"{portal.url}/{language}/desk/workshops/demo-draft/")
    look(page, language)
    page.locator("main form[action$='/trainers/invite/'] button").click()
    at(page, f"/{language}/desk/workshops/demo-draft/")


def comes_in(portal, page: Page, language: str, address: str) -> None:
    """Follows the letter, which is in the language of the workshop, makes an account, and comes back to the question."""
    subject = subject_of("workshops/trainer_invited", "kk", DRAFT["kk"]["title"])
    letter = wait_for_letter(portal, address, subject, "kk")
    question = link_in(letter, portal.url).replace("/kk/", f"/{language}/", 1)
    page.goto(question)
    at(page, f"/{language}/account/login/")
    page.locator("main a[href*='/account/signup/']").first.click()
    page.locator("main input[name=first_name]").fill("Sample")
    page.locator("main input[name=last_name]").fill(language)
    page.locator("main input[name=email]").fill(address)
    page.locator("main input[name=password1]").fill(NEW_PASSWORD)
    page.locator("main select[name=preferred_language]").select_option(language)
    page.locator("main input[name=consent]").check()
    page.locator("main input[name=password1]").press("Enter")
    at(page, f"/{language}/account/confirm-email/")
    subject = subject_of("account/email_confirmation_signup", language)
    page.goto(link_in(wait_for_letter(portal, address, subject, language), portal.url))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/desk/trainings/**")


def steps_back(portal, page: Page, language: str) -> None:
    """Opens the training from the desk, and steps back with a reason."""
    page.goto(f"{portal.url}/{language}/desk/my-workshops/")
    page.locator("main a[href*='/desk/trainings/']").click()
    page.locator("main a[href$='/step-back/']").click()
    look(page, language)
    page.locator("main form textarea").fill(REASON)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/desk/trainings/*/")
    expect(page.locator("main a[href$='/step-back/']")).to_have_count(0)


def takes_off(portal, page: Page, language: str) -> None:
    """Takes the trainer out of the draft, so that the next language begins where this one began."""
    page.goto(f"{portal.url}/{language}/desk/workshops/demo-draft/edit/")
    page.locator("#trainers input[name$=-is_removed]").first.check()
    page.locator("main button[value=save]").click()
    page.wait_for_load_state()
    expect(page.locator("#trainers input[name$=-is_removed]")).to_have_count(0)

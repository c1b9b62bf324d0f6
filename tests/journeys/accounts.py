"""Coming in: the demo accounts, and librarians who make their own account."""

from playwright.sync_api import Page

from .steps import at, link_in, look, subject_of, wait_for_letter

# In which language the portal writes to whom.
LETTER_LANGUAGE = {
    "manager": "kk",
    "secretariat": "kk",
    "librarian": "kk",
    "journey-ru": "ru",
    "journey-en": "en",
}
# Who takes the first place of a workshop, and who waits, in the journey of each language.
LIBRARIANS = {
    "kk": ("librarian", "journey-ru"),
    "ru": ("journey-ru", "journey-en"),
    "en": ("journey-en", "librarian"),
}
NEW_PASSWORD = "a-long-way-to-pavlodar"


def sign_up(portal, page: Page, name: str, language: str) -> None:
    """Makes an account at the portal's door and confirms its address by the letter; ends signed in."""
    page.goto(f"{portal.url}/{language}/account/signup/")
    look(page, language)
    page.locator("main input[name=first_name]").fill("Sample")
    page.locator("main input[name=last_name]").fill(name)
    page.locator("main input[name=email]").fill(f"{name}@example.org")
    page.locator("main input[name=password1]").fill(NEW_PASSWORD)
    page.locator("main select[name=preferred_language]").select_option(language)
    page.locator("main input[name=consent]").check()
    page.locator("main input[name=password1]").press("Enter")
    at(page, f"/{language}/account/confirm-email/")
    subject = subject_of("account/email_confirmation_signup", language)
    letter = wait_for_letter(portal, f"{name}@example.org", subject, language)
    page.goto(link_in(letter, portal.url))
    look(page, language)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/desk/**")

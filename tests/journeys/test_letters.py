"""Letters and their readers: one kind is ended by the link in a letter, and begun again; others go by post.

A librarian gets a letter with news, opens its link on a telephone where nobody is signed in, sees that looking has ended
nothing, presses the button, and turns the news on again in the settings. The secretariat downloads the letters to people
without an e-mail address as one PDF, and marks them as printed.
"""

import re

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import services

from .conftest import PHONE
from .steps import at, look, subject_of, wait_for_letter

pytestmark = [pytest.mark.browser, services.browsed_once]
WRITE = """
from django.utils.translation import override
from portal.accounts.models import User
from portal.mail.enums import Category
from portal.mail.sending import send_letter
user = User.objects.get(email="librarian@example.org")
send_letter(
    key="journey:{key}", person=user.known_person, address=user.email, language="{language}", category=Category.NEWS,
    template="mail/account/invitation", context={{"address": "{key}", "url": "https://portal.example.org/"}},
)
"""
LINK = re.compile(r"http://\S+/account/letters/end/\S+")


def ended(portal) -> bool:
    """True when the portal notes that somebody wants no news."""
    return "1" in portal.manage(
        "shell", "-v0", "-c", "from portal.mail.models import Unsubscription as U; print(U.objects.count())"
    )


def test_news_are_ended_by_the_link_of_a_letter_and_begun_again(portal, browser: Browser, door, language):
    portal.manage("shell", "-v0", "-c", WRITE.format(key=f"one-{language}", language=language))
    subject = subject_of("account/invitation", language)
    (link,) = LINK.findall(wait_for_letter(portal, "librarian@example.org", subject, language))

    phone = browser.new_context(viewport=PHONE).new_page()
    phone.goto(link)
    look(phone, language)
    assert not ended(portal)
    phone.locator("main form button[type=submit]").click()
    expect(phone.locator("main form")).to_have_count(0)
    look(phone, language)
    assert ended(portal)
    phone.context.close()

    settings = door("librarian")
    settings.goto(f"{portal.url}/{language}/account/letters/")
    look(settings, language)
    news = settings.locator("main input[value=news]")
    expect(news).not_to_be_checked()
    news.check()
    settings.locator("main form button[type=submit]").first.click()
    at(settings, f"/{language}/account/letters/")
    expect(settings.locator("main input[value=news]")).to_be_checked()
    assert not ended(portal)


def test_secretariat_prints_letters_to_people_without_an_address(portal, door, tmp_path):
    office: Page = door("secretariat")
    office.goto(f"{portal.url}/admin/letters/")
    waiting = office.locator("main table tbody").first.locator("tr").count()
    assert waiting >= 2
    with office.expect_download() as download:
        office.locator("button[formaction$='/pdf/']").click()
    download.value.save_as(tmp_path / "letters.pdf")
    assert len(pypdfium2.PdfDocument(tmp_path / "letters.pdf")) == waiting
    office.locator("button[formaction$='/printed/']").click()
    at(office, "/admin/letters/")
    expect(office.locator("button[formaction$='/printed/']")).to_have_count(0)

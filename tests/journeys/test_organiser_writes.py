"""An organiser and a participant write to each other.

The librarian has a place in a workshop of the demonstration and asks whether to come the evening before, without showing
an address. The organiser follows the link in the e-mail, finds the librarian chosen, writes an answer in one language,
looks at it as it will go out, and sends it. The librarian gets it, and reads it again on the desk.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import services

from .steps import at, eventually, look, uncover

pytestmark = [pytest.mark.browser, services.browsed_once]
SLUG = "demo-management-open"
LINK = re.compile(r"https?://[^/\s]+/\w\w(/desk/\S+/letters/new/\S+)")


def test_a_question_is_answered_and_no_address_is_shown(portal, door, language):
    question, answer = f"Question in {language}?", f"Answer in {language}."
    asks(portal, door("librarian"), language, question)
    letter = eventually(lambda: letter_with(portal, "manager@example.org", question), 40, "the question")
    assert "librarian@example.org" not in letter
    (path,) = LINK.findall(letter)
    answers(portal, door("manager"), language, path, answer)
    eventually(lambda: letter_with(portal, "librarian@example.org", answer), 40, "the answer")
    reads_again(portal, door("librarian"), language, answer)


def letter_with(portal, address: str, words: str) -> str:
    """The text of a letter to an address that has these words in it; "" while there is none."""
    texts = [letter.get_body(("plain",)).get_content() for letter in portal.letters_to(address)]
    return next((text for text in texts if words in text), "")


def asks(portal, page: Page, language: str, question: str) -> None:
    page.goto(f"{portal.url}/{language}/desk/my-workshops/")
    page.locator(f"main a[href='/{language}/desk/workshops/{SLUG}/write/']").click()
    look(page, language)
    page.locator("main textarea[name=text]").fill(question)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main .message-success").first).to_be_visible()


def answers(portal, page: Page, language: str, path: str, answer: str) -> None:
    page.goto(f"{portal.url}/{language}{path}")
    look(page, language)
    expect(page.locator("main input[name=chosen]:checked")).to_have_count(1)
    uncover(page.locator(f"main input[name=subject_{language}]")).fill(answer)
    uncover(page.locator(f"main textarea[name=text_{language}]")).fill(answer)
    page.locator("main button[value=preview]").click()
    expect(page.locator("main details[open]")).to_contain_text(answer)
    look(page, language)
    page.locator("main button[value=send]").click()
    at(page, f"/{language}/desk/workshops/{SLUG}/letters/")
    expect(page.locator("main .row-title").first).to_have_text(answer)


def reads_again(portal, page: Page, language: str, answer: str) -> None:
    page.goto(f"{portal.url}/{language}/desk/workshops/{SLUG}/write/")
    uncover(page.locator("main .panel", has_text=answer).first)
    expect(page.locator("main .panel", has_text=answer).first).to_be_visible()

"""Somebody is named as an author of news: she is asked, agrees, is named, takes it back, and is named no more."""

import pytest
from playwright.sync_api import expect

from tests import services

from .cast import NEWS
from .steps import at, look, read_public, subject_of, wait_for_letter

pytestmark = [pytest.mark.browser, services.browsed_once]


def test_author_is_asked_and_named_while_she_agrees(portal, door, language, cast):
    name, own = f"Author {language}", f"/{language}/account/consents/"
    article = f"{portal.url}/{language}/news/{NEWS}/"
    wait_for_letter(
        portal, f"author-{language}@example.org", subject_of("people/consent_asked", language), language
    )
    assert name not in read_public(article)
    page = door(f"author-{language}")
    page.goto(f"{portal.url}/{language}/desk/")
    page.locator(f"main .tasks a[href='{own}']").click()
    look(page, language)
    news = page.locator("main li:has(input[name=purpose][value=news])")
    news.locator("summary").click()
    expect(news.locator("details")).to_contain_text(name)
    for act, is_named in (("give", True), ("withdraw", False)):
        news.locator(f"button[name=act][value={act}]").click()
        at(page, own)
        expect(news.locator("button[value=decline]")).to_have_count(0)
        assert (name in read_public(article)) is is_named

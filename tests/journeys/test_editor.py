"""An editor writes news in Wagtail's admin, in each of the three languages.

One item has a picture and an hour: within 90 seconds of it, and with nobody doing anything more, it stands in the
list, in the feed and in search. Another wants a second pair of eyes: a moderator approves it. It is sent to
translation; the translator writes it in the next language string by string, all but one, and it cannot be published
until somebody has said that this one stays; nobody sees it there until the editor publishes it.
"""

import time
from datetime import datetime
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from portal.language import TIME_ZONE, own_language_name
from tests import services

from . import editing
from .conftest import DESKTOP, PATIENCE, SPOKEN
from .editing import Item
from .steps import at, eventually, is_missing, look, read_public

pytestmark = [pytest.mark.browser, services.browsed_once, pytest.mark.usefixtures("scheduled")]

IN_TIME = 90  # Seconds after its hour within which a scheduled item must be there.


@pytest.fixture(scope="module")
def news_lists(portal) -> dict[str, int]:
    return editing.numbers_of_news_lists(portal)


@pytest.fixture(scope="module")
def scheduled(portal, browser, news_lists) -> dict[str, tuple[Item, datetime]]:
    """One item in each spoken language with an hour of its own, set by the editor before all else, so that time can
    pass.
    """
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    editing.come_in(portal, page, "editor")
    found = {}
    for language in SPOKEN:
        item = Item(language, f"hour{language}{int(time.time())}")
        editing.write(portal, page, news_lists[language], item)
        hour = editing.schedule(page)
        if datetime.now(TIME_ZONE) < hour:
            assert is_missing(portal, item.address)
            assert places_of(portal, item) == set()
        found[language] = (item, hour)
    context.close()
    return found


def places_of(portal, item: Item) -> set[str]:
    """Where strangers find an item: in the list, in the feed, in search by a word of its text."""
    places = {
        "list": f"/{item.language}/news/",
        "feed": f"/{item.language}/news/feed.atom",
        "search": f"/{item.language}/search/?q={quote('text' + item.word)}",
    }
    return {name for name, path in places.items() if item.address in read_public(portal.url + path)}


def test_second_pair_of_eyes_and_translation(portal, browser, door, language, news_lists):
    item = Item(language, f"eyes{int(time.time())}")
    editor = door("editor")
    editing.write(portal, editor, news_lists[language], item)
    editing.submit_to_moderation(editor)
    assert is_missing(portal, item.address)

    moderator = door("moderator")
    moderator.goto(f"{portal.url}/{language}/desk/")
    moderator.locator("main a[href*='/admin/reports/workflow_tasks/']").click()
    moderator.locator("main a[href*='/edit/']").filter(has_text=item.title).first.click()
    number = editing.number_of(moderator)
    editing.choose_in_menu(
        moderator, "button[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
    )
    assert places_of(portal, item) == {"list", "feed", "search"}

    other = {"kk": "ru", "ru": "en", "en": "kk"}[language]
    translated = Item(other, item.word, item.slug)
    address = editing.send_to_translation(portal, editor, number, own_language_name(other))
    editing.translate_all(
        door("translator"),
        address,
        {item.title: translated.title, item.slug: item.slug},
        otherwise=f"text{item.word}",
        but=f"{item.title}.",
    )
    assert is_missing(portal, translated.address)
    assert places_of(portal, translated) == set()

    editor.goto(address)
    editing.let_the_rest_stay(editor, "/left/")
    assert is_missing(portal, translated.address)
    editor.goto(address)
    editing.publish_translation(editor)
    assert places_of(portal, translated) == {"list", "feed", "search"}
    visitor = browser.new_context().new_page()
    visitor.goto(portal.url + item.address)
    assert look(visitor, language) == item.title
    visitor.locator(f"header nav a[hreflang={other}]").click()
    at(visitor, translated.address)
    assert look(visitor, other) == translated.title
    visitor.context.close()


def test_scheduled_item_appears_by_itself_within_90_seconds(portal, browser, language, scheduled):
    item, hour = scheduled[language]
    left = hour.timestamp() + IN_TIME - time.time()
    everywhere = {"list", "feed", "search"}
    eventually(lambda: places_of(portal, item) == everywhere, max(left, 1), f"{item.title} everywhere")

    page = browser.new_context().new_page()
    page.goto(f"{portal.url}/{language}/news/")
    page.locator(f"main a[href='{item.address}']").first.click()
    at(page, item.address)
    assert look(page, language) == item.title
    picture = page.locator("main figure img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    page.context.close()

"""A reader in a hurry: a visitor types the beginning of Қызылорда into the search of the header and takes with the
arrows what the portal suggests, hears how many suggestions there are, closes the list with Escape, and without
JavaScript searches as ever.
"""

import re

import pytest
from playwright.sync_api import expect

from tests import services
from tests.running import DESKTOP

from .keyboard import PHONE

pytestmark = [pytest.mark.browser, services.browsed_once]


COUNT_WORDS = "from search.index.vocabulary import refresh_words; refresh_words()"


@pytest.fixture(scope="module")
def with_words(portal) -> None:
    """The portal has counted its words."""
    portal.manage("shell", "-v", "0", "--no-imports", "-c", COUNT_WORDS)


@pytest.fixture
def open_page(portal, browser, with_words):
    """Opens a page in a window with JavaScript."""
    windows = []

    def do(address, viewport=DESKTOP):
        context = browser.new_context(viewport=viewport)
        windows.append(context)
        page = context.new_page()
        page.goto(f"{portal.url}{address}")
        return page

    yield do
    for context in windows:
        context.close()


def header_field(page):
    return page.locator("header").get_by_role("combobox").locator("visible=true")


def test_a_word_is_completed_by_keyboard(open_page):
    page = open_page("/kk/")
    field = header_field(page)
    field.press_sequentially("қызыл", delay=20)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("header").get_by_role("status")).to_have_text(re.compile(r"^\d ұсыныс$"))
    page.keyboard.press("ArrowDown")
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kk/search/?q=*")
    expect(page.locator("main").get_by_role("combobox")).to_have_value("Қызылорда")


def test_a_thing_is_reached_without_the_page_of_results(open_page):
    page = open_page("/kk/")
    header_field(page).press_sequentially("қызылорда облыстық", delay=20)
    expect(page.get_by_role("option").last).to_contain_text("Қызылорда облыстық")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kk/directory/kyzylorda/")


def test_arrows_go_round_by_way_of_the_field(open_page):
    page = open_page("/kk/search/")
    field = page.locator("main").get_by_role("combobox")
    field.press_sequentially("кіта", delay=20)
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option").count()
    for _step in range(options):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_escape_closes_the_list_and_keeps_the_words_and_the_menu(open_page):
    page = open_page("/kk/", PHONE)
    page.locator("header .menu > summary").click()
    field = header_field(page)
    field.press_sequentially("қызыл", delay=20)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("қызыл")
    expect(page.locator("header .menu")).to_have_attribute("open", "")


def test_enter_without_a_choice_searches_for_what_was_typed(open_page):
    page = open_page("/kk/")
    field = header_field(page)
    field.press_sequentially("қызыл", delay=20)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kk/search/?q=*")
    expect(page.locator("main").get_by_role("combobox")).to_have_value("қызыл")


def test_a_suggestion_is_taken_with_the_mouse(open_page):
    page = open_page("/kk/")
    header_field(page).press_sequentially("қызыл", delay=20)
    page.get_by_role("option").first.click()
    page.wait_for_url("**/kk/search/?q=*")


def test_a_screen_reader_hears_a_combobox_and_its_list(open_page):
    page = open_page("/kk/search/")
    field = page.locator("main").get_by_role("combobox")
    field.press_sequentially("қызылорда об", delay=20)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main").get_by_role("search")).to_match_aria_snapshot("""
        - search "Осы жерден іздеу":
          - combobox "Осы жерден іздеу" [expanded]: қызылорда об
          - button "Іздеу"
          - listbox "Ұсыныстар":
            - option "қызылорда облысы"
            - option /Қызылорда облыстық .+ Ұйым/
          - status: /\\d ұсыныс/
    """)


def test_without_javascript_the_field_is_a_field(portal, sit_down):
    page = sit_down("kk").page
    page.goto(f"{portal.url}/kk/search/")
    expect(page.locator("main").get_by_role("combobox")).to_have_count(0)
    expect(page.locator("main").get_by_role("searchbox")).to_have_count(1)

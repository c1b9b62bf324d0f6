"""A visitor comes to the portal on a telephone, in each of the three languages, with JavaScript and without.

From the home page they look for libraries of Pavlodar, by filter and by search, and for Kyzylorda with and without
Kazakh letters. They open one, see it in another language, read a news item, find a training material and download it,
and put the coming workshops into their calendar. Nobody sets a cookie, asks another host, or makes them scroll
sideways on the way.
"""

from datetime import date, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from icalendar import Calendar, Event
from playwright.sync_api import Page, expect

from portal.language import format_date_range
from tests import services

from .conftest import PATIENCE, PHONE
from .steps import Witness, at, look, open_section, path_of, read_public, rows, search, uncover

pytestmark = [pytest.mark.browser, services.browsed_once]

# What somebody of this network address has downloaded: for an hour the same visitor counts once.
TAKEN_HOME: set[str | None] = set()
LIBRARIES_OF_PAVLODAR = {"pavlodar", "toraighyrov", "pavlodar-blind"}


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_visitor_finds_reads_and_takes_home(portal, browser, language, javascript):
    context = browser.new_context(viewport=PHONE, java_script_enabled=javascript, locale=language)
    context.set_default_timeout(PATIENCE)
    witness = Witness(portal.url).follow(context)
    page = context.new_page()

    page.goto(portal.url)
    at(page, f"/{language}/")
    look(page, language)

    finds_libraries_by_filter(page, language)
    finds_libraries_by_search(page, language)
    opens_a_library_and_switches_language(page, language)
    reads_a_news_item(page, language)
    downloads_a_material(page, language)
    puts_workshops_into_the_calendar(page, language)

    assert context.cookies() == []
    assert witness.errors == []
    assert witness.strangers == []
    context.close()


def finds_libraries_by_filter(page: Page, language: str) -> None:
    open_section(page, language, "directory")
    look(page, language)
    region = page.locator("main input[name=region][value=KZ-55]")
    uncover(region).check()
    region.locator("xpath=ancestor::form").locator("button[type=submit]").click()
    page.wait_for_url("**region=KZ-55*")
    look(page, language)
    assert set(rows(page)) == {f"/{language}/directory/{slug}/" for slug in LIBRARIES_OF_PAVLODAR}


def finds_libraries_by_search(page: Page, language: str) -> None:
    for words in ("павлодар", "Pavlodar"):
        assert f"/{language}/directory/pavlodar/" in search(page, language, words)[:3]
        look(page, language)
    with_kazakh_letters = search(page, language, "қызылорда")
    assert with_kazakh_letters[0] == f"/{language}/directory/kyzylorda/"
    assert search(page, language, "кызылорда") == with_kazakh_letters
    look(page, language)


def opens_a_library_and_switches_language(page: Page, language: str) -> None:
    search(page, language, "Pavlodar")
    page.locator(f"main a[href='/{language}/directory/pavlodar/']").first.click()
    at(page, f"/{language}/directory/pavlodar/")
    name = look(page, language)
    other = {"kk": "ru", "ru": "en", "en": "kk"}[language]
    page.locator(f"header nav a[hreflang={other}]").click()
    at(page, f"/{other}/directory/pavlodar/")
    look(page, other)
    page.locator(f"header nav a[hreflang={language}]").click()
    at(page, f"/{language}/directory/pavlodar/")
    assert look(page, language) == name


def reads_a_news_item(page: Page, language: str) -> None:
    open_section(page, language, "news")
    look(page, language)
    first = page.locator("main article .row-title a").first
    title = first.inner_text()
    first.click()
    page.wait_for_url(lambda url: urlsplit(url).path != f"/{language}/news/")
    assert path_of(page).startswith(f"/{language}/news/")
    assert look(page, language) == title
    assert page.locator("main article .prose").inner_text().strip()
    day = page.locator("main article time").first.get_attribute("datetime")
    assert date.fromisoformat(day or "") <= date.today() + timedelta(days=1)


def downloads_a_material(page: Page, language: str) -> None:
    open_section(page, language, "library")
    look(page, language)
    uncover(page.locator(f"main input[name=language][value={language}]")).check()
    page.locator("main form:has(input[name=language]) button[type=submit]").first.click()
    page.wait_for_url(f"**language={language}*")
    look(page, language)
    page.locator("main li .row-title a").first.click()
    page.wait_for_url(lambda url: urlsplit(url).path != f"/{language}/library/")
    look(page, language)

    row = page.locator("main table tr:has(a[href$='.pdf'])").first
    address = row.locator("a[href$='.pdf']").get_attribute("href")
    downloads_before = download_count(page, address or "")
    with page.expect_download() as arriving:
        row.locator("a[href$='.pdf']").click()
    assert arriving.value.suggested_filename.endswith(".pdf")
    assert arriving.value.path().read_bytes()[:5] == b"%PDF-"
    page.reload()
    is_new = address not in TAKEN_HOME
    TAKEN_HOME.add(address)
    assert download_count(page, address or "") == downloads_before + is_new


def download_count(page: Page, address: str) -> int:
    cells = page.locator("main table tr").filter(has=page.locator(f"a[href='{address}']")).locator("td")
    return int(cells.nth(2).inner_text())


def puts_workshops_into_the_calendar(page: Page, language: str) -> None:
    open_section(page, language, "workshops")
    look(page, language)
    listed = page.locator("main .workshops-list li:has(.row-title a)").evaluate_all(
        "rows => rows.map(row => [row.querySelector('.row-title a').getAttribute('href'),"
        " row.querySelector('time').getAttribute('datetime')])"
    )
    assert len(listed) > 1
    feed = page.locator("head link[rel=alternate][type='text/calendar']").get_attribute("href")
    events = Calendar.from_ical(read_public(urljoin(page.url, feed))).events
    in_feed = {urlsplit(event["URL"]).path: _days_of(event)[0].isoformat() for event in events}
    assert {address: in_feed.get(address) for address, _day in listed} == dict(listed)

    page.locator("main .workshops-list .row-title a").first.click()
    at(page, listed[0][0])
    title = look(page, language)
    with page.expect_download() as arriving:
        page.locator("main a[href$='/calendar.ics']").click()
    [event] = Calendar.from_ical(arriving.value.path().read_bytes()).events
    assert str(event["SUMMARY"]) == title
    expect(page.locator("main")).to_contain_text(format_date_range(*_days_of(event), language))


def _days_of(event: Event) -> tuple[date, date]:
    """The first and the last day of an event, which has hours that are repeated each day, or days as a whole."""
    if not isinstance(event.start, datetime):
        return event.start, event.end - timedelta(days=1)
    (times,) = event["RRULE"]["COUNT"] if "RRULE" in event else (1,)
    return event.start.date(), event.start.date() + timedelta(days=times - 1)

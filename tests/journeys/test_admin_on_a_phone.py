"""The admin on a phone: names in lists stay readable, no column is out of reach, and no button covers a message."""

import pytest

from tests import services

from .conftest import PHONE

pytestmark = [pytest.mark.browser, services.browsed_once]

NARROWEST_NAME = 220  # Pixels: the longest word of a name beside its picture, or two of a library's.
MENU = "[data-wagtail-sidebar] a[href^='/admin/']"
FAULTS = """(tables, narrowest) => tables.flatMap(table => {
  const faults = [];
  const edge = document.documentElement.clientWidth;
  const widths = [...table.querySelectorAll("td.title, td.wrap-anywhere")].map(cell => cell.clientWidth);
  if (Math.min(...widths) < narrowest) faults.push(`names are ${Math.min(...widths)} pixels wide`);
  const moves = element => /auto|scroll/.test(getComputedStyle(element).overflowX);
  let around = table;
  while (around && !(moves(around) && around.clientWidth <= edge)) around = around.parentElement;
  if (table.getBoundingClientRect().right > edge && !around) faults.push("columns are cut off");
  return faults;
})"""

COVERED = """() => {
  const button = document.querySelector(".sidebar-nav-toggle--mobile").getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(document.querySelector(".messages > ul > li"));
  return [...words.getClientRects()].filter(line =>
    line.left < button.right && line.right > button.left && line.top < button.bottom && line.bottom > button.top);
}"""


def test_every_list_of_the_menu_is_whole_on_a_phone(portal, door):
    page = door("admin")
    page.set_viewport_size(PHONE)
    page.goto(f"{portal.url}/admin/")
    page.locator(MENU).first.wait_for(state="attached")
    addresses = page.locator(MENU).evaluate_all("links => links.map(link => link.getAttribute('href'))")
    lists, faults = 0, {}
    for address in dict.fromkeys(addresses):
        page.goto(f"{portal.url}{address}", wait_until="domcontentloaded")
        tables = page.locator("table.listing")
        lists += bool(tables.count())
        if found := tables.evaluate_all(FAULTS, NARROWEST_NAME):
            faults[address] = found
    assert lists > 12  # The menu was found whole.
    assert faults == {}


def test_the_button_of_the_menu_covers_no_word_of_a_message(portal, door):
    page = door("admin")
    page.set_viewport_size(PHONE)
    page.goto(f"{portal.url}/admin/groups/")
    page.locator("a[href*='/admin/groups/edit/']").first.click()  # A role's form says what may be changed.
    page.locator(".messages .info").wait_for()
    page.wait_for_function("() => getComputedStyle(document.querySelector('.messages > ul')).top === '0px'")
    assert page.evaluate(COVERED) == []

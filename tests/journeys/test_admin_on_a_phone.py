"""The admin's lists on a phone: names stay readable, and no column is out of reach."""

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

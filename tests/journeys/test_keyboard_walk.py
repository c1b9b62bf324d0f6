"""Somebody walks through each kind of page by Tab, on a telephone and on a wide screen.

They reach everything that can be acted on, in the order in which it is read, and nothing twice; see at every step where
they are; hit it with a finger; skip to the content first; open the menu by Enter, close it by Escape, and come out at
the end of every page.
"""

import pytest
from playwright.sync_api import Page, expect

from tests import services

from .conftest import DESKTOP, PATIENCE
from .keyboard import PHONE, Keyboard

pytestmark = [pytest.mark.browser, services.browsed_once]

PUBLIC = [
    "",
    "directory/",
    "directory/pavlodar/",
    "library/",
    "workshops/",
    "workshops/demo-management-open/",
    "news/",
    "search/?q=Pavlodar",
    "account/login/",
    "account/signup/",
]
PERSONAL = ["desk/", "desk/workshops/new/", "account/"]

# Everything that can be acted on, as one reads; of round buttons of one name one. Each is given a number.
NUMBER = """() => {
  const seen = new Set();
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(element => {
    if (element.disabled || element.type === 'hidden' || element.tabIndex < 0) return false;
    if (!element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})) return false;
    if (element.type !== 'radio') return true;
    const group = element.form?.elements[element.name], first = !seen.has(element.name);
    seen.add(element.name);
    const checked = [...document.getElementsByName(element.name)].find(radio => radio.checked);
    return checked ? checked === element : first;
  });
  all.forEach((element, place) => { element.dataset.place = place; });
  return all.length;
}"""

# Where the focus is, and whether the eye and the finger find it.
SEEN = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const label = element.labels?.[0], boxes = [element, ...(label ? [label] : [])].map(e => e.getBoundingClientRect());
  const box = boxes[0], style = getComputedStyle(element);
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  // Points of a map may lie close together: the list below it says and does the same.
  const drawn = element.ownerSVGElement !== undefined;
  const inline = style.display === 'inline' && element.tagName === 'A';
  return {
    place: element.dataset.place === undefined ? null : Number(element.dataset.place),
    what: element.outerHTML.slice(0, 120),
    scrolls: element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight,
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !drawn && !(!top || element.contains(top) || top.contains(element) || label?.contains(top)),
    target: inline || drawn ? 99 : Math.min(Math.max(...boxes.map(b => b.width)), Math.max(...boxes.map(b => b.height))),
  };
}"""


def walk(page: Page) -> list[dict]:
    """Tabs from the top of the page until the focus leaves it; returns every stop."""
    stops = []
    for _step in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(SEEN)
        if stop is None or (stops and stop["place"] == stops[0]["place"]):  # Out, or round again.
            return stops
        stops.append(stop)
    raise AssertionError(f"no way out of {page.url}")


def walks_well(page: Page) -> list[str]:
    """What is wrong on the way through a page."""
    count = page.evaluate(NUMBER)
    stops = walk(page)
    found = [
        f"a stop that does nothing: {stop['what']}"
        for stop in stops
        if stop["place"] is None and not stop["scrolls"]
    ]
    for test, words in (("ring", "no ring"), ("inside", "out of sight")):
        found += [f"{words}: {stop['what']}" for stop in stops if not stop[test]]
    found += [f"covered: {stop['what']}" for stop in stops if stop["covered"]]
    found += [f"{stop['target']:.0f} px: {stop['what']}" for stop in stops if stop["target"] < 24]
    places = [stop["place"] for stop in stops if stop["place"] is not None]
    if places != list(range(count)):
        missed = sorted(set(range(count)) - set(places))
        found.append(f"out of order or missed: {places}")
        found += [
            page.locator(f"[data-place='{place}']").evaluate("e => 'missed: ' + e.outerHTML.slice(0, 120)")
            for place in missed
        ]
    return found


@pytest.mark.parametrize(("language", "window"), [("kk", PHONE), ("ru", DESKTOP)], ids=["phone", "desktop"])
def test_every_page_is_walked_from_end_to_end(portal, browser, sit_down, kept_sessions, language, window):
    sit_down(language, "manager")
    context = browser.new_context(viewport=window, storage_state=kept_sessions["manager"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong = []
    for path in [*PUBLIC, *PERSONAL]:
        page.goto(f"{portal.url}/{language}/{path}")
        page.evaluate("document.activeElement.blur()")
        wrong += [f"{path}: {what}" for what in walks_well(page)]
    context.close()
    assert not wrong, "\n".join(wrong)


def test_skip_link_comes_first_and_skips(portal, browser):
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{portal.url}/kk/directory/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
    page.context.close()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_menu_opens_by_key_and_closes_by_escape(portal, browser, key):
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{portal.url}/kk/")
    summary = Keyboard(page, "kk").reach_visible(page.locator("header .menu > summary"))
    page.keyboard.press(key)
    expect(page.locator("header .menu-links a").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("header .menu-links a").first).to_be_hidden()
    expect(summary).to_be_focused()
    page.context.close()

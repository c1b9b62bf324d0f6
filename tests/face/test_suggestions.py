"""The list of suggestions is as fit to be shown as every page."""

import pytest
from playwright.sync_api import expect

from .looking import accessibility

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 1280])
def test_open_list_passes_axe_and_fits_its_window(portal, browser, axe, width):
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(f"{portal.url}/kk/search/")
    field = page.locator("main").get_by_role("combobox")
    field.press_sequentially("қызыл", delay=20)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")

    assert accessibility(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()

"""A librarian in a village: 256 kbit/s, 400 ms to the server and back. The page is there within 3 s.

Chromium itself makes the line slow. "There" means: HTML and style sheet have come, the first words are painted and the
page can be read and pressed. The figures are printed (`pytest -s`); a busy machine gets a second and a third chance.
"""

import pytest

from tests import services

PAGES = ("home", "directory", "organisation", "library", "workshop-open")
LINE = {
    "offline": False,
    "latency": 400,  # Milliseconds.
    "downloadThroughput": 256_000 / 8,  # Bytes a second.
    "uploadThroughput": 256_000 / 8,
}
LIMIT = 3_000  # Milliseconds.
CHANCES = 3
MEASURE = """() => {
    const page = performance.getEntriesByType('navigation')[0];
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return {painted: Math.round(paint.startTime), ready: Math.round(page.domContentLoadedEventEnd),
            loaded: Math.round(page.loadEventEnd)};
}"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(services.postgresql()), reason="The face is looked at once, on SQLite"),
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["kk"])
def test_page_is_usable_in_three_seconds_on_a_slow_line(name, language, found, portal, browser):
    address = f"{portal.url}{found[f'{language}-{name}'].url}"
    figures = {}
    for _chance in range(CHANCES):
        figures = _measured(browser, address)
        if max(figures["painted"], figures["ready"]) <= LIMIT:
            break
    print(f"{name}: {figures}")  # noqa: T201
    assert figures["painted"] <= LIMIT
    assert figures["ready"] <= LIMIT


def _measured(browser, address: str) -> dict[str, int]:
    """Load a page in a fresh window, on the slow line and with nothing kept from before."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
    page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    figures = page.evaluate(MEASURE)
    context.close()
    return figures

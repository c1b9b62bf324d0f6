"""Journeys run against the portal as `make run` starts it (tests/running.py).

In one language a day, on PostgreSQL in the next day's; `make journeys` tells them in all three.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from portal.language import LANGUAGES
from tests.running import DESKTOP
from tests.sampling import sample

from .accounts import LIBRARIANS, sign_up
from .keyboard import PHONE as SMALL_PHONE
from .keyboard import Keyboard, signs_in

PHONE = {"width": 390, "height": 844}
PATIENCE = 60_000  # Milliseconds: a machine with two busy cores is slow now and then, and that is no failure.
SPOKEN = sample(LANGUAGES, "JOURNEYS")
expect.set_options(timeout=PATIENCE / 3)


@pytest.fixture(params=SPOKEN)
def language(request) -> str:
    """The language that somebody speaks on their way."""
    return request.param


@pytest.fixture
def sign_in(portal):
    """Signs a demo account in at the portal's own door, in a given language."""

    def do(page, name: str, language: str = "en") -> None:
        page.goto(f"{portal.url}/{language}/account/login/")
        page.locator("input[name=login]").fill(f"{name}@example.org")
        page.locator("input[name=password]").fill(portal.password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url("**/desk/**")

    return do


@pytest.fixture(scope="session")
def kept_sessions() -> dict:
    """The session of each account that was signed in once, so that not every story begins at the door."""
    return {}


@pytest.fixture
def door(browser, sign_in, kept_sessions) -> Iterator[Callable[..., Page]]:
    """Opens a window of its own for an account: `door("manager")`, and browser options if wanted."""
    windows = []

    def do(name: str, **options) -> Page:
        context = browser.new_context(
            viewport=DESKTOP, storage_state=kept_sessions.get(name), timezone_id="Asia/Almaty", **options
        )
        context.set_default_timeout(PATIENCE)
        windows.append(context)
        page = context.new_page()
        if name not in kept_sessions:
            sign_in(page, name)
            kept_sessions[name] = context.storage_state()
        return page

    yield do
    for context in windows:
        context.close()


@pytest.fixture(scope="session")
def librarians(portal, browser, kept_sessions) -> dict[str, tuple[str, str]]:
    """The accounts of two librarians for the journey of each language; those who have none sign up."""
    for language in ("ru", "en"):
        context = browser.new_context(viewport=PHONE)
        context.set_default_timeout(PATIENCE)
        sign_up(portal, context.new_page(), f"journey-{language}", language)
        kept_sessions[f"journey-{language}"] = context.storage_state()
        context.close()
    return LIBRARIANS


@pytest.fixture(scope="session")
def cast(portal) -> None:
    """Those who play in the stories about people, and their offices (tests/journeys/cast.py)."""
    portal.manage("shell", "-v0", "-c", f"from tests.journeys.cast import make; make({SPOKEN})")


@pytest.fixture
def sit_down(portal, browser, kept_sessions) -> Iterator[Callable[..., Keyboard]]:
    """Somebody sits down at a keyboard: a stranger, or a demo account that is already signed in."""
    windows = []

    def do(language: str, account: str = "") -> Keyboard:
        context = browser.new_context(
            viewport=SMALL_PHONE,
            java_script_enabled=False,
            locale="en-GB",  # The browser's own language must not matter.
            storage_state=kept_sessions.get(account),
        )
        context.set_default_timeout(PATIENCE)
        windows.append(context)
        keys = Keyboard(context.new_page(), language)
        if account and account not in kept_sessions:
            signs_in(portal, keys, f"{account}@example.org", portal.password)
            kept_sessions[account] = context.storage_state()
        return keys

    yield do
    for context in windows:
        context.close()

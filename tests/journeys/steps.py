"""What people do on the portal's pages, so that a journey reads as its story.

Nothing here looks for words of the interface: a thing is found by its role, address, field or heading.
"""

import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import BrowserContext, Locator, Page, expect

# --- Any page ---------------------------------------------------------------------------------------------------------


def look(page: Page, language: str) -> str:
    """Checks what holds on every page (language, one heading, no scrolling sideways) and returns the heading."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    heading = page.locator("h1")
    expect(heading).to_have_count(1)
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1], f"{page.url} scrolls sideways: {width[0]} px wide on {width[1]} px"
    return heading.inner_text()


def path_of(page: Page) -> str:
    """The path of the page's address."""
    return urlsplit(page.url).path


def at(page: Page, path: str) -> None:
    """Waits until the page's address has this path."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def open_menu(page: Page) -> None:
    """Opens the telephone's menu; on a wide screen there is nothing to open."""
    menu = page.locator("header details:not([open]) > summary")
    if menu.is_visible():
        menu.click()


def open_section(page: Page, language: str, section: str) -> None:
    """Goes to a section by the main menu."""
    open_menu(page)
    page.locator(f"header nav a[href='/{language}/{section}/']:visible").click()
    at(page, f"/{language}/{section}/")


def search(page: Page, language: str, words: str) -> list[str]:
    """Types into the search field and returns the addresses of the hits, best first."""
    if not page.locator("[role=search] input[name=q]:visible").count():
        open_menu(page)
    box = page.locator("[role=search] input[name=q]:visible").first
    box.fill(words)
    box.press("Enter")
    at(page, f"/{language}/search/")
    expect(page.locator("main input[name=q]")).to_have_value(words)
    return rows(page)


def rows(page: Page) -> list[str]:
    """The addresses of the things in a list: each row's heading holds the one link."""
    return page.locator("main :is(li, article) .row-title a").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname)"
    )


def uncover(target: Locator) -> Locator:
    """Opens every fold that the thing lies in, and returns it."""
    folds = target.locator("xpath=ancestor::details[not(@open)]")
    while folds.count():
        folds.first.locator("> summary").click()
    return target


def read_public(address: str) -> str:
    """What a stranger's program reads at an address, with no browser's memory between."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode()


def is_missing(portal, path: str) -> bool:
    """True when a stranger does not find the page."""
    try:
        read_public(portal.url + path)
    except HTTPError as error:
        if error.code != 404:
            raise
        return True
    return False


def eventually(look_for: Callable[[], Any], seconds: float, what: str) -> Any:
    """What `look_for` returns once it is true. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not (found := look_for()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not after {seconds} s: {what}")
        time.sleep(0.3)
    return found


@dataclass
class Witness:
    """Notes what must never happen on somebody's way: errors in the console, and requests to other hosts."""

    own: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> "Witness":
        """Watches everything in a browser window from now on."""
        context.on("console", self._note)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", self._see)
        return self

    def _note(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _see(self, request: Any) -> None:
        if not request.url.startswith((self.own, "data:", "blob:")):
            self.strangers.append(request.url)


# --- Letters ----------------------------------------------------------------------------------------------------------


def subject_of(template: str, language: str, title: str = "", **facts: Any) -> str:
    """The subject of a letter in a language. Fails when it is the same in another: then nobody has translated it."""
    known = {}
    for code in ("kk", "ru", "en"):
        with translation.override(code):
            text = render_to_string(
                f"mail/{template}/subject.txt", {"workshop": {"title": {"text": title}}, **facts}
            )
        known[code] = ": ".join(filter(None, (" ".join(text.split()), title)))
    assert len(set(known.values())) == 3, f"{template} is not translated: {known}"
    return known[language]


def wait_for_letter(portal, address: str, subject: str, language: str, seconds: float = 40) -> str:
    """The text of the letter with this subject, once it lies on disk. It must be in the reader's language."""

    def found() -> EmailMessage | None:
        letters = portal.letters_to(address)
        return next((letter for letter in letters if subject_in(letter) == subject), None)

    letter = eventually(found, seconds, f"a letter to {address}: {subject}")
    assert letter["Content-Language"] == language
    return letter.get_body(("plain",)).get_content()


def letters_about(portal, address: str, words: str) -> list[str]:
    """The subjects of all letters to an address that have these words in them."""
    subjects = [subject_in(letter) for letter in portal.letters_to(address)]
    return [subject for subject in subjects if words in subject]


def subject_in(letter: EmailMessage) -> str:
    """The subject as a mail program shows it."""
    return str(letter["Subject"]).strip()


def link_in(letter: str, own: str) -> str:
    """The link that the letter is about: the first one to the portal."""
    return next(word for word in letter.split() if word.startswith(f"{own}/"))

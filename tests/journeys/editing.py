"""What editors, moderators and translators do in Wagtail's admin."""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from zlib import crc32

from PIL import Image
from playwright.sync_api import Page, expect

from portal.language import TIME_ZONE

FOOTER_MENU = "footer [data-w-dropdown-target=toggle]"
NEWS_LISTS = """
import json
from federation.news.models import NewsIndexPage
print(json.dumps({page.locale.language_code: page.pk for page in NewsIndexPage.objects.all()}))
"""


@dataclass
class Item:
    """A news item that somebody writes: its title has a word that no other has."""

    language: str
    word: str
    slug: str = ""  # Made by the admin from the title.

    @property
    def title(self) -> str:
        return {"kk": "Жаңалық", "ru": "Новость", "en": "News"}[self.language] + f" {self.word}"

    @property
    def address(self) -> str:
        return f"/{self.language}/news/{self.slug}/"


def numbers_of_news_lists(portal) -> dict[str, int]:
    """The number of each language's list of news in the admin."""
    return json.loads(portal.manage("shell", "--no-imports", "-c", NEWS_LISTS).strip().splitlines()[-1])


def come_in(portal, page: Page, name: str) -> None:
    """Signs in at the admin's address, which leads to the portal's one door and back."""
    page.goto(f"{portal.url}/admin/login/")
    assert "/account/login/" in page.url
    page.locator("input[name=login]").fill(f"{name}@example.org")
    page.locator("input[name=password]").fill(portal.password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(f"{portal.url}/admin/")


def write(portal, page: Page, list_number: int, item: Item) -> None:
    """Fills in the form of a new item: title, summary, kind, picture, text."""
    page.goto(f"{portal.url}/admin/pages/add/news/newspage/{list_number}/")
    page.locator("#id_title").fill(item.title)
    page.locator("#id_title").blur()
    expect(page.locator("#id_slug")).not_to_have_value("")
    page.locator("#id_summary").fill(f"{item.title}.")
    page.locator("#id_category").select_option(index=1)
    # Saved at once, often while the admin saves by itself: one page must come of it.
    with page.expect_navigation():
        page.locator("footer button.action-save").click()
    is_accepted(page)
    item.slug = page.locator("#id_slug").input_value()
    upload_picture(page, item)
    page.locator("[data-contentpath=body] button.c-sf-add-button").first.click()
    page.locator(".w-combobox [role=option]").first.click()
    text = page.locator("[data-contentpath=body] [contenteditable=true]").first
    text.click()
    text.press_sequentially(f"text{item.word}")
    # The editor hands its text to the form a moment later.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile(f"text{item.word}"))


def upload_picture(page: Page, item: Item) -> None:
    """Chooses a picture that is not in the portal yet."""
    made = BytesIO()
    colour = (
        crc32(item.word.encode()) & 0xFFFFFF
    )  # Its own, or the admin asks whether it is the same picture.
    Image.new("RGB", (1600, 900), f"#{colour:06x}").save(made, "PNG")
    picture = {"name": f"{item.word}.png", "mimeType": "image/png", "buffer": made.getvalue()}
    page.locator("#id_image-chooser [data-chooser-action-choose]").first.click()
    page.locator(".modal-content [role=tab][href='#tab-upload']").click()
    page.locator(".modal-content input[type=file]").set_input_files([picture])
    page.locator(".modal-content #tab-upload input[name$=title]").fill(item.word)
    page.locator(".modal-content #tab-upload [type=submit]").click()
    expect(page.locator("#id_image")).not_to_have_value("")


def choose_in_menu(page: Page, button: str) -> None:
    """Presses a button of the menu at the foot of the form, and waits until the form is sent."""
    page.locator(FOOTER_MENU).first.click()
    with page.expect_navigation():
        page.locator(f"{button}:visible").first.click()
    is_accepted(page)


def is_accepted(page: Page) -> None:
    """Checks that the admin took the form; where it did not, says at which fields."""
    expect(page.locator(".messages li.success, .messages li.error")).not_to_have_count(0)
    refused = page.locator(".error-message:visible, .w-field__errors:visible").all_inner_texts()
    expect(page.locator(".messages li.success"), f"refused: {refused}").to_be_visible()
    expect(page.locator(".messages li.error")).to_have_count(0)


def publish(page: Page) -> None:
    choose_in_menu(page, "button[name=action-publish]")


def publish_translation(page: Page) -> None:
    """Presses the one button of the translation's own form that makes it public."""
    with page.expect_navigation():
        page.locator("footer button[name=action][value=publish]").click()
    is_accepted(page)


def let_the_rest_stay(page: Page, path: str) -> None:
    """Tries to publish a translation that lacks a string, and says on the list of what is left that it stays."""
    with page.expect_navigation():
        page.locator("footer button[name=action][value=publish]").click()
    expect(page.locator(".messages li.success")).to_have_count(0)
    page.locator(f".messages a[href*='{path}']").first.click()
    expect(page.locator("button[name=keep]")).to_have_count(2)  # Of the one string, and of all.
    with page.expect_navigation():
        page.locator("button[name=keep][value=all]").click()
    is_accepted(page)


def submit_to_moderation(page: Page) -> None:
    choose_in_menu(page, "button[name=action-submit]")


def schedule(page: Page) -> datetime:
    """Sets when the item of the open form shall appear, the next minute but a little, and publishes it for then."""
    hour = (datetime.now(TIME_ZONE) + timedelta(seconds=85)).replace(second=0, microsecond=0)
    side = page.locator("button[data-side-panel-toggle=status]")
    if side.get_attribute("aria-expanded") != "true":  # The admin remembers that it was open.
        side.click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]:visible").click()
    page.locator("#id_go_live_at").fill(hour.strftime("%Y-%m-%d %H:%M"))
    with page.expect_navigation():
        # By keyboard: the calendar that fell open may lie over the button.
        page.locator("#schedule-publishing-dialog button[type=submit]").press("Enter")
    is_accepted(page)
    publish(page)
    return hour


def number_of(page: Page) -> int:
    """The number of the page whose form is open, from its address."""
    return int(page.url.split("/admin/pages/")[1].split("/")[0])


def send_to_translation(portal, page: Page, number: int, locale: str) -> str:
    """Asks for the translation into a language (by its own name); returns the address where it is written."""
    page.goto(f"{portal.url}/admin/localize/submit/page/{number}/")
    page.get_by_label(locale, exact=True).check()
    with page.expect_navigation():
        page.locator("main form [type=submit], form:has([name=locales]) [type=submit]").first.click()
    return page.url


def translate_all(
    page: Page, address: str, translations: dict[str, str], otherwise: str, but: str = ""
) -> None:
    """Translates each part of a text that is not translated yet, by what it says or with `otherwise`; all `but` one."""
    page.goto(address)
    for tab in page.locator("[role=tab]").all():
        tab.click()
        waiting = page.locator("li.incomplete:visible")
        passed = 0
        while (left := waiting.count()) > passed:
            part = waiting.nth(passed)
            source = part.locator("p").first.inner_text().strip()
            if source == but:
                passed += 1
                continue
            part.locator("button").last.click()
            part.locator("textarea").fill(translations.get(source, otherwise))
            part.locator("button").last.click()
            expect(waiting).to_have_count(left - 1)

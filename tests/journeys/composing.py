"""How editors put a page of text together from blocks, and lead to it from menus and notices."""

import re
from contextlib import suppress
from dataclasses import dataclass

import polib
from playwright.sync_api import Locator, Page, TimeoutError, expect

from home.blocks import PageBodyBlock
from portal.language import LANGUAGES, own_language_name

from .editing import is_accepted, number_of, publish

SOMEWHERE = "https://example.org/"
BODY = "[data-contentpath=body]"
OFFERED = [block.name for _group, blocks in PageBodyBlock().grouped_child_blocks() for block in blocks]


PARTS = (
    "title", "text", "quote", "fact", "answer", "step1", "step2", "table", "column", "cell", "question", "reply",
    "call", "button", "materials",
)  # fmt: skip


@dataclass
class Text:
    """A page of text that an editor writes: no other page has its words."""

    word: str
    below: int  # The number of the page above it in the admin.
    number: int = 0  # Of the Kazakh page in the admin.
    slug: str = ""  # Made by the admin from the title.

    def says(self, part: str, language: str = "kk") -> str:
        """What a part of the page says in a language."""
        return f"{part}-{language} {self.word}"

    def translations(self, language: str) -> dict[str, str]:
        """The Kazakh words of each part with their translation."""
        return {self.says(part): self.says(part, language) for part in PARTS}

    def in_each(self, part: str) -> dict[str, str]:
        """What something says, by language."""
        return {language: self.says(part, language) for language in LANGUAGES}

    def address(self, language: str) -> str:
        return f"/{language}/{self.slug}/"


def number_of_first_page(portal, page: Page, language: str) -> int:
    """The number of a language's first page in the admin."""
    page.goto(f"{portal.url}/admin/pages/")
    row = page.locator("main tr").filter(has_text=own_language_name(language))
    return int(row.locator("a[href*='/edit/']").first.get_attribute("href").split("/")[-3])


def write_page(portal, page: Page, text: Text) -> None:
    """Writes a page of eight kinds of blocks, and publishes it."""
    page.goto(f"{portal.url}/admin/pages/add/home/standardpage/{text.below}/")
    page.locator("#id_title").fill(text.says("title"))
    page.locator("#id_title").blur()
    expect(page.locator("#id_slug")).not_to_have_value("")
    with (
        page.expect_navigation()
    ):  # Before the blocks, so that the admin's own saving comes into nobody's way.
        page.locator("footer button.action-save").click()
    is_accepted(page)
    text.number, text.slug = number_of(page), page.locator("#id_slug").input_value()
    type_into(add_block(page, "text"), text.says("text"))
    fill(add_block(page, "quote"), {"text": text.says("quote")})
    facts = {"facts-0-value-label": text.says("fact"), "facts-0-value-value": text.says("answer")}
    fill(add_block(page, "facts"), facts)
    steps = add_block(page, "steps")
    add_row(steps, "steps-1-value-title")
    fill(steps, {f"steps-{place}-value-title": text.says(f"step{place + 1}") for place in (0, 1)})
    fill_table(add_block(page, "table"), text)
    questions = add_block(page, "accordion")
    fill(questions, {"questions-0-value-title": text.says("question")})
    type_into(questions, text.says("reply"))
    call = {"title": text.says("call"), "link-text": text.says("button"), "link-address": SOMEWHERE}
    fill(add_block(page, "call_to_action"), call)
    fill(add_block(page, "materials"), {"heading": text.says("materials")})
    publish(page)


def change_quotation(portal, page: Page, text: Text, words: str) -> None:
    """Puts other words into the quotation of the original, and publishes it."""
    page.goto(f"{portal.url}/admin/pages/{text.number}/edit/")
    page.locator("[name=body-1-value-text]").fill(words)
    publish(page)


def add_block(page: Page, kind: str) -> Locator:
    """Adds a block below the others, from the list that the admin offers; returns its form."""
    number = int(page.locator("[name=body-count]").input_value())
    page.locator(f"{BODY} button.c-sf-add-button:visible").last.click()
    page.locator(".w-combobox [role=option]").nth(OFFERED.index(kind)).click()
    expect(page.locator(f"[name=body-{number}-type]")).to_have_value(kind)
    return page.locator(f"[data-streamfield-child]:has(> [name=body-{number}-type])")


def click_for(button: Locator, wanted: Locator) -> None:
    """Clicks a button until what it brings is there: while a block unfolds, a click may miss the button."""
    for _try in range(5):
        button.click()
        with suppress(TimeoutError):
            wanted.wait_for(state="attached", timeout=5_000)
            return


def add_row(block: Locator, field: str) -> None:
    """Adds a row below the others."""
    click_for(
        block.locator("button.c-sf-add-button:visible").last, block.locator(f"[name$='-value-{field}']")
    )


def fill(block: Locator, fields: dict[str, str]) -> None:
    """Fills in fields of a block, each named by the end of its name in the form, until all keep what was typed.

    While rows below it unfold, the admin may draw a field once more, empty.
    """
    typed = {block.locator(f"[name$='-value-{name}']"): value for name, value in fields.items()}
    for _try in range(3):
        for field, value in typed.items():
            field.fill(value)
        block.page.wait_for_timeout(300)
        if all(field.input_value() == value for field, value in typed.items()):
            return
    raise AssertionError(f"the admin does not keep {fields}")


def type_into(block: Locator, words: str) -> None:
    """Writes running text into a block, and waits until the editor has handed it to the form, a moment later."""
    block.locator("[contenteditable=true]").click()
    block.page.keyboard.insert_text(words)
    expect(block.locator("input[type=hidden][name*='-value'][value*='blocks']")).to_have_value(
        re.compile(words)
    )


def fill_table(block: Locator, text: Text) -> None:
    """Gives a table a title, a column of words and a row."""
    block.locator("[name$='-table-caption']").fill(text.says("table"))
    kind = block.locator(".add-column-menu button").first
    click_for(block.locator("button.append-column"), kind)
    kind.click()
    block.locator("[name$='-table-column-0-heading']").fill(text.says("column"))
    block.locator("button.prepend-row").first.click()
    block.locator("[name$='-table-cell-0-0']").fill(text.says("cell"))


def add_to_main_menu(portal, page: Page, text: Text) -> None:
    """Leads to a page from the end of the main menu, with words of its own by language."""
    open_main_menu(portal, page)
    number = int(page.locator("#id_entries-TOTAL_FORMS").input_value())
    page.locator("#id_entries-ADD").click()
    choose_page(page, f"#id_entries-{number}-page", text)
    for language, words in text.in_each("menu").items():
        page.locator(f"#id_entries-{number}-title_{language}").fill(words)
    save(page)


def take_from_main_menu(portal, page: Page) -> None:
    """Takes the last entry off the main menu."""
    open_main_menu(portal, page)
    page.locator("[id^=id_entries-][id$=-DELETE-button]:visible").last.click()
    save(page)


def open_main_menu(portal, page: Page) -> None:
    page.goto(f"{portal.url}/admin/snippets/navigation/menu/")
    page.locator("main td.title a[href*='/edit/']").first.click()
    expect(page.locator("#id_entries-TOTAL_FORMS")).to_be_attached()


def put_up_notice(portal, page: Page, text: Text) -> None:
    """Shows words above every page from now on, with a link to the page."""
    page.goto(f"{portal.url}/admin/snippets/navigation/notice/add/")
    for language, words in text.in_each("notice").items():
        page.locator(f"#id_text_{language}").fill(words)
    choose_page(page, "#id_page", text)
    save(page)


def take_off_notice(portal, page: Page, text: Text) -> None:
    """Removes a notice."""
    page.goto(f"{portal.url}/admin/snippets/navigation/notice/")
    page.locator("main td.title a[href*='/edit/']").filter(has_text=text.word).click()
    page.goto(page.url.replace("/edit/", "/delete/"))
    with page.expect_navigation():
        page.locator("main form [type=submit]").first.click()


def choose_page(page: Page, field: str, text: Text) -> None:
    """Finds the page in the admin's dialog, below the first page, and chooses it.

    Not by the dialog's search: that knows a page only when the worker has come to it.
    """
    page.locator(f"{field}-chooser [data-chooser-action-choose]:visible").first.click()
    page.locator(f".modal-content a.navigate-pages[href*='/choose-page/{text.below}/']").click()
    page.locator(f".modal-content a.choose-page[data-id='{text.number}']").click()
    expect(page.locator(field)).to_have_value(str(text.number))


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("footer button[type=submit]:visible").first.click()
    is_accepted(page)


def translate_by_file(page: Page, address: str, translations: dict[str, str]) -> None:
    """Translates as those do who work at home: fetches the file of strings, fills it in, and hands it back."""
    page.goto(address)
    with page.expect_download() as download:
        page.locator("a[href$='/pofile/download/']").first.click()
    file = polib.pofile(download.value.path().read_text())
    for entry in file:
        entry.msgstr = translations.get(entry.msgid, "")
    strings = {"name": "strings.po", "mimeType": "text/x-gettext-translation", "buffer": str(file).encode()}
    with page.expect_navigation():
        page.locator("form[action$='/pofile/upload/'] input[type=file]").first.set_input_files([strings])
    is_accepted(page)

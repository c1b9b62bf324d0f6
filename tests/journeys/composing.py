"""How editors put a page of text together from blocks, and lead to it from menus and notices."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from federation.news.blocks import PageBodyBlock

from .editing import is_accepted, number_of, publish

BODY = "[data-contentpath=body]"
OFFERED = [block.name for _group, blocks in PageBodyBlock().grouped_child_blocks() for block in blocks]


@dataclass
class Words:
    """Words that no other text has: in Kazakh as they are written, then as they are translated."""

    word: str

    def of(self, part: str, language: str = "kk") -> str:
        """What a part of the page says in a language."""
        return f"{part.capitalize()}-{language} {self.word}"

    def translations(self, language: str, *parts: str) -> dict[str, str]:
        """The Kazakh words of these parts with their translations."""
        return {self.of(part): self.of(part, language) for part in parts}


def write_page(portal, page: Page, below: int, words: Words) -> int:
    """Writes a page of text of eight kinds of blocks below another, and publishes it; returns its number."""
    page.goto(f"{portal.url}/admin/pages/add/home/standardpage/{below}/")
    page.locator("#id_title").fill(words.of("title"))
    page.locator("#id_title").blur()
    expect(page.locator("#id_slug")).not_to_have_value("")
    page.locator("#id_summary").fill(words.of("summary"))
    with page.expect_navigation():  # Saved before the blocks, so that the admin's own saving finds nothing to do.
        page.locator("footer button.action-save").click()
    is_accepted(page)
    number = number_of(page)
    type_into(add_block(page, "text"), words.of("text"))
    fill(add_block(page, "quote"), text=words.of("quote"), author=words.of("author"))
    fill(add_block(page, "facts"), **{"facts-0-value-label": words.of("fact"), "facts-0-value-value": "5"})
    steps = add_block(page, "steps")
    steps.locator("button.c-sf-add-button:visible").last.click()
    for step in ("0", "1"):
        fill(steps, **{f"steps-{step}-value-title": words.of(f"step{step}")})
    fill_table(add_block(page, "table"), words)
    questions = add_block(page, "accordion")
    fill(questions, **{"questions-0-value-title": words.of("question")})
    type_into(questions, words.of("answer"))
    fill(
        add_block(page, "call_to_action"),
        **{"title": words.of("call"), "link-text": words.of("button"), "link-address": "/kk/directory/"},
    )
    fill(add_block(page, "materials"), heading=words.of("materials"))
    publish(page)
    return number


def add_block(page: Page, kind: str) -> Locator:
    """Adds a block below the others, from the list that the admin offers; returns its form."""
    number = int(page.locator("[name=body-count]").input_value())
    page.locator(f"{BODY} button.c-sf-add-button:visible").last.click()
    page.locator(".w-combobox [role=option]").nth(OFFERED.index(kind)).click()
    expect(page.locator(f"[name=body-{number}-type]")).to_have_value(kind)
    return page.locator(f"[data-streamfield-child]:has(> [name=body-{number}-type])")


def fill(block: Locator, **fields: str) -> None:
    """Fills in fields of a block, each named by the end of its name in the form."""
    for name, value in fields.items():
        block.locator(f"[name$='-value-{name}']").fill(value)


def type_into(block: Locator, words: str) -> None:
    """Writes running text into a block, and waits until the editor has handed it to the form, a moment later."""
    block.locator("[contenteditable=true]").click()
    block.locator("[contenteditable=true]").press_sequentially(words)
    expect(block.locator("input[type=hidden][name*='-value'][value*='blocks']")).to_have_value(re.compile(words))


def fill_table(block: Locator, words: Words) -> None:
    """Gives a table a title, a column of words and a row."""
    block.locator("[name$='-table-caption']").fill(words.of("table"))
    block.locator("button.append-column").click()
    block.locator(".add-column-menu button").first.click()
    block.locator("[name$='-table-column-0-heading']").fill(words.of("column"))
    block.locator("button.prepend-row").first.click()
    block.locator("[name$='-table-cell-0-0']").fill(words.of("cell"))


def add_to_main_menu(portal, page: Page, title: str, own_words: dict[str, str]) -> None:
    """Leads to a page from the end of the main menu, with words of its own by language."""
    open_main_menu(portal, page)
    number = int(page.locator("#id_entries-TOTAL_FORMS").input_value())
    page.locator("#id_entries-ADD").click()
    choose_page(page, f"#id_entries-{number}-page", title)
    for language, words in own_words.items():
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


def put_up_notice(portal, page: Page, texts: dict[str, str], title: str) -> None:
    """Shows a text by language above every page from now on, with a link to a page."""
    page.goto(f"{portal.url}/admin/snippets/navigation/notice/add/")
    for language, text in texts.items():
        page.locator(f"#id_text_{language}").fill(text)
    choose_page(page, "#id_page", title)
    save(page)


def take_off_notice(portal, page: Page, text: str) -> None:
    """Removes a notice."""
    page.goto(f"{portal.url}/admin/snippets/navigation/notice/")
    page.locator("main td.title a[href*='/edit/']").filter(has_text=text).click()
    page.goto(page.url.replace("/edit/", "/delete/"))
    with page.expect_navigation():
        page.locator("main form [type=submit]").first.click()


def choose_page(page: Page, field: str, title: str) -> None:
    """Finds a page by its title in the admin's dialog, and chooses it."""
    page.locator(f"{field}-chooser [data-chooser-action-choose]:visible").first.click()
    page.locator(".modal-content input[name=q]").fill(title)
    page.locator(".modal-content a.choose-page").filter(has_text=title).first.click()
    expect(page.locator(field)).not_to_have_value("")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("footer button[type=submit]:visible").first.click()
    is_accepted(page)

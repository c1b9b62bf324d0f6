"""An editor makes a page of text, and never leaves the admin.

It has eight kinds of blocks. The main menu leads to it, a notice tells of it. It is sent to translation into Russian,
which is written string by string, and into English, which comes back as a file. A visitor reads all of it in three
languages. Then the editor changes the original: the first screen, the report, the form of the translation and the
public page say that the translation is older, until it is brought up to date.
"""

import time

import pytest
from playwright.sync_api import Page, expect

from portal.language import LANGUAGES, own_language_name
from tests import services

from . import composing, editing
from .composing import PARTS, SOMEWHERE, Text
from .steps import look

pytestmark = [pytest.mark.browser, services.browsed_once]

NEWER = "main .message a[href='{}']"  # What says on a translation that the original was changed.


def read(portal, browser, address: str) -> Page:
    """A visitor's window at an address, without anything that a browser kept."""
    page = browser.new_context().new_page()
    page.goto(portal.url + address)
    return page


def check_for_visitor(portal, browser, text: Text, language: str) -> None:
    """Checks that a visitor finds the page by menu and notice, and all of its words."""
    page = read(portal, browser, text.address(language))
    assert look(page, language) == text.says("title", language)
    said = page.locator("main").inner_text()
    folded = text.says("reply", language)
    assert [part for part in PARTS if text.says(part, language) not in said + folded] == []
    page.locator("main summary").filter(has_text=text.says("question", language)).click()
    expect(page.get_by_text(folded)).to_be_visible()
    expect(page.locator("main .call-panel a")).to_have_attribute("href", SOMEWHERE)
    entry = page.locator(f"header nav a[href='{text.address(language)}']").last
    assert entry.text_content().strip() == text.says("menu", language)
    notice = page.locator(".notices").filter(has_text=text.says("notice", language))
    expect(notice.locator(f"a[href='{text.address(language)}']")).to_have_count(1)
    expect(page.locator(NEWER.format(text.address("kk")))).to_have_count(0)
    page.context.close()


def test_an_editor_makes_a_page_leads_to_it_has_it_translated_and_sees_what_grew_old(portal, browser, door):
    editor = door("editor")
    text = Text(f"page{int(time.time())}", composing.number_of_first_page(portal, editor, "kk"))
    composing.write_page(portal, editor, text)
    composing.add_to_main_menu(portal, editor, text)
    composing.put_up_notice(portal, editor, text)

    forms = {}
    for language in ("ru", "en"):
        forms[language] = editing.send_to_translation(
            portal, editor, text.number, own_language_name(language)
        )
    editing.translate_all(editor, forms["ru"], text.translations("ru"), otherwise="?")
    editing.publish_translation(editor)
    composing.translate_by_file(editor, forms["en"], text.translations("en"))
    editing.publish_translation(editor)
    for language in LANGUAGES:
        check_for_visitor(portal, browser, text, language)

    changed = f"other {text.word}"
    composing.change_quotation(portal, editor, text, changed)
    older = {language: text.says("title", language) for language in ("ru", "en")}
    editor.goto(f"{portal.url}/admin/")
    for language, title in older.items():
        expect(editor.locator("main a[href*='/edit/']").filter(has_text=title)).to_have_count(1)
        visitor = read(portal, browser, text.address(language))
        expect(visitor.locator(NEWER.format(text.address("kk")))).to_be_visible()
        visitor.context.close()
    editor.goto(f"{portal.url}/admin/reports/outdated-translations/")
    for title in older.values():
        expect(editor.locator("main tr").filter(has_text=title)).to_have_count(1)

    editing.translate_all(editor, forms["ru"], {changed: f"new {text.word}"}, otherwise="?")
    editing.publish_translation(editor)
    visitor = read(portal, browser, text.address("ru"))
    expect(visitor.locator("main")).to_contain_text(f"new {text.word}")
    expect(visitor.locator(NEWER.format(text.address("kk")))).to_have_count(0)
    visitor.context.close()
    editor.goto(f"{portal.url}/admin/reports/outdated-translations/")
    expect(editor.locator("main tr").filter(has_text=older["ru"])).to_have_count(0)
    expect(editor.locator("main tr").filter(has_text=older["en"])).to_have_count(1)

    composing.take_off_notice(portal, editor, text)
    composing.take_from_main_menu(portal, editor)
    visitor = read(portal, browser, text.address("kk"))
    expect(visitor.locator(".notices").filter(has_text=text.word)).to_have_count(0)
    expect(visitor.locator("header nav").get_by_text(text.says("menu"))).to_have_count(0)
    visitor.context.close()

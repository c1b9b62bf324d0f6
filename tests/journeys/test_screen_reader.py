"""What a screen reader hears of the pages that matter most: names, roles and order, without a look at the screen."""

import pytest
from playwright.sync_api import expect

from tests import services

from .keyboard import PHONE

pytestmark = [pytest.mark.browser, services.browsed_once]


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_page_has_one_landmark_of_each_kind_and_name(portal, page):
    page.goto(f"{portal.url}/kk/directory/")
    for role in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(role)).to_have_count(1)
    names = page.get_by_role("navigation").evaluate_all("parts => parts.map(part => part.ariaLabel)")
    assert all(names)
    assert len(names) == len(set(names))


def test_errors_of_the_door_are_heard_in_order(portal, page):
    page.goto(f"{portal.url}/kk/account/login/")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_match_aria_snapshot("""
        - heading "Кіру" [level=1]
        - alert "2 жауапты түзету керек":
          - heading "2 жауапты түзету керек" [level=2]
          - list:
            - listitem:
              - link /Электрондық пошта — .+/
            - listitem:
              - link /Құпиясөз — .+/
        - paragraph: Тіркелгіңіздің пошта мекенжайын жазыңыз.
        - textbox "Электрондық пошта" [invalid]
        - paragraph: Құпиясөзіңізді енгізіңіз.
        - textbox "Құпиясөз" [invalid]
        - paragraph:
          - link "Құпиясөзді ұмыттыңыз ба?"
        - checkbox "Осы құрылғыда есте сақтау"
        - button "Кіру"
    """)
    expect(page.get_by_role("textbox").and_(page.locator("#id_login"))).to_have_accessible_description(
        "Тіркелгіңіздің пошта мекенжайын жазыңыз."
    )


def test_fields_of_the_same_label_are_told_apart_by_their_group(portal, sit_down):
    page = sit_down("en", "manager").page
    page.goto(f"{portal.url}/en/desk/workshops/new/")
    for number in (1, 2):
        expect(
            page.get_by_role("group", name=f"Trainer or contact {number}").get_by_label("Full name")
        ).to_have_count(1)
        expect(
            page.get_by_role("group", name=f"Source of money {number}").get_by_label("Kind", exact=True)
        ).to_have_count(1)
    expect(page.get_by_role("group", name="English").get_by_label("Title")).to_have_count(1)


def test_words_of_another_language_are_marked_at_the_desk(portal, sit_down):
    page = sit_down("en", "manager").page
    page.goto(f"{portal.url}/en/desk/")
    cyrillic = page.locator("main *:not([lang])").evaluate_all(
        "parts => parts.filter(part => !part.closest('main [lang], .rail-who') && [...part.childNodes].some("
        "node => node.nodeType === 3 && /[а-яәғқңөұүһі]{3}/i.test(node.data))).map(part => part.outerHTML)"
    )
    assert cyrillic == []

"""Somebody manages a library and contributes to an association: chooses for whom to act, and registers a workshop.

The draft belongs to the library and stands among its tasks alone. It moves to the association, which only a manager
submits for: a form that was open since before says who that is.
"""

import pytest
from playwright.sync_api import Page, expect

from tests import services

from .desk import Plan, fill_words, press, slug_of
from .steps import at, look

pytestmark = [pytest.mark.browser, services.browsed_once]
MANAGER = "Басқарушы Мысалбаев"


def test_draft_is_written_for_one_organisation_and_moves_to_the_other(portal, door, language):
    plan, page = Plan(language, "for-whom"), door("contributor")
    slug = registers_for_the_library(portal, page, plan)
    task = page.locator(f"main li:has(a[href*='/desk/workshops/{slug}/'])")

    acts_for(portal, page, language, plan.host)
    expect(task.first).to_contain_text(plan.host)
    acts_for(portal, page, language, plan.association)
    expect(task).to_have_count(0)

    left_open = page.context.new_page()
    left_open.goto(f"{portal.url}/{language}/desk/workshops/{slug}/edit/")
    moves(portal, page, plan, slug)
    press(left_open, "submit")
    expect(left_open.locator("main")).to_contain_text(MANAGER)
    look(left_open, language)
    page.locator(f"main a[href$='/{slug}/edit/']").click()
    expect(page.locator("main button[name=action][value=save]")).to_be_visible()
    expect(page.locator("main button[name=action][value=submit]")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(MANAGER)


def registers_for_the_library(portal, page: Page, plan: Plan) -> str:
    """Says for whom, and saves a draft; returns the workshop's part of the address."""
    acts_for(portal, page, plan.language, plan.host)
    page.locator(".rail-list a[href$='/workshops/']").click()
    page.locator("main a[href$='/workshops/new/']").first.click()
    look(page, plan.language)
    expect(page.locator("main [name=host]")).to_have_value(plan.host)
    fill_words(page, plan)
    press(page, "save")
    page.wait_for_url("**/edit/")
    return slug_of(page)


def acts_for(portal, page: Page, language: str, organisation: str) -> None:
    """Chooses the organisation at the head of the rail."""
    page.goto(f"{portal.url}/{language}/desk/")
    choice = page.locator(".rail-for a").filter(has_text=organisation)
    choice.click()
    page.wait_for_url(f"**/{language}/desk/for/*/")
    expect(choice).to_have_attribute("aria-current", "true")
    look(page, language)


def moves(portal, page: Page, plan: Plan, slug: str) -> None:
    """Moves the draft to the association."""
    manage = f"/{plan.language}/desk/workshops/{slug}/"
    page.goto(portal.url + manage)
    expect(page.locator("main .status-line")).to_contain_text(plan.host)
    page.locator("main a[href$='/move/']").click()
    look(page, plan.language)
    page.locator("main [name=organisation]").check()
    page.locator("main form button[type=submit]").click()
    at(page, manage)
    expect(page.locator("main .status-line")).to_contain_text(plan.association)

"""The federation registers a workshop of its own: one of its office submits it, and another approves it.

Whoever submitted it reads that somebody else has to approve it, and finds no button to do so.
"""

import pytest
from playwright.sync_api import Page, expect

from tests import services

from .desk import Plan, decide, register, state_of
from .steps import look

pytestmark = [pytest.mark.browser, services.browsed_once]


def test_one_of_the_office_registers_a_workshop_and_another_approves_it(portal, door, language):
    plan, page, colleague = Plan(language, "federation"), door("secretariat"), door("admin")
    slug = register(portal, page, plan)
    assert state_of(portal, page, plan, slug) == "waiting"
    reviews(portal, page, language, slug)
    expect(page.locator("main button[value=approve]")).to_have_count(0)
    expect(page.locator("main button[value=decline]")).to_have_count(1)
    reviews(portal, colleague, language, slug)
    decide(colleague, "approve")
    colleague.wait_for_url(f"**/{language}/desk/workshops/review/")
    assert state_of(portal, page, plan, slug) == "accepted"
    page.goto(f"{portal.url}/{language}/workshops/{slug}/")
    expect(page.locator("main")).to_contain_text(plan.title)


def reviews(portal, page: Page, language: str, slug: str) -> None:
    """Opens the workshop as those see it who decide."""
    page.goto(f"{portal.url}/{language}/desk/workshops/review/{slug}/")
    look(page, language)

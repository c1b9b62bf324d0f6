"""The first page and the pages of sections always stand open: what they serve is governed by itself."""

import pytest
from wagtail.models import Page

from home.models import HomePage, StandardPage
from portal.accounts.enums import Role
from portal.content.pages import index_page_classes
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["administrator", "superuser"])
def mighty(request):
    if request.param == "superuser":
        return UserFactory(is_superuser=True)
    return UserFactory(role=Role.ADMINISTRATOR)


def allowed(page: Page, user) -> dict[str, bool]:
    may = page.permissions_for_user(user)
    return {
        "edit": may.can_edit(),
        "publish": may.can_publish(),
        "unpublish": may.can_unpublish(),
        "make private": may.can_set_view_restrictions(),
        "delete": may.can_delete(),
        "move": may.can_move(),
    }


@pytest.mark.parametrize("model", [HomePage, *index_page_classes()], ids=lambda model: model.__name__)
def test_standing_pages_are_written_but_neither_hidden_nor_taken_away(mighty, model):
    page = model.objects.get(locale__language_code="kk")
    assert allowed(page, mighty) == {
        "edit": True, "publish": True, "unpublish": False, "make private": False, "delete": False, "move": False,
    }  # fmt: skip
    # The admin's lists know a page by its base alone.
    assert allowed(Page.objects.get(pk=page.pk), mighty) == allowed(page, mighty)


def test_other_pages_are_hidden_and_taken_away_as_ever(mighty):
    page = StandardPage.objects.filter(locale__language_code="kk").first()
    assert set(allowed(page, mighty).values()) == {True}


def test_the_admin_refuses_to_hide_a_section_and_its_records_stay(client, mighty):
    client.force_login(mighty)
    page = Page.objects.get(url_path__endswith="/library/", locale__language_code="kk")
    answers = {
        name: client.post(f"/admin/pages/{page.pk}/{name}/", {"restriction_type": "login"}).status_code
        for name in ("privacy", "unpublish", "delete")
    }
    page.refresh_from_db()
    assert (answers, page.live, page.get_view_restrictions().exists()) == (
        {"privacy": 302, "unpublish": 302, "delete": 302}, True, False,
    )  # fmt: skip

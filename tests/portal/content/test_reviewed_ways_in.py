"""No page of one's own gets into a marked section, by any way: made, copied, moved or as an alias."""

import json

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from federation.news.models import NewsIndexPage
from home.models import HomePage, StandardPage
from tests import services
from tests.federation.news.factories import NewsPageFactory
from tests.portal.accounts.factories import UserFactory
from tests.portal.content.reviewing import (
    section,
    standard,
)

pytestmark = [pytest.mark.django_db, services.asked_once]


# Doors to having a page of one's own in the section.


def create_and_publish(client, author):
    index = section(NewsIndexPage)
    typed = {
        "title": "New page", "slug": "new-page", "summary": "One.", "date": "2026-11-01", "body": streamfield([]),
        "category": str(NewsPageFactory().category_id), "action-publish": "1", "image": "",
        "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "",
    }  # fmt: skip
    for name in ("authors", "about_organisations", "about_workshops", "about_materials", "comments"):
        typed |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    client.post(f"/admin/pages/add/news/newspage/{index.pk}/", nested_form_data(typed))


def copy_and_publish(client, author):
    page = NewsPageFactory()
    typed = {"new_parent_page": section(NewsIndexPage).pk, "publish_copies": "on"}
    client.post(f"/admin/pages/{page.pk}/copy/", {**typed, "new_title": "New page", "new_slug": "new-page"})


def copy_as_an_alias(client, author):
    page = own_public_page(author)
    typed = {
        "new_title": "New page",
        "new_slug": "new-page",
        "new_parent_page": standard("about").pk,
        "alias": "on",
    }
    client.post(f"/admin/pages/{page.pk}/copy/", typed)


def copy_by_program(client, author):
    typed = {
        "destination_page_id": standard("about").pk,
        "keep_live": True,
        "slug": "new-page",
        "title": "New page",
    }
    act(client, own_public_page(author), "copy", typed)


def alias_by_program(client, author):
    typed = {"destination_page_id": standard("about").pk, "update_slug": "new-page"}
    act(client, own_public_page(author), "create_alias", typed)


def move_in(client, author):
    page, about = own_public_page(author, "new-page"), standard("about")
    client.post(f"/admin/pages/{page.pk}/move/{about.pk}/confirm/", {})


def move_in_bulk(client, author):
    page, about = own_public_page(author, "new-page"), standard("about")
    client.post(
        f"/admin/bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": about.pk, "move_applied": "on"}
    )


def move_by_program(client, author):
    page = own_public_page(author, "new-page")
    act(client, page, "move", {"destination_page_id": standard("about").pk, "position": "last-child"})


def move_what_holds_it(client, author):
    outer = own_public_page(UserFactory(), "holder")
    page = StandardPage(title="Own words", slug="new-page", locale=outer.locale, owner=author)
    outer.add_child(instance=page)
    client.post(f"/admin/pages/{outer.pk}/move/{standard('about').pk}/confirm/", {})


def change_by_an_alias(client, author):
    page = own_public_page(author)
    page.create_alias(parent=standard("about"), update_slug="new-page")
    page.title = "Own words again"
    page.save_revision(user=author)
    Page.objects.filter(slug="new-page").update(first_published_at=None)
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {})
    if not Page.objects.filter(slug="new-page", title="Own words again").exists():
        Page.objects.filter(slug="new-page").update(live=False)


WAYS_IN = [
    create_and_publish, copy_and_publish, copy_as_an_alias, copy_by_program, alias_by_program, move_in, move_in_bulk,
    move_by_program, move_what_holds_it, change_by_an_alias,
]  # fmt: skip


def own_public_page(author, slug: str = "elsewhere") -> StandardPage:
    """A page that the author wrote and published where nothing is marked."""
    parent = section(HomePage)
    page = StandardPage(title="Own words", slug=slug, locale=parent.locale, live=False, owner=author)
    parent.add_child(instance=page)
    page.save_revision(user=author).publish(user=author, skip_permission_checks=True)
    return StandardPage.objects.get(pk=page.pk)


def act(client, page, name: str, typed: dict) -> None:
    address = f"/admin/api/main/pages/{page.pk}/action/{name}/"
    client.post(address, json.dumps(typed), content_type="application/json")


def is_in(parents: list[Page]) -> bool:
    found = Page.objects.filter(slug="new-page", live=True)
    return any(page.is_descendant_of(parent) for page in found for parent in parents)


@pytest.mark.parametrize("way", WAYS_IN, ids=lambda way: way.__name__)
def test_no_own_page_gets_into_the_section(way, client, author, marked):
    way(client, author)
    assert is_in([section(NewsIndexPage), standard("about")]) is False


@pytest.mark.parametrize("way", WAYS_IN, ids=lambda way: way.__name__)
def test_the_same_ways_lead_where_nothing_is_marked(way, client, administrator):
    way(client, administrator)
    assert is_in([section(NewsIndexPage), standard("about")]) is True

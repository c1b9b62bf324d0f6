"""What staff do with a page of each kind: the same walk for every kind that can be made."""

import pytest
from django.db import models
from django.urls import reverse
from wagtail.models import Page, get_page_models

from home.models import HomePage, StandardPage
from tests import services

from .forms import as_sent, biggest_form
from .pointers import point_at, pointers_at, protects
from .rows import FACTORIES, make
from .walking import Walker, undone

pytestmark = [pytest.mark.django_db, services.asked_once]
KINDS = sorted((model for model in get_page_models() if model is not Page), key=lambda model: model.__name__)
# One of each in a language, made by the installation; staff edit them and nobody deletes or copies them.
STANDING = {"ContactPage", "DirectoryPage", "HomePage", "LibraryPage", "NewsIndexPage", "WorkshopsPage"}
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def door(name: str, *args: object) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def a_page_of(kind: type[Page]) -> Page:
    return kind.objects.get(locale__language_code="kk") if kind.__name__ in STANDING else make(kind)


def test_every_kind_can_be_made():
    assert {kind.__name__ for kind in KINDS if kind not in FACTORIES} == STANDING


def pointers_of(kind: type[Page]) -> list[models.Field]:
    """What points at such a page; at one of a standing kind no alias, which would need its address."""
    fields = list(pointers_at(kind))
    return [field for field in fields if not (kind.__name__ in STANDING and field.name == "alias_of")]


def blocks_of(page: Page) -> dict[str, str]:
    """The fields of blocks, which scripts draw: sent without a block."""
    names = [field.name for field in page._meta.get_fields() if type(field).__name__ == "StreamField"]
    return {f"{name}-count": "0" for name in names}


@every_kind
def test_a_page_goes_its_way(walker: Walker, kind):
    page = a_page_of(kind)
    for field in pointers_of(kind):
        point_at(page, field)
    edit = door("edit", page.pk)
    form = {**as_sent(biggest_form(walker.get(edit).text)), **blocks_of(page)}
    for what in ({}, {"action-publish": "1"}):
        answer = walker.client.post(edit, {**form, **what})
        walker.expect(answer.status_code in (200, 302), f"edit {what}: {answer.status_code}")
    page.save_revision()
    first, last = page.revisions.order_by("pk").first(), page.revisions.order_by("pk").last()
    walker.post(door("preview_on_edit", page.pk), form, allowed=(200,))
    walker.get(door("preview_on_edit", page.pk))
    for name, *args in (
        ("view_draft", page.pk), ("history", page.pk), ("history_results", page.pk), ("usage", page.pk),
        ("workflow_history", page.pk), ("revisions_view", page.pk, last.pk), ("revisions_revert", page.pk, first.pk),
        ("revisions_compare", page.pk, "earliest", "latest"), ("revisions_compare", page.pk, first.pk, last.pk),
    ):  # fmt: skip
        walker.get(door(name, *args))
    for name in ("move", "unpublish", "delete", "set_privacy", "add_subpage"):
        walker.get(door(name, page.pk), allowed=(200, 302))
    walker.post(door("lock", page.pk), allowed=(302,))
    walker.get(edit, "edit while locked")
    walker.post(door("unlock", page.pk), allowed=(302,))
    walker.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    assert walker.faults == []


@every_kind
def test_a_page_is_copied_taken_off_and_deleted_or_stays(walker: Walker, kind):
    for with_pointers in (False, True):
        with undone():
            page, is_standing = a_page_of(kind), kind.__name__ in STANDING
            fields = pointers_of(kind) if with_pointers else []
            for field in fields:
                point_at(page, field)
            copy = walker.get(door("copy", page.pk), allowed=(200, 302))
            if copy.status_code == 200:
                data = as_sent(biggest_form(copy.text)) | {"new_slug": "copied", "new_title": "Көшірме"}
                walker.post(door("copy", page.pk), data, allowed=(200, 302) if is_standing else (302,))
            walker.post(door("unpublish", page.pk), allowed=(302,))
            walker.post(door("delete", page.pk), allowed=(200, 302))
            is_gone = not Page.objects.filter(pk=page.pk).exists()
            is_kept = is_standing or any(protects(field) for field in fields)
            walker.expect(is_gone != is_kept, f"pointers: {with_pointers}, gone: {is_gone}")
    assert HomePage.objects.count() == 3
    assert walker.faults == []


@every_kind
def test_many_pages_are_deleted_or_stay(walker: Walker, kind):
    page = a_page_of(kind)
    for action in ("delete", "publish", "unpublish", "move"):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        with undone():
            walker.get(f"{bulk}?id={page.pk}&next=/admin/", allowed=(200, 302))
            if action != "move":
                walker.post(f"{bulk}?id={page.pk}&next=/admin/", allowed=(200, 302))
    assert walker.faults == []


@every_kind
def test_a_new_page_is_begun(walker: Walker, kind):
    home = HomePage.objects.get(locale__language_code="kk")
    parent = next((model for model in kind.allowed_parent_page_models() if model.objects.exists()), None)
    under = parent.objects.filter(locale=home.locale).first() if parent else home
    page = walker.get(
        door("add", kind._meta.app_label, kind._meta.model_name, (under or home).pk), allowed=(200, 302)
    )
    if page.status_code == 200:
        data = {**as_sent(biggest_form(page.text)), **blocks_of(kind())}
        data |= {"title": "Жаңа бет", "slug": "new-page"}
        for what in ({}, {"action-publish": "1"}):
            answer = walker.client.post(page.request["PATH_INFO"], {**data, **what})
            walker.expect(answer.status_code in (200, 302), f"add {what}: {answer.status_code}")
    assert walker.faults == []


def test_many_pages_are_published_and_aliases_among_them_wait_for_their_originals(walker: Walker):
    with undone():
        page = make(StandardPage)
        page.unpublish()
        alias = page.create_alias(update_slug="alias", parent=page.get_parent())
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        chosen = f"{address}?id={page.pk}&id={alias.pk}&next=/admin/"
        walker.get(chosen)
        walker.post(chosen, {"include_descendants": "on"})
        above = page.get_parent()
        walker.post(f"{address}?id={above.pk}&next=/admin/", {"include_descendants": "on"})
        page.refresh_from_db()
        alias.refresh_from_db()
        walker.expect(
            (page.live, alias.alias_of_id) == (True, page.pk), "not published, or no alias any more"
        )
    assert walker.faults == []

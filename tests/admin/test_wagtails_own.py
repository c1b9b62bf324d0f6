"""What staff do with pictures, documents, collections, redirects, workflows and tasks, which Wagtail keeps itself."""

from dataclasses import dataclass

import pytest
from django.db import models
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, GroupApprovalTask, Workflow

from portal.media.models import PortalDocument, PortalImage

from .clocks import all_at_once, file_of
from .pointers import point_at, pointers_at
from .rows import make
from .walking import Walker, undone

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Kept:
    """Where Wagtail keeps rows of a kind."""

    model: type[models.Model]
    space: str
    lists: tuple[str, ...] = ("index",)
    adds: tuple[str, ...] = ("add",)
    edit: str = "edit"
    ends: tuple[str, ...] = ("delete",)
    usage: str = ""


KINDS = [
    Kept(PortalImage, "wagtailimages", ("index", "index_results"), ("add", "add_multiple"), usage="image_usage"),
    Kept(PortalDocument, "wagtaildocs", ("index", "index_results"), ("add", "add_multiple"), usage="document_usage"),
    Kept(Collection, "wagtailadmin_collections"),
    Kept(Redirect, "wagtailredirects", ("index", "index_results"), ("add", "start_import")),
    Kept(Workflow, "wagtailadmin_workflows", ("index",), ("add",), ends=("disable", "enable"), usage="usage"),
    Kept(
        GroupApprovalTask, "wagtailadmin_workflows", ("task_index",), (), "edit_task",
        ("disable_task", "enable_task"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("kept", KINDS, ids=lambda kept: kept.model.__name__)
def test_rows_go_their_way(walker: Walker, kept: Kept):
    row = make(kept.model)
    for field in pointers_at(kept.model):
        point_at(row, field)
    all_at_once(row)
    for name in (*kept.lists, *kept.adds):
        walker.get(reverse(f"{kept.space}:{name}"))
    index = reverse(f"{kept.space}:{kept.lists[0]}")
    walker.get(f"{index}?q=%D2%9B&ordering=-title")
    if kept.usage:
        walker.get(reverse(f"{kept.space}:{kept.usage}", args=[row.pk]))
    edit = reverse(f"{kept.space}:{kept.edit}", args=[row.pk])
    walker.send_form(edit, "edit, nothing changed")
    for name in kept.ends:
        with undone():
            door = reverse(f"{kept.space}:{name}", args=[row.pk])
            walker.get(door, allowed=(200, 302, 405))
            walker.post(
                door, allowed=(302, 403) if kept.model is Collection else (302,)
            )  # One that holds files stays.
    assert walker.faults == []


@pytest.mark.parametrize("model", [PortalImage, PortalDocument], ids=lambda model: model.__name__)
def test_many_files_go_their_way(walker: Walker, model):
    row = make(model)
    for action in ("delete", "add_tags", "add_to_collection"):
        names = [model._meta.app_label, model._meta.model_name, action]
        door = f"{reverse('wagtail_bulk_action', args=names)}?id={row.pk}&next=/admin/"
        with undone():
            walker.get(door)
            walker.post(door, {"collection": Collection.get_first_root_node().pk, "tags": "жаңа"})
    assert walker.faults == []


def test_redirects_are_taken_away(walker: Walker):
    make(Redirect)
    for kind in ("csv", "xlsx"):
        response = walker.get(f"{reverse('wagtailredirects:index')}?export={kind}")
        assert "https://example.org/" in file_of(response, kind)
    assert walker.faults == []

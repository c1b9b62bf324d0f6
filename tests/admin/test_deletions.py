"""What the admin says before it deletes, it does; what it does not delete stays whole, and it says why."""

from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.html import escape
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Locale, ModelLogEntry, Site

from portal.accounts.models import User
from portal.editing.deletion import Deletion

from .pointers import point_at, pointers_at, protects
from .registry import every_viewset, may
from .rows import make
from .walking import Walker, address, context_of, undone

pytestmark = pytest.mark.django_db
# Kinds of rows that others are made of, or that the machine keeps for itself; a deletion need not speak of them.
UNSPOKEN_ROOMS = (
    "wagtailcore",
    "wagtailsearch",
    "taggit",
    "sessions",
    "django_tasks_database",
    "search",
    "content",
)
UNSPOKEN = {"resources.FileText", "news.NewsOrganisation", "news.NewsWorkshop", "news.NewsMaterial"}
SAY_LESS = (User, Group, Locale, Site)


@every_viewset
def test_a_deletion_is_as_it_was_announced(walker, viewset):
    """With rows that point at it, with those alone that let it go, and with nothing."""
    fields = list(pointers_at(viewset.model))
    for pointing in (fields, [field for field in fields if not protects(field)], []):
        with undone():
            row = make(viewset.model)
            for field in pointing:
                point_at(row, field)
            deleted_or_told(walker, viewset, row)
    assert walker.faults == []


def deleted_or_told(walker: Walker, viewset: ModelViewSet, row: models.Model) -> None:
    """Asks for the deletion, confirms it, and compares."""
    door = address(viewset, "delete", row)
    page = walker.get(door, "the question of the deletion", allowed=(200, 302))
    if not may(viewset, "delete"):
        walker.expect(page.status_code == 302, "nobody may delete it, yet the question is asked")
        return
    name, pk, before = str(row), row.pk, counted()
    deletion = context_of(page).get("deletion")
    walker.expect(deletion is None or says(page.text, deletion), "the question does not say what happens")
    walker.post(door, allowed=(302,) if deletion else (200, 302))
    is_gone = not type(row)._base_manager.filter(pk=pk).exists()
    if deletion is None:  # Wagtail's own, which says less.
        walker.expect(isinstance(row, SAY_LESS), "no word of what a deletion does")
        return
    walker.expect(is_gone != deletion.is_refused, f"announced {deletion}, is gone: {is_gone}")
    if deletion.is_refused:
        told = walker.get(door, "the question again").text
        walker.expect(escape(deletion.refusal) in told, "no word of why it stayed")
        walker.expect(counted() == before, f"refused, yet rows went: {before - counted()}")
        return
    gone = before - counted() - Counter({type(row)._meta.label: 1})
    announced = Counter({part.model._meta.label: part.count for part in deletion.removed})
    spoken = Counter({label: number for label, number in gone.items() if not is_unspoken(label)})
    walker.expect(spoken == announced, f"went: {spoken}, announced: {announced}")
    walker.expect(nothing_left_of(type(row), pk) == [], f"left behind: {nothing_left_of(type(row), pk)}")
    entry = ModelLogEntry.objects.filter(object_id=str(pk), deleted=True).last()
    walker.expect(entry is not None and entry.label == name, f"the history calls it {entry and entry.label}")


def says(html: str, deletion: Deletion) -> bool:
    """True when the page names all that goes along, or all that keeps the row."""
    parts = deletion.kept_by or ([] if deletion.reasons else deletion.removed)
    return all(escape(str(words)) in html for words in (*parts, *deletion.reasons))


def is_unspoken(label: str) -> bool:
    return label in UNSPOKEN or label.partition(".")[0] in UNSPOKEN_ROOMS


def counted() -> Counter[str]:
    """How many rows of each kind there are."""
    return Counter(
        {
            model._meta.label: model._base_manager.count()
            for model in apps.get_models()
            if not model._meta.proxy and model._meta.managed
        }
    )


def nothing_left_of(model: type[models.Model], pk: Any) -> list[str]:
    """The kinds of rows that still name a row that is gone, by its kind and number; the history may."""
    kind = ContentType.objects.get_for_model(model)
    left = []
    for other in apps.get_models():
        names = {field.name for field in other._meta.private_fields if isinstance(field, GenericForeignKey)}
        fields = {field.name for field in other._meta.concrete_fields}
        if not names or not {"content_type", "object_id"} <= fields or other is ModelLogEntry:
            continue
        is_number = isinstance(other._meta.get_field("object_id"), models.IntegerField)
        if is_number and not isinstance(pk, int):
            continue
        if other._base_manager.filter(content_type=kind, object_id=str(pk)).exists():
            left.append(other._meta.label)
    return left

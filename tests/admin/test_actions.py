"""What staff do with a row every day, done with every kind of row that the admin keeps.

A superuser walks: what is allowed works, what is refused says why. A model that is registered without a factory in
`rows.py`, or whose viewset has a door that nobody walks through here, fails.
"""

from typing import Any

import pytest
from django.db import models
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import get_snippet_models

from .forms import as_sent, biggest_form
from .registry import VIEWSETS, every_viewset, may, named, names_of
from .rows import FACTORIES, make, point_at, pointers_at
from .walking import Walker, address

pytestmark = pytest.mark.django_db

WALKED = {
    "list", "list_results", "index", "index_results", "add", "edit", "delete", "usage", "history", "history_results",
    "copy", "inspect", "preview_on_add", "preview_on_edit", "revisions_view", "revisions_revert", "revisions_compare",
    "revisions_unschedule", "unpublish", "lock", "unlock", "workflow_action", "collect_workflow_action_data",
    "confirm_workflow_cancellation", "workflow_history", "workflow_history_detail", "workflow_preview",
}  # fmt: skip
# Doors that have tests of their own.
ELSEWHERE = {
    "wagtailsnippets_directory_organisation:import": "tests/federation/directory/test_admin.py",
    "wagtailsnippets_home_contactmessage:answer": "tests/home/test_contact.py",
}


def test_every_registered_model_is_walked():
    assert set(get_snippet_models()) <= {viewset.model for viewset in VIEWSETS}
    assert {named(viewset) for viewset in VIEWSETS if viewset.model not in FACTORIES} == set()


@every_viewset
def test_every_door_is_walked(viewset):
    unknown = {viewset.get_url_name(name) for name in names_of(viewset) - WALKED}
    assert unknown <= set(ELSEWHERE)


@every_viewset
def test_rows_are_listed_found_sorted_and_taken_away(walker, viewset):
    row = make(viewset.model)
    index = address(viewset, "list" if "list" in names_of(viewset) else "index")
    page = walker.get(index)
    walker.expect(page.context is not None, "the list has no context")
    view = page.context["view"]
    for column in getattr(view, "columns", []):
        if sort := getattr(column, "sort_key", None):
            for ordering in (sort, f"-{sort}"):
                walker.get(f"{index}?ordering={ordering}")
    walker.get(f"{index}?q={str(row)[:5]}")
    walker.get(f"{index}results/?q=%D2%9B&p=1")
    for name, field in page.context["filters"].form.fields.items() if page.context.get("filters") else ():
        for value in first_choices(field):
            walker.get(f"{index}?{name}={value}")
    for kind in ("csv", "xlsx") if getattr(view, "list_export", None) else ():
        file = walker.get(f"{index}?export={kind}")
        walker.expect(bool(file.whole), f"the {kind} is empty")
    assert walker.faults == []


def first_choices(field: Any) -> list[str]:
    """Something to narrow a list by: a choice of the field, else nothing and nonsense."""
    choices = [value for value, _label in getattr(field, "choices", []) if value != ""]
    return [str(getattr(choices[0], "value", choices[0]))] if choices else ["x"]


@every_viewset
def test_rows_are_opened_saved_copied_and_read(walker, viewset):
    row = make(viewset.model)
    for field in pointers_at(viewset.model):
        point_at(row, field)
    names = names_of(viewset)
    for name in names & {"history", "history_results", "inspect", "workflow_history"}:
        walker.get(address(viewset, name, row))
    if may(viewset, "change"):
        walker.get(address(viewset, "usage", row))
        walker.get(f"{address(viewset, 'usage', row)}?describe_on_delete=1")
        before = values_of(row)
        walker.send_form(address(viewset, "edit", row), "edit, nothing changed")
        walker.expect(values_of(row) == before, f"saved as it was, yet changed: {values_of(row) ^ before}")
    if "copy" in names and may(viewset, "add"):
        walker.get(address(viewset, "copy", row))
    if may(viewset, "add"):
        added(walker, viewset, row)
    walker.get(address(viewset, "history", row)) if "history" in names else None
    assert walker.faults == []


def values_of(row: models.Model) -> set[tuple[str, str]]:
    """What the database keeps of a row, but for when it was changed."""
    kept = type(row)._base_manager.filter(pk=row.pk).values().get()
    clocks = {
        "updated_at",
        "latest_revision_id",
        "has_unpublished_changes",
        "last_published_at",
        "live_revision_id",
    }
    return {(name, str(value)) for name, value in kept.items() if name not in clocks}


def added(walker: Walker, viewset: ModelViewSet, row: models.Model) -> None:
    """Opens the form for a new row, and sends it filled in as the form of `row` is, once that row is gone."""
    page = walker.get(address(viewset, "add"), "add")
    if not may(viewset, "change"):
        return
    edit = walker.get(address(viewset, "edit", row), "edit")
    data = {**as_sent(biggest_form(page.text)), **without_keys(as_sent(biggest_form(edit.text)))}
    response = walker.client.post(address(viewset, "add"), data)
    walker.expect(response.status_code in (200, 302), f"add: {response.status_code}")


def without_keys(data: dict[str, list[str]]) -> dict[str, list[str]]:
    """The form's fields as those of a new row: rows below it are new too."""
    return {
        name: ["0"] if name.endswith("-INITIAL_FORMS") else [""] if name.endswith("-id") else values
        for name, values in data.items()
    }

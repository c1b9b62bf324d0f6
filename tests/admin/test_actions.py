"""What staff do with a row every day, done with every kind of row that the admin keeps.

A superuser walks: what is allowed works, what is refused says why. A model that is registered without a factory in
`rows.py`, or whose viewset has a door that nobody walks through here, fails.
"""

from typing import Any

import pytest
from django.db import models
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from portal.accounts.models import User
from portal.content.actions import mark_section
from portal.content.rules import SECTION_DEPTH
from tests import services

from .clocks import MOMENT, all_at_once, words_of
from .forms import as_sent, biggest_form
from .pointers import point_at, pointers_at
from .registry import VIEWSETS, every_viewset, may, named, names_of
from .rows import FACTORIES, make
from .walking import address, context_of

pytestmark = pytest.mark.django_db

WALKED = {
    "list", "list_results", "index", "index_results", "add", "edit", "delete", "usage", "history", "history_results",
    "copy", "inspect", "preview_on_add", "preview_on_edit", "revisions_view", "revisions_revert", "revisions_compare",
    "revisions_unschedule", "unpublish", "lock", "unlock", "workflow_action", "collect_workflow_action_data",
    "confirm_workflow_cancellation", "workflow_history", "workflow_history_detail", "workflow_preview", "older",
}  # fmt: skip
# Doors that have tests of their own.
ELSEWHERE = {
    "wagtailsnippets_directory_organisation:import": "tests/federation/directory/test_admin.py",
    "wagtailsnippets_directory_organisation:import_result": "tests/federation/directory/test_long_import.py",
    "wagtailsnippets_directory_organisation:import_undo": "tests/federation/directory/test_undo.py",
    "wagtailsnippets_home_contactmessage:answer": "tests/home/test_contact.py",
    "wagtailsnippets_membership_representativeinvitation:withdraw": "tests/federation/membership/test_admin.py",
    "wagtailsnippets_people_person:consents": "tests/federation/people/test_consents.py",
    "wagtailsnippets_people_person:dismissed": "tests/federation/people/test_duplicates.py",
    "wagtailsnippets_people_person:duplicate": "tests/federation/people/test_duplicates.py",
    "wagtailsnippets_people_person:duplicates": "tests/federation/people/test_duplicates.py",
    "wagtailsnippets_people_person:erase": "tests/federation/people/test_requests.py",
    "wagtailsnippets_people_person:hand_over": "tests/federation/people/test_requests.py",
    "wagtailsnippets_people_person:merge": "tests/federation/people/test_duplicates.py",
    "wagtailsnippets_people_person:merges": "tests/federation/people/test_duplicates.py",
    "wagtailsnippets_people_person:open_again": "tests/federation/people/test_closed_accounts.py",
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
    all_at_once(row)
    index = address(viewset, "list" if "list" in names_of(viewset) else "index")
    page = walker.get(index)
    view = context_of(page)["view"]
    if any(value_in(column, row) == MOMENT for column in view.columns):
        walker.read("the list", words_of(page.text), must_show=True)
    for column in view.columns:
        if sort := getattr(column, "sort_key", None):
            walker.get(f"{index}results/?ordering=-{sort}")
    walker.get(f"{index}results/?q={str(row)[:5]}&p=1")
    filters = context_of(page).get("filters")
    narrow = (
        [f"{name}={first_choice(field)}" for name, field in filters.form.fields.items()] if filters else []
    )
    walker.get(f"{index}results/?{'&'.join(narrow)}")
    for kind in ("csv", "xlsx") if getattr(view, "list_export", None) else ():
        file = walker.get(f"{index}?export={kind}")
        walker.expect(bool(file.whole), f"the {kind} is empty")
    assert walker.faults == []


def value_in(column: Any, row: models.Model) -> Any:
    """What a column of a list shows of a row, when it can be asked for the row alone."""
    try:
        return column.get_value(row)
    except (AttributeError, TypeError, ValueError):
        return None


def first_choice(field: Any) -> str:
    """Something to narrow a list by: a choice of the field, else nonsense."""
    choices = [value for value, _label in getattr(field, "choices", []) if value != ""]
    return str(getattr(choices[0], "value", choices[0])) if choices else "x"


@every_viewset
def test_rows_are_opened_saved_copied_and_read(walker, viewset):
    row = make(viewset.model)
    for field in pointers_at(viewset.model):
        point_at(row, field)
    log(row, "wagtail.edit", user=User.objects.get(email="root@example.org"))
    all_at_once(row)
    names = names_of(viewset)
    handles = any(may(viewset, action) for action in ("add", "change", "delete"))
    for name in names & {"history", "history_results", "workflow_history"} if handles else ():
        walker.get(address(viewset, name, row), must_show=name == "history")
    if "inspect" in names:
        page = walker.get(address(viewset, "inspect", row))
        fields = context_of(page)["view"].fields
        if any(getattr(row, name, None) == MOMENT for name in fields):
            walker.read("inspect", words_of(page.text), must_show=True)
    if may(viewset, "change"):
        walker.get(f"{address(viewset, 'usage', row)}?describe_on_delete=1")
        before = values_of(row)
        edit = walker.get(address(viewset, "edit", row), "edit")
        sent = as_sent(biggest_form(edit.text))
        walker.post(address(viewset, "edit", row), sent, "edit, nothing changed")
        walker.expect(values_of(row) == before, f"saved as it was, yet changed: {values_of(row) ^ before}")
        if may(viewset, "add"):
            page = walker.get(address(viewset, "add"), "add")
            data = {**as_sent(biggest_form(page.text)), **without_keys(sent)}
            walker.post(address(viewset, "add"), data, allowed=(200, 302))
    if "copy" in names and may(viewset, "add"):
        walker.get(address(viewset, "copy", row))
    assert walker.faults == []


@services.asked_once
@every_viewset
def test_rows_are_opened_and_refused_where_texts_need_a_second_pair_of_eyes(walker, viewset):
    row = make(viewset.model)
    for page in Page.objects.filter(depth=SECTION_DEPTH):
        mark_section(page, True)
    if may(viewset, "change"):
        walker.get(address(viewset, "edit", row))
        walker.post(address(viewset, "edit", row), {}, allowed=(200, 302))
    if may(viewset, "add"):
        walker.get(address(viewset, "add"))
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
        "closed_at",  # Whoever saves an account that is active opens it again.
    }
    return {(name, str(value)) for name, value in kept.items() if name not in clocks}


def without_keys(data: dict[str, list[str]]) -> dict[str, list[str]]:
    """The form's fields as those of a new row: rows below it are new too."""
    return {
        name: ["0"] if name.endswith("-INITIAL_FORMS") else [""] if name.endswith("-id") else values
        for name, values in data.items()
    }

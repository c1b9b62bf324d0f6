"""What others rely on changes by the admin only with a step in the journal and letters to those concerned.

Every kind of row that the admin keeps is relied on (`portal.journal.registry`), only read there, has words that are
told of otherwise, or is declared here, with a reason, to be nothing that anybody is written to about.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from federation.directory.models import Organisation
from federation.membership.models import Membership, Representative
from federation.people.models import Person
from federation.workshops.models import WorkshopDescription, WorkshopTrainer
from portal.content import versions
from portal.editing.facts import CreateView, EditView, RevertView
from portal.editing.viewsets import DeleteView
from portal.journal.models import Step
from portal.journal.registry import RELIED_ON
from portal.mail.models import Letter
from tests.federation.membership.factories import RepresentativeFactory

from .forms import as_sent, biggest_form
from .registry import VIEWSETS, may, named
from .rows import make
from .test_facts import other
from .walking import Walker, address

pytestmark = pytest.mark.django_db
BY_MODEL = {viewset.model: viewset for viewset in VIEWSETS}

OWES_NOTHING = {
    "accounts.User": "an account is its owner's; an address changes by a verb that writes to both, a name by the person",
    "auth.Group": "roles are withdrawn and given by programs",
    "directory.OrganisationDescription": "an editorial text, with its own workflow and history",
    "directory.Region": "a name of the law, which nobody but the law changes",
    "home.ContactMessage": "what somebody wrote; it is answered by a verb",
    "membership.RepresentativeInvitation": "nobody relies on it until it is accepted; it is withdrawn by a verb",
    "navigation.Menu": "leads to pages and says nothing of anybody",
    "navigation.Notice": "the portal's own words",
    "news.NewsCategory": "sorts news",
    "resources.Material": "published by the editors themselves",
    "resources.MaterialDescription": "an editorial text, with its own workflow and history",
    "resources.Module": "the curriculum's own words",
    "resources.Topic": "the curriculum's own words",
    "resources.Unit": "the curriculum's own words",
    "search.Promotion": "leads to pages and says nothing of anybody",
    "search.SynonymGroup": "helps search",
    "wagtailcore.Locale": "set up with the installation",
    "wagtailcore.Site": "set up with the installation",
    "workshops.Project": "a record of 2010",
    "workshops.ProjectDescription": "a record of 2010",
}
# Told by whoever publishes them: tests/federation/workshops/test_words_of_others.py.
WORDS = {WorkshopDescription}
# Facts of rows that are relied on, which are changed without a word, and why.
BESIDES = {
    "directory.Organisation": {
        "internal_note": "no reader sees it",
        "is_demo": "says that it was invented",
        **dict.fromkeys(
            ["confidence", "confirmed_year", "checked_on", "sources"], "how well the rest is known"
        ),
    },
    "membership.Membership": {"note": "no reader sees it"},
    "membership.Representative": {},
    "people.Person": {
        "user": "no form changes it",
        "is_demo": "says that it was invented",
        "shown_to": "no form changes it; it is the person's own to say",
    },
    "workshops.WorkshopTrainer": {
        "position": "no form changes it",
        **dict.fromkeys(
            ["language", "invited_at", "accepted_at", "declined_at", "withdrawn_at", "invited_by"],
            "worked out, or answered by whoever was asked",
        ),
    },
}


def a_member(row: Any) -> Person:
    return RepresentativeFactory(organisation=getattr(row, "organisation", row)).person


def an_organiser(row: WorkshopTrainer) -> Person:
    return RepresentativeFactory(organisation=row.workshop.organiser).person


# Somebody who is to be written to.
CONCERNED: dict[type[models.Model], Callable[[Any], Person]] = {
    Organisation: a_member,
    Membership: a_member,
    Representative: a_member,
    Person: lambda row: row,
    WorkshopTrainer: an_organiser,
}
# Doors by which a row changes and nobody is written to, and why.
SILENT = {
    ("directory.Organisation", "add"): "nobody represents an entry that was not there",
    ("people.Person", "add"): "an entry stands for somebody once they do something",
    (
        "people.Person",
        "delete",
    ): "only an entry that nothing hangs on is deleted; who is known is erased, and told",
    ("people.Person", "bulk"): "as one by one",
}
every_relied_on = pytest.mark.parametrize("model", RELIED_ON, ids=lambda model: model._meta.label)


def is_read_only(viewset: Any) -> bool:
    return not (may(viewset, "add") or may(viewset, "change"))


def test_every_kind_of_row_is_relied_on_or_says_why_not():
    known = {*RELIED_ON, *WORDS}
    unsaid = {
        named(viewset) for viewset in VIEWSETS if viewset.model not in known and not is_read_only(viewset)
    }
    assert unsaid - set(OWES_NOTHING) == set()
    assert [label for label in OWES_NOTHING if apps.get_model(label) in known] == []


def test_what_has_a_state_is_told_of_unless_it_says_why_not():
    """A model with a state that gets a form of the admin next year."""
    with_state = {
        model for model in apps.get_models() if "state" in {field.name for field in model._meta.fields}
    }
    forms = {model for model in with_state if model in BY_MODEL and not is_read_only(BY_MODEL[model])}
    assert {model._meta.label for model in forms - {*RELIED_ON}} <= set(OWES_NOTHING)


@every_relied_on
def test_what_is_changed_without_a_word_is_declared(model):
    assert RELIED_ON[model].besides & versions.fact_names(model) == set(BESIDES[model._meta.label])


@every_relied_on
def test_every_door_of_the_admin_is_one_that_tells(model):
    viewset = BY_MODEL[model]
    assert issubclass(viewset.add_view_class, CreateView)
    assert issubclass(viewset.edit_view_class, EditView)
    assert issubclass(viewset.revisions_revert_view_class, RevertView)
    assert issubclass(viewset.delete_view_class, DeleteView)
    assert {action.action_type for action in bulk_action_registry.get_bulk_actions_for_model(
        model._meta.app_label, model._meta.model_name)} == {"delete"}  # fmt: skip


class Told:
    """What a door has left behind since it was made: steps, and letters to somebody who is concerned."""

    def __init__(self, row: Any) -> None:
        self.about = RELIED_ON[type(row)].about(row)
        self.person = CONCERNED[type(row)](row)
        self.last_step = max(Step.objects.values_list("pk", flat=True), default=0)
        self.last_letter = max(Letter.objects.values_list("pk", flat=True), default=0)

    @property
    def steps(self) -> list[Step]:
        return list(Step.objects.about(self.about).filter(pk__gt=self.last_step))

    @property
    def letters(self) -> int:
        return Letter.objects.filter(pk__gt=self.last_letter, person=self.person).count()

    def faults(self, what: str, is_silent: bool = False) -> list[str]:
        """What is missing of one step and the letters owed."""
        found = [] if len(self.steps) == 1 else [f"{what}: {len(self.steps)} steps"]
        owed = not is_silent
        return found + ([f"{what}: {self.letters} letters"] if bool(self.letters) != owed else [])


def posted(value: Any) -> list[str]:
    """A value as a browser sends it."""
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, date) and not isinstance(value, datetime):
        return [value.isoformat()]
    return [""] if value is None else [str(value)]


# What fits a fact of which not anything may be said.
OTHERS = {"region": "KZ-55", "founded_year": 1950, "confirmed_year": 2020, "phone": "+7 701 000 00 00"}


def changes_in(model: type[models.Model], row: models.Model, sent: dict[str, list[str]]) -> dict[str, dict]:
    """By the name of each fact that the form asks for: what is sent where that one is another."""
    form = BY_MODEL[model]._edit_handler.get_form_class()
    found = {}
    for name in form.base_fields:
        field = model._meta.get_field(name)
        value = getattr(row, field.attname)
        if name in getattr(form, "chosen_once", ()):
            continue  # Of a row that is there it is not asked.
        found[name] = {**sent, name: posted(OTHERS.get(name) or other(field, value))}
    for name in form.formsets:
        child = {part.get_accessor_name(): part.related_model for part in versions.parts(model)}[name]
        texts = [field for field in child._meta.fields if type(field) in (models.CharField, models.TextField)]
        new = {f"{name}-0-{field.name}": posted(other(field, "")) for field in texts}
        found[name] = {**sent, **new, f"{name}-TOTAL_FORMS": ["1"]}
    return found


# What must stand in other fields for a fact to be another.
TOGETHER = {
    "membership.Representative": {"until": ["2031-01-01"]},
    "membership.Membership": {"until": ["2031-01-01"]},
}


@every_relied_on
def test_every_fact_of_a_form_is_told_of_when_it_changes(walker, model):
    viewset, relied, faults = BY_MODEL[model], RELIED_ON[model], []
    row = make(model)
    edit = address(viewset, "edit", row)
    sent = as_sent(biggest_form(walker.get(edit).text))
    for name, data in changes_in(model, row, sent).items():
        row = make(model)
        told, edit = Told(row), address(viewset, "edit", row)
        fresh = as_sent(biggest_form(walker.get(edit).text))
        own = {key: value for key, value in data.items() if sent.get(key) != value}
        walker.post(edit, {**fresh, **own}, f"{name} of {row}")
        if name in relied.besides:
            faults += [f"{name}: told of"] if told.steps or told.letters else []
            continue
        faults += told.faults(name)
        faults += [] if name in {change["name"] for step in told.steps for change in step.changes} else [name]
    assert walker.faults + faults == []


def add(walker: Walker, viewset: Any, row: Any) -> None:
    """Sends the form of a new row with what a full one says, once that has made room for it."""
    form = viewset._edit_handler.get_form_class()
    own = {name: posted(getattr(row, f"{name}_id")) for name in getattr(form, "chosen_once", ())}
    sent = as_sent(biggest_form(walker.get(address(viewset, "edit", row)).text))
    type(row)._base_manager.filter(pk=row.pk).delete()
    page = walker.get(address(viewset, "add"))
    walker.post(address(viewset, "add"), {**as_sent(biggest_form(page.text)), **sent, **own}, "add")


def delete(walker: Walker, viewset: Any, row: Any) -> None:
    walker.post(address(viewset, "delete", row), {}, "delete")


def delete_many(walker: Walker, _viewset: Any, row: Any) -> None:
    meta = row._meta
    walker.post(f"/admin/bulk/{meta.app_label}/{meta.model_name}/delete/?id={row.pk}", {}, "bulk")


def go_back(walker: Walker, viewset: Any, row: Any) -> None:
    first = versions.take(row)
    field = next(
        field
        for name in BY_MODEL[type(row)]._edit_handler.get_form_class().base_fields
        if (field := row._meta.get_field(name)).name not in row.stays() | RELIED_ON[type(row)].besides
    )
    setattr(row, field.attname, other(field, getattr(row, field.attname)))
    row.save()
    walker.send_form(address(viewset, "revisions_revert", row, revision_id=first.pk), "revert")


DOORS = {"add": add, "delete": delete, "bulk": delete_many, "revert": go_back}


@pytest.mark.parametrize("door", DOORS)
@every_relied_on
def test_every_other_door_is_told_of(walker, model, door):
    viewset, row = BY_MODEL[model], make(model)
    told = Told(row)
    DOORS[door](walker, viewset, row)
    if door == "add" and told.about == row:  # The new one, which nobody knew before.
        told.about = model._base_manager.latest("pk")
    assert walker.faults + told.faults(door, (model._meta.label, door) in SILENT) == []


def test_what_a_form_leaves_as_it_was_is_no_step_and_no_letter(walker):
    for model in RELIED_ON:
        row = make(model)
        told = Told(row)
        walker.send_form(address(BY_MODEL[model], "edit", row), "nothing changed")
        assert (walker.faults, told.steps, told.letters) == ([], [], 0)

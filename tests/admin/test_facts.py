"""Facts have versions: what each kind of row was once can be read, compared and put back, field by field."""

import re
import string
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import models
from wagtail.models import ModelLogEntry

from federation.directory.models import Organisation
from federation.people.validators import validate_phone
from portal.content import versions
from portal.content.models import Description, Versioned
from portal.content.models.versioned import versioned_models
from search.models import SynonymGroup
from tests import services

from .registry import VIEWSETS, may
from .rows import make
from .walking import address, context_of

pytestmark = [pytest.mark.django_db, services.asked_once]
BY_MODEL = {viewset.model: viewset for viewset in VIEWSETS}
# Rows without versions, and why.
WITHOUT_VERSIONS = {
    "home.ContactMessage": "what somebody wrote; it is answered, not rewritten",
    "workshops.Hosting": "asked and answered at the desk, which the journal tells; nobody rewrites it",
    "membership.RepresentativeInvitation": "made at the desk and answered by its reader; it is withdrawn, not rewritten",
    "workshops.PlaceOffer": "made at the desk and answered by its reader; here it is only read",
    "accounts.User": "an account is a way in and nobody's fact; what it is called is its owner's",
}
_numbers = count(1)


def test_every_row_that_the_admin_edits_has_versions():
    lacking = [
        viewset.model._meta.label
        for viewset in VIEWSETS
        if not issubclass(viewset.model, Versioned | Description)
        and viewset.model._meta.label not in WITHOUT_VERSIONS
        and viewset.model._meta.app_label not in ("wagtailcore", "auth")  # Locales, sites, groups.
    ]
    assert lacking == []


# The first kind of field that fits says what else a field may hold.
OTHERS: dict[Any, Callable[[Any], Any]] = {
    models.BooleanField: lambda value: not value,
    models.DateTimeField: lambda value: (value or datetime(2027, 1, 1, tzinfo=UTC)) + timedelta(hours=1),
    models.DateField: lambda value: (value or date(2027, 1, 1)) + timedelta(days=1),
    models.IntegerField | models.FloatField: lambda value: (value or 1) + 1,
    models.URLField: lambda _value: f"https://example.org/{next(_numbers)}",
    models.EmailField: lambda _value: f"other{next(_numbers)}@example.org",
    models.JSONField: lambda value: ["news"] if value != ["news"] else [],  # The sections of a notice.
    models.SlugField: lambda _value: f"other-{next(_numbers)}",
    models.Field: lambda value: f"{string.ascii_lowercase[next(_numbers) % 26]}{(value or '')[1:]}",
}


def other(field: models.Field, value: Any) -> Any:
    """Another value that the field may hold."""
    if isinstance(field, models.ForeignKey):
        return None if field.null and value is not None else make(field.related_model).pk
    if field.choices:  # The last, for the first state is a draft's, which staff do not see.
        return next(code for code, _words in reversed(field.flatchoices) if code != value and code != "")
    if validate_phone in field.validators:
        return f"+7 700 000 {next(_numbers):04}"
    return next(make_other for kind, make_other in OTHERS.items() if isinstance(field, kind))(value)


def change_everything(row: Versioned) -> None:
    """Gives each fact another value than it has, and each choice and part other rows."""
    for field in versions.facts(type(row)):
        # There is a row for every choice already, or whatever it belongs to is made with a row of its own.
        is_one_of_each = field.unique and (field.choices or field.one_to_one)
        if not isinstance(field, models.ManyToManyField) and not is_one_of_each:
            setattr(row, field.attname, other(field, getattr(row, field.attname)))
    row.save()
    for field in versions.facts(type(row)):
        if isinstance(field, models.ManyToManyField):
            getattr(row, field.name).set([field.related_model.objects.last() or make(field.related_model)])


def everything(row: Versioned) -> dict[str, Any]:
    """What a version would hold of the row now, without the keys of its parts, which are made anew."""
    content = versions.content_of(type(row).objects.get(pk=row.pk))
    for part in versions.parts(type(row)):
        name = part.get_accessor_name()
        content[name] = [{**child, "pk": None, "sort_order": None} for child in content[name]]
    return content


CONSTRAINED = {  # What a row of the kind must hold for its form to take it back.
    "navigation.Notice": {"page": None, "address": "/desk/"},
    "membership.Membership": {"until": None},
    "membership.Representative": {"until": None},
}


# A workshop is read in the admin and changes at the desk, where it is told of.
GO_BACK = [model for model in versioned_models() if may(BY_MODEL[model], "change")]


@pytest.mark.parametrize("model", GO_BACK, ids=lambda model: model._meta.label)
def test_a_row_goes_back_to_what_it_was_field_by_field(walker, model):
    viewset, row = BY_MODEL[model], make(model)
    row = model.objects.get(pk=row.pk)
    for name, value in CONSTRAINED.get(model._meta.label, {}).items():
        setattr(row, name, value)
    row.save()
    then, first = everything(row), versions.take(row)
    change_everything(row)
    changed = everything(row)
    stays = row.stays()
    # What no form has is changed by programs, and is not put back unseen.
    asked = asked_by(viewset)
    stays |= versions.fact_names(model) - asked
    free = [name for name in then if name in asked - stays]
    assert [name for name in free if then[name] == changed[name] and name in fields_of(model)] == []
    revert = address(viewset, "revisions_revert", row, revision_id=first.pk)
    walker.send_form(revert, "an earlier version again")
    assert walker.faults == []
    now = everything(row)
    assert {name: now[name] for name in free} == {name: then[name] for name in free}
    assert {name: now[name] for name in stays} == {name: changed[name] for name in stays}
    line = ModelLogEntry.objects.for_instance(row).first()
    assert (line.action, line.data["revision"]["id"]) == ("wagtail.revert", first.pk)
    walker.get(address(viewset, "history", row))
    compare = walker.get(
        address(viewset, "revisions_compare", row, revision_id_a=first.pk, revision_id_b="latest")
    )
    assert compare.status_code == 200
    assert walker.faults == []


def asked_by(viewset: Any) -> set[str]:
    """The facts that the form of a row asks for."""
    form = viewset._edit_handler.get_form_class()
    return {*form.base_fields, *form.formsets}


def fields_of(model: type[models.Model]) -> set[str]:
    """The names of a model's own columns and choices, without its parts."""
    return {field.name for field in versions.facts(model)}


@pytest.mark.parametrize("viewset", VIEWSETS, ids=lambda viewset: viewset.model._meta.label)
def test_facts_are_not_saved_while_somebody_types(walker, viewset):
    if not issubclass(viewset.model, Versioned | Description):
        return
    if not may(viewset, "change"):
        return
    page = walker.get(address(viewset, "edit", make(viewset.model)))
    assert context_of(page)["autosave_enabled"] is issubclass(viewset.model, Description)


def test_a_form_leaves_one_line_for_a_new_row_and_one_for_a_change(walker):
    viewset = BY_MODEL[SynonymGroup]
    sent = {"language": "kk", "words": "қор, коллекция"}
    walker.post(address(viewset, "add"), sent)
    row = SynonymGroup.objects.latest("pk")
    walker.post(address(viewset, "edit", row), {**sent, "words": "қор, жинақ"})
    assert walker.faults == []
    lines = ModelLogEntry.objects.for_instance(row).order_by("pk")
    assert [line.action for line in lines] == ["wagtail.create", "wagtail.edit"]


def test_a_comparison_shows_no_value_as_python_writes_it(walker):
    row = make(Organisation)
    row.lat = row.checked_on = row.founded_year = None
    row.save()
    first = versions.take(row)
    row.lat, row.founded_year, row.checked_on, row.is_demo = 50.5, 1931, date(2026, 3, 9), not row.is_demo
    row.save()
    page = walker.get(
        address(
            BY_MODEL[Organisation], "revisions_compare", row, revision_id_a=first.pk, revision_id_b="latest"
        )
    )
    changes = "".join(re.findall(r'<td class="comparison[^>]*>(.*?)</td>', page.text, re.DOTALL))
    assert "1931" in changes
    assert [word for word in ("None", "True", "False", "2026-03-09") if word in changes] == []

"""By a former name nobody but the secretariat finds somebody: it would tell everybody that two names are one person's."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from federation.people.actions import give_consent
from federation.people.enums import Purpose
from federation.people.models import Person
from federation.people.rules import current_wording
from portal.accounts.enums import Role
from portal.content.searchable import ReindexesRelated, Searchable
from tests.admin.rows import make
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db
SAID_YES = {
    "workshops.WorkshopTrainer": {"accepted_at": datetime(2026, 1, 1, tzinfo=UTC)}
}  # Else nobody is shown.
FORMER, NOW = "Бұрынғытегі", {"full_name": "Қазіргі", "name_ru": "Нынешняя", "latin_name": "Today"}


def told_to_search() -> list:
    """Every kind of row that tells search of a person: what search finds itself, and what stands behind it."""
    kinds = [model for model in apps.get_models() if issubclass(model, Searchable | ReindexesRelated)]
    return [
        pytest.param(model, field.name, id=f"{model._meta.label}.{field.name}")
        for model in kinds
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and issubclass(field.related_model, Person)
    ]


def entries_about(row) -> str:
    things = [row] if isinstance(row, Searchable) else row.searchable_things()
    found = [type(thing).searchable_rows().get(pk=thing.pk).search_entries() for thing in things]
    return str([list(entries) for entries in found])


@pytest.mark.parametrize(("model", "key"), told_to_search())
def test_public_search_finds_by_the_names_that_are_shown_alone(model, key):
    person = PersonFactory(**NOW, name_kk="", other_names=FORMER)
    for purpose in Purpose:
        give_consent(person, current_wording(purpose))
    told = entries_about(make(model, **{key: person}, **SAID_YES.get(model._meta.label, {})))
    assert FORMER not in told
    if key == "person":  # Who is named; others stand behind the row.
        assert {name: name in told for name in NOW.values()} == dict.fromkeys(NOW.values(), True)


def test_kinds_are_found():
    assert len(told_to_search()) >= 3


def test_the_secretariat_finds_by_every_name(client):
    person = PersonFactory(**NOW, other_names=FORMER)
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    page = client.get(f"/admin/snippets/people/person/?q={FORMER}")
    assert [row.pk for row in page.context["object_list"]] == [person.pk]

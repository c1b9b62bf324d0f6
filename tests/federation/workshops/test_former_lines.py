"""Whom a line of trainers named before stands in none of its versions: nobody would find them there."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from federation.workshops import actions
from federation.workshops.jobs import forget_addresses_of_trainers
from federation.workshops.models import WorkshopTrainer
from portal.content import versions
from tests.federation.people.factories import PersonFactory

from .factories import WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
ANNA, HER_ADDRESS = "Қупияанна", "qupiyaanna@example.org"
BORIS, HIS_ADDRESS = "Борис Үлгі", "boris@example.org"


@pytest.fixture
def line(association):
    workshop = WorkshopFactory(organiser=association, state="draft", parts=False)
    made = WorkshopTrainerFactory(workshop=workshop, name=ANNA, email=HER_ADDRESS)
    made.role = "observer"
    made.save()
    return made


def told(line) -> str:
    """All versions of a line, and what its history says."""
    kept = Revision.objects.for_instance(line).values_list("content", flat=True)
    return str([*kept, *ModelLogEntry.objects.for_instance(line).values_list("label", "data")])


def write(line, name: str, email: str, **more) -> None:
    """As the form of the workshop does, which finds the line by its key."""
    draft = actions.Draft(
        words={"kk": {"title": "Басқару"}},
        trainers=[actions.TrainerLine(name, email, row=line.pk, **more)],
    )
    actions.save_draft(None, line.workshop.organiser, draft, line.workshop)


@pytest.mark.parametrize(
    ("name", "email"), [(BORIS, HIS_ADDRESS), (BORIS, HER_ADDRESS), (ANNA, HIS_ADDRESS), (ANNA, "")]
)
def test_what_was_typed_before_stands_in_no_version_and_what_is_typed_now_does(line, name, email):
    assert [word in told(line) for word in (ANNA, HER_ADDRESS)] == [True, True]
    write(line, name, email)
    assert [word in told(line) for word in (ANNA, HER_ADDRESS)] == [name == ANNA, email == HER_ADDRESS]
    assert [version.content["role"] for version in versions.versions_of(line)][-2:] == ["observer", "lead"]


def test_who_was_typed_is_forgotten_where_another_was_chosen(line, association):
    known = WorkshopFactory(organiser=association, parts=False)
    person = WorkshopTrainerFactory(workshop=known, person=PersonFactory()).person
    write(line, "", "", person=person.pk)
    assert WorkshopTrainer.objects.get(pk=line.pk).person == person
    assert [word in told(line) for word in (ANNA, HER_ADDRESS)] == [False, False]


def test_change_in_the_admin_forgets_too_and_no_return_brings_a_name_back(line):
    first = versions.versions_of(line).last()
    line.name, line.email = BORIS, HIS_ADDRESS
    line.save()
    assert [word in told(line) for word in (ANNA, HER_ADDRESS)] == [False, False]
    first.refresh_from_db()
    line.with_content_json(first.content).save()
    line.refresh_from_db()
    assert (line.name, line.email, line.role) == (BORIS, HIS_ADDRESS, "lead")


def test_versions_with_an_address_are_found_a_year_later_though_the_line_has_none(line):
    day = timezone.localdate() - timedelta(days=366)
    type(line.workshop).objects.filter(pk=line.workshop_id).update(starts_on=day, ends_on=day)
    WorkshopTrainer.objects.filter(pk=line.pk).update(email="")
    assert HER_ADDRESS in told(line)
    assert (forget_addresses_of_trainers(), forget_addresses_of_trainers()) == (1, 0)
    assert HER_ADDRESS not in told(line)


def test_versions_of_before_are_put_right_once(line):
    other = WorkshopTrainerFactory(name="Қалған", email="stays@example.org")
    WorkshopTrainer.objects.filter(pk=line.pk).update(name=BORIS, email=HIS_ADDRESS)
    migration = import_module("federation.workshops.migrations.0010_forget_former_names_of_trainers")
    for _time in range(2):
        migration.forget_former(apps, None)
    assert [word in told(line) for word in (ANNA, HER_ADDRESS)] == [False, False]
    assert [word in told(other) for word in ("Қалған", "stays@example.org")] == [True, True]

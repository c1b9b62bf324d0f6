"""Somebody chosen from earlier workshops is one line, theirs alone, and is asked as everybody else is."""

import pytest
from django.test import Client
from django.utils import timezone

from federation.workshops import actions
from federation.workshops.models import Workshop, WorkshopTrainer
from tests.doors.bodies import own_form
from tests.federation.people.factories import PersonFactory
from tests.portal.accounts.factories import UserFactory

from .factories import WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
TITLE = {"ru": {"title": "Устав"}}


@pytest.fixture
def chosen(association):
    """Trains for the association already; the address that was typed then is forgotten."""
    user = UserFactory(email="aigul@example.org", first_name="Айгүл", last_name="Үлгі")
    WorkshopTrainerFactory(
        workshop=WorkshopFactory(organiser=association, parts=False),
        person=user.person, invited_at=timezone.now(), accepted_at=timezone.now(),
    )  # fmt: skip
    return user.person


@pytest.fixture
def draft(association):
    return WorkshopFactory(organiser=association, state="draft", parts=False)


@pytest.fixture
def door(manager):
    client = Client()
    client.force_login(manager)
    return client


def save(workshop: Workshop, *lines: actions.TrainerLine) -> list[WorkshopTrainer]:
    actions.save_draft(None, workshop.organiser, actions.Draft(words=TITLE, trainers=lines), workshop)
    return list(workshop.trainers.order_by("position"))


def send(door: Client, workshop: Workshop, **changes: str):
    address = f"/ru/desk/workshops/{workshop.slug}/edit/"
    form = dict(own_form(door.get(address).text, address).form_values())
    return door.post(address, {**form, "action": "save", **changes})


# --- One line for one person ------------------------------------------------------------------------------------------


def test_who_is_chosen_in_two_lines_is_said_to_be_named_twice_and_what_was_typed_stays(draft, chosen, door):
    for number in (1, 2):
        WorkshopTrainerFactory(workshop=draft, name=f"Жазылған {number}", position=number)
    choices = {f"trainers-{number}-{name}": value for number in (0, 1)
               for name, value in (("name", ""), ("person", str(chosen.pk)))}  # fmt: skip
    page = send(door, draft, hours="10:00–17:00", **choices)
    assert page.status_code == 200
    rows = page.context["trainers"]
    assert [list(row.errors) for row in rows[:2]] == [[], ["person"]]
    assert rows[1]["person"].value() == str(chosen.pk)
    assert 'value="10:00–17:00"' in page.text
    assert [row.person for row in draft.trainers.all()] == [None, None]


def test_person_chosen_twice_in_lines_that_are_there_is_one_line(draft, chosen):
    first, second = WorkshopTrainerFactory.create_batch(2, workshop=draft)
    lines = [actions.TrainerLine("", row=row.pk, person=chosen.pk) for row in (first, second)]
    assert [(row.pk, row.person) for row in save(draft, *lines)] == [(first.pk, chosen)]


def test_whoever_has_the_line_already_keeps_it_though_the_form_did_not_know(draft, chosen):
    """Somebody else has chosen them, or they have accepted, since the form was opened."""
    typed = WorkshopTrainerFactory(workshop=draft)
    theirs = WorkshopTrainerFactory(workshop=draft, person=chosen)
    (left,) = save(draft, actions.TrainerLine("", row=typed.pk, person=chosen.pk))
    assert (left.pk, left.person) == (theirs.pk, chosen)


def test_two_who_are_chosen_and_have_one_name_are_two_lines(draft, chosen, association):
    namesake = PersonFactory(full_name=chosen.full_name)
    WorkshopTrainerFactory(workshop=WorkshopFactory(organiser=association, parts=False), person=namesake)
    lines = [actions.TrainerLine("", person=person.pk) for person in (chosen, namesake)]
    assert [row.person for row in save(draft, *lines)] == [chosen, namesake]
    third = actions.TrainerLine(chosen.full_name, "typed@example.org")  # And one who was typed.
    assert [row.person for row in save(draft, *lines, third)] == [chosen, namesake, None]


def test_who_is_chosen_instead_of_somebody_who_was_asked_has_not_been_asked(draft, chosen):
    asked = WorkshopTrainerFactory(
        workshop=draft, email="other@example.org", invited_at=timezone.now(), declined_at=timezone.now()
    )
    (line,) = save(draft, actions.TrainerLine("", row=asked.pk, person=chosen.pk))
    assert (line.person, line.invited_at, line.declined_at) == (chosen, None, None)

"""Somebody chosen from earlier workshops is one line, theirs alone, and is asked as everybody else is."""

import pytest
from django.test import Client
from django.utils import timezone

from federation.workshops import actions
from federation.workshops.models import Workshop, WorkshopTrainer
from portal.mail.models import Letter
from portal.navigation.registry import Acting, tasks_for
from tests.doors.bodies import own_form
from tests.federation.people.factories import PersonFactory
from tests.outbox import written_letters
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
    page = send(door, draft, hours_note="10:00–17:00", **choices)
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


# --- Asking them ------------------------------------------------------------------------------------------------------


def manage(door: Client, workshop: Workshop):
    return door.get(f"/ru/desk/workshops/{workshop.slug}/")


def invite(door: Client, workshop: Workshop) -> None:
    door.post(f"/ru/desk/workshops/{workshop.slug}/trainers/invite/")


@pytest.mark.parametrize("address", ["", "aigul@example.org", "typed@example.org"])
def test_who_was_chosen_is_asked_before_the_organiser_reads_that_they_have_confirmed(
    draft, chosen, door, address
):
    (line,) = save(draft, actions.TrainerLine("", address, person=chosen.pk))
    told = []
    for act in (
        lambda: None,
        lambda: invite(door, draft),
        lambda: actions.accept_training(line, chosen.user),
    ):
        act()
        page = manage(door, draft)
        (shown,) = page.context["contents"].trainers
        told.append((str(draft.trainers.get().answer), page.context["may_invite"], shown.email))
    assert told == [
        ("not_invited", True, address), ("invited", False, address), ("accepted", False, address)
    ]  # fmt: skip


def test_who_was_chosen_without_an_address_is_written_to_as_the_person_and_declines(draft, chosen, door):
    (line,) = save(draft, actions.TrainerLine("", person=chosen.pk))
    for _time in range(2):
        invite(door, draft)
    (letter,) = written_letters().filter(key__contains="trainer_invited")
    assert (letter.person, letter.address) == (chosen, chosen.user.email)
    assert f"/desk/trainings/{line.pk}/" in letter.text and chosen.user.email in letter.text
    client = Client()
    client.force_login(chosen.user)
    (task,) = tasks_for(Acting(chosen.user))
    assert task.url.endswith(f"/desk/trainings/{line.pk}/")
    client.post(f"/en/desk/trainings/{line.pk}/", {"answer": "decline"})
    line.refresh_from_db()
    assert (str(line.answer), line.is_shown) == ("declined", False)
    assert "You have declined" in client.get(f"/en/desk/trainings/{line.pk}/").text


def test_who_was_chosen_and_is_asked_hears_that_the_workshop_is_cancelled(chosen, door, association, manager):
    workshop = WorkshopFactory(organiser=association, parts=False)
    WorkshopTrainerFactory(workshop=workshop, person=chosen, name=chosen.full_name)
    invite(door, workshop)
    actions.cancel_workshop(workshop, manager, "Зал закрыт.")
    (letter,) = Letter.objects.filter(key__contains="invitation_ended")
    assert letter.person == chosen
    assert letter.writer and not Letter.objects.filter(key__contains="training_cancelled").exists()
    assert "Зал закрыт." in written_letters().get(pk=letter.pk).text


def test_who_cannot_be_asked_is_shown_as_a_line_without_an_address(draft, door):
    closed = UserFactory(is_active=False).person
    for person in (PersonFactory(), closed):
        WorkshopTrainerFactory(workshop=draft, person=person)
    page = manage(door, draft)
    assert [str(row.answer) for row in draft.trainers.all()] == ["no_address"] * 2
    assert page.context["may_invite"] is False


def test_address_of_somebody_chosen_without_an_account_answers_by_whoever_confirmed_it(draft, door):
    without = PersonFactory()
    line = WorkshopTrainerFactory(workshop=draft, person=without, email="typed@example.org")
    invite(door, draft)
    user = UserFactory(email="typed@example.org", first_name="Айгүл", last_name="Үлгі")
    actions.accept_training(line, user)
    line.refresh_from_db()
    assert line.person == user.person


def test_nobody_else_answers_for_who_was_chosen(draft, chosen, door):
    (line,) = save(draft, actions.TrainerLine("", "typed@example.org", person=chosen.pk))
    invite(door, draft)
    other = UserFactory(email="typed@example.org", first_name="Басқа", last_name="Біреу")
    with pytest.raises(WorkshopTrainer.DoesNotExist):
        actions.accept_training(line, other)

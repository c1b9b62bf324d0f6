"""A trainer hears of what becomes of the workshop as those do who have a place, and can step back."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from federation.people.actions import merge, undo
from federation.workshops import actions
from federation.workshops.models import Workshop, WorkshopTrainer
from portal.mail.models import Letter
from portal.mail.rendering import render_facts
from portal.navigation.registry import Acting, tasks_for
from tests import services
from tests.federation.people.factories import PersonFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .amending import amend, ask, draft_with
from .factories import WorkshopFactory, WorkshopTrainerFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
REASON = "Зал закрыт."
TO_TRAINERS = ("training_cancelled", "amended_training", "invitation_ended")


@pytest.fixture
def workshop(association):
    return WorkshopFactory(organiser=association, parts=False)


@pytest.fixture
def trainer(db):
    return UserFactory(
        email="aigul@example.org", first_name="Айгүл", last_name="Үлгі", preferred_language="ru"
    )


@pytest.fixture
def line(workshop, trainer):
    made = WorkshopTrainerFactory(
        workshop=workshop, name="A. Ulgi", email=trainer.email, invited_at=timezone.now()
    )
    return actions.accept_training(made, trainer)


def to_trainers(letters) -> list[tuple[str, str, str]]:
    return [row for row in letters() if row[0] in TO_TRAINERS]


# --- What is told -----------------------------------------------------------------------------------------------------


def test_cancelling_tells_each_trainer_once_in_their_language(workshop, line, manager, letters):
    asked = WorkshopTrainerFactory(
        workshop=workshop, email="asked@example.org", invited_at=timezone.now(), language="kk"
    )
    by_post = PersonFactory(preferred_language="kk")
    WorkshopTrainerFactory(workshop=workshop, person=by_post)
    for state in ({"declined_at": timezone.now()}, {"invited_at": None}):
        WorkshopTrainerFactory(
            workshop=workshop, email="untold@example.org", **{"invited_at": timezone.now(), **state}
        )
    for _time in range(2):
        actions.cancel_workshop(workshop, manager, REASON)
    assert to_trainers(letters) == [
        ("invitation_ended", asked.email, "kk"),
        ("training_cancelled", "", "kk"),
        ("training_cancelled", "aigul@example.org", "ru"),
    ]
    told = written_letters().filter(key__regex=r"(training_cancelled|invitation_ended)")
    assert [REASON in letter.text for letter in told] == [True] * 3
    assert set(told.values_list("category", flat=True)) == {"necessary"}
    assert set(
        Letter.objects.filter(key__contains="training_cancelled").values_list("person", flat=True)
    ) == {
        line.person_id,
        by_post.pk,
    }


def test_other_dates_tell_each_trainer_once(workshop, line, manager, secretary, letters):
    later = workshop.starts_on + timedelta(days=9)
    change = ask(workshop, manager, REASON, starts_on=later, ends_on=later)
    assert to_trainers(letters) == []
    for _time in range(2):
        actions.approve_change(change, secretary)
    assert to_trainers(letters) == [("amended_training", "aigul@example.org", "ru")]
    letter = written_letters().get(key__contains="amended_training")
    assert f"/ru/desk/trainings/{line.pk}/" in letter.text and "Айгүл Үлгі" in letter.text


def test_address_that_was_changed_meanwhile_hears_nothing(workshop, manager):
    asked = WorkshopTrainerFactory(workshop=workshop, email="asked@example.org", invited_at=timezone.now())
    actions.cancel_workshop(workshop, manager, REASON)
    WorkshopTrainer.objects.filter(pk=asked.pk).update(email="other@example.org")
    assert render_facts(Letter.objects.get(key__contains="invitation_ended")) is False


# --- Stepping back ----------------------------------------------------------------------------------------------------


def door(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(line: WorkshopTrainer) -> str:
    return f"/ru/desk/trainings/{line.pk}/step-back/"


def test_trainer_steps_back_once_and_is_shown_nowhere(workshop, line, trainer, manager, client):
    public = workshop.url_in("ru")
    assert "Айгүл Үлгі" in client.get(public).text
    own = door(trainer)
    assert address(line) in own.get(f"/ru/desk/trainings/{line.pk}/").text
    own.get(address(line))
    assert WorkshopTrainer.objects.get(pk=line.pk).declined_at is None  # Asked first.
    own.post(address(line))
    assert WorkshopTrainer.objects.get(pk=line.pk).declined_at is None  # Not without a reason.
    own.post(address(line), {"words": REASON})
    first = WorkshopTrainer.objects.filter(pk=line.pk).values().get()
    own.post(address(line), {"words": REASON})
    page = own.post(f"/ru/desk/trainings/{line.pk}/", {"answer": "accept", "consent": "on"})
    assert page.context["refusal"]  # Nothing was accepted.
    assert WorkshopTrainer.objects.filter(pk=line.pk).values().get() == first
    assert "Айгүл Үлгі" not in client.get(public).text
    assert f"/workshops/{workshop.slug}/" not in client.get("/ru/search/?q=Айгүл").text
    assert str(workshop.title) not in own.get("/ru/desk/my-workshops/").text
    (letter,) = written_letters().filter(key__contains="trainer_stepped_back")
    assert (letter.address, "Айгүл Үлгі" in letter.text) == (manager.email, True)
    assert REASON in letter.text
    assert REASON in door(manager).get(f"/ru/desk/workshops/{workshop.slug}/").text  # In the log.
    (task,) = tasks_for(Acting(manager))
    assert "Айгүл Үлгі" in task.why
    history = ModelLogEntry.objects.for_instance(line).filter(user=trainer)
    assert history.count() == 1


def test_nobody_steps_back_without_a_reason_by_any_way(line, trainer):
    with pytest.raises(actions.Refused):
        actions.step_back(line, trainer, " ")
    line.refresh_from_db()
    assert line.declined_at is None


def test_others_cannot_step_back_for_a_trainer(line):
    other = UserFactory()
    for send in (door(other).get, door(other).post):
        assert send(address(line)).status_code == 404
    line.refresh_from_db()
    assert line.declined_at is None


@pytest.mark.parametrize(
    ("days", "state", "steps"),
    [(0, "approved", True), (1, "approved", False), (0, "cancelled", False), (0, "draft", True)],
)
def test_trainer_steps_back_until_the_last_day(workshop, line, trainer, days, state, steps):
    last = timezone.localdate() - timedelta(days=days)
    Workshop.objects.filter(pk=workshop.pk).update(starts_on=last, ends_on=last, state=state)
    assert (address(line) in door(trainer).get(f"/ru/desk/trainings/{line.pk}/").text) is steps
    door(trainer).post(address(line), {"words": REASON})
    line.refresh_from_db()
    assert bool(line.declined_at) is steps
    assert Letter.objects.filter(key__contains="trainer_stepped_back").exists() is steps


def test_who_was_chosen_without_being_asked_steps_back_too(workshop, trainer):
    line = WorkshopTrainerFactory(workshop=workshop, person=trainer.person, email=trainer.email)
    own = door(trainer)
    assert address(line) in own.get(f"/ru/desk/trainings/{line.pk}/").text
    for _time in range(2):
        assert own.post(address(line), {"words": REASON}).status_code == 302
    line.refresh_from_db()
    assert line.answer == "stepped_back"
    assert not actions.invite_trainers(workshop, None)


def test_who_stepped_back_in_one_of_two_lines_that_a_merge_joins_trains(workshop, secretary):
    kept, merged = PersonFactory(), PersonFactory()
    line = WorkshopTrainerFactory(workshop=workshop, person=kept, declined_at=timezone.now())
    WorkshopTrainerFactory(workshop=workshop, person=merged)
    done = merge(kept.pk, merged.pk, [], secretary)
    line.refresh_from_db()
    assert line.declined_at is None
    undo(done.pk, secretary)
    line.refresh_from_db()
    assert line.answer == "stepped_back"


def test_who_is_named_again_in_the_same_line_is_asked_and_heard_again(workshop, manager, trainer, letters):
    def name(email: str) -> None:
        (own,) = draft_with(workshop).trainers
        amend(workshop, manager, trainers=[replace(own, email=email)])

    line = WorkshopTrainerFactory(workshop=workshop, name="A. Ulgi")
    for number in range(1, 3):
        name(trainer.email)
        actions.decline_training(line, trainer)
        name("substitute@example.org")
        kinds = Counter((kind, address) for kind, address, _language in letters())
        assert kinds["trainer_invited", trainer.email] == number
        assert kinds["trainer_declined", manager.email] == number

"""Words of a workshop that somebody else than its organiser changes: by every door a step, a new event in calendars and
one letter.
"""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from federation.workshops import actions
from federation.workshops.models import Workshop, WorkshopDescription, WorkshopTrainer
from portal.accounts.enums import Role
from tests.admin.forms import as_sent, biggest_form
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .factories import WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
TOLD = [("words_changed", "manager@test.example", "ru")]


@pytest.fixture
def workshop(association) -> Workshop:
    """An approved one, whose words in Kazakh are read, and have a version."""
    workshop = WorkshopFactory(organiser=association)
    words = workshop.descriptions.get()
    words.save_revision().publish()
    return workshop


@pytest.fixture
def editor():
    return UserFactory(role=Role.EDITOR)


def other_words(workshop: Workshop) -> WorkshopDescription:
    words = workshop.descriptions.get()
    words.title, words.programme = "Басқа атау", "9:00 – кіріспе"
    return words


def address(name: str, *args) -> str:
    return reverse(WorkshopDescription.snippet_viewset.get_url_name(name), args=args)


def publish_in_the_form(workshop, client):
    words = workshop.descriptions.get()
    form = as_sent(biggest_form(client.get(address("edit", words.pk)).text))
    changed = {**form, "title": "Басқа атау", "programme": "9:00 – кіріспе", "action-publish": "1"}
    client.post(address("edit", words.pk), changed)


def approve_in_a_workflow(workshop, client):
    words = other_words(workshop)
    words.save_revision()
    moderator = UserFactory(role=Role.MODERATOR)
    state = Workflow.objects.filter(active=True).first().start(words, moderator)
    state.current_task_state.approve(user=moderator)
    state.refresh_from_db()
    while state.status == state.STATUS_IN_PROGRESS:
        state.current_task_state.approve(user=moderator)
        state.refresh_from_db()


def publish_by_the_clock(workshop, client):
    words = other_words(workshop)
    words.go_live_at = timezone.now() + timedelta(hours=1)
    words.save_revision().publish()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")


def go_back_to_a_version(workshop, client):
    words = workshop.descriptions.get()
    first = words.latest_revision
    with actions.words.told_of_otherwise():
        other_words(workshop).save_revision().publish()
    client.post(
        address("revisions_revert", words.pk, first.pk),
        {**as_sent(biggest_form(client.get(address("revisions_revert", words.pk, first.pk)).text)),
         "action-publish": "1"},
    )  # fmt: skip


DOORS = [publish_in_the_form, approve_in_a_workflow, publish_by_the_clock, go_back_to_a_version]


@pytest.mark.parametrize("door", DOORS)
def test_whoever_publishes_other_words_it_is_one_step_one_event_and_one_letter(
    door, workshop, editor, client, letters
):
    client.force_login(editor)
    before = Workshop.objects.get(pk=workshop.pk).calendar_sequence
    if door is go_back_to_a_version:
        before += 1
    door(workshop, client)
    (step,) = workshop.steps.all()
    assert (step.verb, [one["name"] for one in step.changes]) == ("words", ["kk_title", "kk_programme"])
    assert letters() == TOLD
    assert Workshop.objects.get(pk=workshop.pk).calendar_sequence == before + 1
    (letter,) = written_letters().filter(key__contains="words_changed")
    assert "Название (казахский); Программа (казахский)" in letter.text


def test_words_of_an_approved_workshop_are_told_once_to_everybody_whom_they_concern(workshop, letters):
    place = actions.take_place(workshop, UserFactory(email="reader@test.example"))
    line = WorkshopTrainerFactory(workshop=workshop, person=UserFactory(email="trainer@test.example").person)
    WorkshopTrainer.objects.filter(pk=line.pk).update(accepted_at=timezone.now())
    written_letters().delete()
    other_words(workshop).save_revision().publish()
    told = sorted((kind, address) for kind, address, _language in letters())
    assert (place.state, told) == (
        "registered",
        [
            ("amended", "reader@test.example"),
            ("amended_training", "trainer@test.example"),
            ("words_changed", "manager@test.example"),
        ],
    )


def test_words_in_another_language_are_told_of_when_they_come(workshop, letters):
    words = WorkshopDescription.objects.create(record=workshop, language="ru", title="Название", live=False)
    words.save_revision().publish()
    assert (letters(), workshop.steps.get().changes) == (
        TOLD,
        [{"name": "ru_title", "stood": "", "stands": "Название"}],
    )


def test_words_that_are_taken_back_or_deleted_are_told_of(workshop, editor, client, letters):
    words = workshop.descriptions.get()
    words.unpublish(user=editor)
    assert (letters(), [step.verb for step in workshop.steps.all()]) == (TOLD, ["words"])
    words.save_revision().publish()
    workshop.descriptions.get().delete()
    assert (letters(), [step.verb for step in workshop.steps.all()]) == (TOLD * 3, ["words"] * 3)


def test_a_draft_that_nobody_reads_and_the_same_words_again_are_told_to_nobody(workshop, letters):
    words = other_words(workshop)
    words.save_revision()
    workshop.descriptions.get().save_revision().publish()
    assert (letters(), workshop.steps.count()) == ([], 0)


def test_who_speaks_for_the_organiser_reads_no_letter_about_what_they_did(workshop, manager, client, letters):
    manager.groups.add(*UserFactory(role=Role.EDITOR).groups.all())
    client.force_login(manager)
    publish_in_the_form(workshop, client)
    (step,) = workshop.steps.all()
    assert (step.by, letters()) == (manager, [])


def test_the_form_of_a_returned_workshop_is_told_of_when_it_is_sent(association, manager, letters):
    workshop = WorkshopFactory(organiser=association, state="returned")
    draft = actions.Draft(words={"kk": {"title": "Жаңа атау"}}, facts={"working_language": "kk"})
    actions.save_draft(manager, association, draft, workshop)
    assert (workshop.descriptions.get().title, letters(), workshop.steps.count()) == ("Жаңа атау", [], 0)


def test_words_that_an_editor_mends_while_the_secretariat_reads_are_told_of(association, letters):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    other_words(workshop).save_revision().publish()
    assert (letters(), workshop.steps.count()) == (TOLD, 1)


@pytest.mark.parametrize("of", [{"state": "draft"}, {"is_historic": True}])
def test_words_of_drafts_and_of_long_ago_are_told_to_nobody(association, letters, of):
    workshop = WorkshopFactory(organiser=association, **of)
    other_words(workshop).save_revision().publish()
    assert (letters(), workshop.steps.count()) == ([], 0)

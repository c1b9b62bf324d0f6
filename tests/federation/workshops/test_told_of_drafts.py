"""Whoever is asked to help before a workshop is approved hears of its other days and places, of being named no more,
and of a draft that is deleted; nobody else does.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from federation.workshops import actions
from federation.workshops.actions import TrainerLine
from federation.workshops.models import Workshop
from tests import services
from tests.federation.membership.factories import RepresentativeFactory
from tests.outbox import written_letters

from .amending import draft_with
from .factories import HostingFactory, WorkshopFactory, WorkshopTrainerFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
ASKED, CHOSEN = "asked@test.example", "chosen@test.example"


@pytest.fixture
def draft(association) -> Workshop:
    made = WorkshopFactory(organiser=association, state="draft", parts=False)
    WorkshopTrainerFactory(workshop=made, name="Asked", email=ASKED, invited_at=timezone.now())
    WorkshopTrainerFactory(workshop=made, name="Chosen", email=CHOSEN)
    head = RepresentativeFactory(user__email="head@test.example")
    Workshop.objects.filter(pk=made.pk).update(host=head.organisation)
    made = Workshop.objects.get(pk=made.pk)
    HostingFactory(workshop=made, organisation=head.organisation, state="asked")
    return made


def save(draft: Workshop, manager, **changes) -> None:
    actions.save_draft(manager, draft.organiser, draft_with(draft, **changes), draft)


def told() -> dict[str, list[str]]:
    """The addresses written to, by the kind of letter."""
    found: dict[str, list[str]] = {}
    for letter in written_letters().filter(key__startswith="workshops:").order_by("address"):
        found.setdefault(letter.key.split(":")[1], []).append(letter.address)
    return found


def test_other_days_are_told_to_those_who_were_asked(draft, manager):
    later = draft.starts_on + timedelta(days=7)
    save(draft, manager, starts_on=later, ends_on=later)
    assert told() == {"amended_invitation": [ASKED], "amended_hosting": ["head@test.example"]}
    save(draft, manager, starts_on=later, ends_on=later)  # Sent twice.
    assert told() == {"amended_invitation": [ASKED], "amended_hosting": ["head@test.example"]}


def test_words_of_a_draft_are_told_to_nobody(draft, manager):
    save(draft, manager, kk_title="Басқаша аталады")
    assert told() == {}


@pytest.mark.parametrize(
    ("left", "ended"), [("Chosen", {"left_out_of_draft": [ASKED]}), ("Asked", {})], ids=["asked", "chosen"]
)
def test_who_is_taken_out_of_a_draft_is_told_if_they_were_asked(draft, manager, left, ended):
    lines = [line for line in draft_with(draft).trainers if line.name == left]
    save(draft, manager, trainers=lines)
    assert told() == ended


def test_host_in_whose_place_another_comes_is_let_go_at_once(draft, manager):
    save(draft, manager, host=RepresentativeFactory().organisation)
    assert told() == {"host_let_go": ["head@test.example"]}
    assert not draft.hostings.exists()


def test_draft_that_is_deleted_is_called_off(draft, manager):
    title = draft.title.text
    actions.discard_draft(draft)
    assert told() == {"invitation_declined": [ASKED], "hosting_declined": ["head@test.example"]}
    assert all(title in letter.text for letter in written_letters())
    actions.discard_draft(draft)
    assert len(written_letters()) == 2


def test_of_a_trainer_who_had_said_yes_and_is_taken_off_everybody_is_told(association, manager, librarian):
    workshop = WorkshopFactory(organiser=association, parts=False)
    now = timezone.now()
    for accepted_at in (now, None):
        line = WorkshopTrainerFactory(
            workshop=workshop, person=librarian.person if accepted_at else None, email=ASKED,
            invited_at=now, accepted_at=accepted_at, declined_at=now,
        )  # fmt: skip
        actions.take_off(workshop, manager, line.pk)
        assert workshop.steps.filter(verb="amended").count() == 1
    [step] = workshop.steps.filter(verb="amended")
    assert [change["name"] for change in step.changes] == ["trainers"]


def test_event_of_a_draft_goes_with_no_letter(draft, manager, librarian):
    """No calendar would ever learn that it is not to be."""
    WorkshopTrainerFactory(
        workshop=draft, person=librarian.person, invited_at=timezone.now(), accepted_at=timezone.now()
    )
    later = draft.starts_on + timedelta(days=7)
    save(draft, manager, starts_on=later, ends_on=later)
    letter = written_letters().get(key__contains="amended_training")
    assert letter.address == librarian.email and not letter.attachments.exists()


def test_host_whose_manager_is_only_chosen_to_train_is_told_as_the_host(draft, manager):
    head = draft.hosting.organisation.representatives.get().person
    WorkshopTrainerFactory(workshop=draft, person=head, name="Head")
    later = draft.starts_on + timedelta(days=7)
    save(draft, manager, starts_on=later, ends_on=later)
    assert told()["amended_hosting"] == ["head@test.example"]


def test_who_is_left_out_of_a_draft_reads_nothing_of_what_it_says_now(draft, manager):
    lines = [line for line in draft_with(draft).trainers if line.name != "Asked"]
    save(draft, manager, trainers=lines, kk_title="Басқаша", venue_kk="Қупияат")
    letter = written_letters().get(address=ASKED)
    assert letter.key.startswith("workshops:left_out_of_draft") and "Қупияат" not in letter.text
    assert draft.url not in letter.html and "/desk/my-workshops/" in letter.html


def test_who_is_chosen_at_the_address_that_was_asked_is_not_told_that_they_are_out(draft, manager, librarian):
    own = WorkshopFactory(organiser=draft.organiser)
    WorkshopTrainerFactory(workshop=own, person=librarian.person, accepted_at=timezone.now())
    asked = draft.trainers.get(name="Asked")
    lines = [
        TrainerLine("", ASKED, line.role, line.row, librarian.person.pk) if line.row == asked.pk else line
        for line in draft_with(draft).trainers
    ]
    save(draft, manager, trainers=lines)
    assert draft.trainers.get(pk=asked.pk).person == librarian.person and told() == {}


def test_pages_of_a_draft_say_how_many_would_be_told(draft, manager, client):
    client.force_login(manager)
    address = f"/en/desk/workshops/{draft.slug}/"
    assert (
        "2 people who have been asked to help will be told by e-mail when you save"
        in client.get(f"{address}edit/").text
    )
    assert (
        "2 people who are asked to help to hold the workshop will be told"
        in client.get(f"{address}discard/").text
    )
    client.post(f"{address}discard/")
    assert sum(len(readers) for readers in told().values()) == 2


def test_form_of_a_draft_does_not_count_who_writes_it(draft, manager, client):
    RepresentativeFactory(user=manager, organisation=draft.host)
    client.force_login(manager)
    assert "2 people who have been asked to help" in client.get(f"/en/desk/workshops/{draft.slug}/edit/").text


def test_pages_of_a_draft_of_which_nobody_knows_say_nothing(association, manager, client):
    draft = WorkshopFactory(organiser=association, state="draft")
    client.force_login(manager)
    for page in ("edit", "discard"):
        found = client.get(f"/en/desk/workshops/{draft.slug}/{page}/")
        assert found.status_code == 200 and "will be told" not in found.text

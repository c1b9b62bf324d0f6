from datetime import timedelta

import pytest
from django.utils import timezone

from federation.workshops import actions
from federation.workshops.enums import WorkshopState
from federation.workshops.models import Workshop
from federation.workshops.pages import WorkshopsPage
from portal.accounts.enums import Role
from portal.content.actions import mark_section
from portal.journal.actions import log
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory, in_days, moment_in
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

MANAGER = ("manager@test.example", "ru")
SECRETARY = ("secretary@test.example", "kk")


@pytest.fixture
def draft(association):
    return WorkshopFactory(organiser=association, state="draft")


@pytest.fixture
def submitted(association):
    return WorkshopFactory(organiser=association, state="submitted")


@pytest.fixture
def approved(association):
    return WorkshopFactory(organiser=association)


def state_of(workshop) -> str:
    return Workshop.objects.get(pk=workshop.pk).state


def log_of(workshop) -> list[tuple]:
    return list(workshop.steps.values_list("from_state", "to_state", "words", "by"))


def test_submitted_draft_waits_for_the_secretariat_and_both_sides_are_told(
    draft, manager, secretary, letters
):
    actions.submit(draft, manager)
    assert state_of(draft) == WorkshopState.SUBMITTED
    assert log_of(draft) == [("draft", "submitted", "", manager.pk)]
    assert letters() == [("workshop_received", *MANAGER), ("workshop_submitted", *SECRETARY)]


def test_submitting_twice_changes_and_sends_nothing(draft, manager, secretary, letters):
    actions.submit(draft, manager)
    before = letters()
    actions.submit(draft, manager)
    assert (letters(), draft.steps.count()) == (before, 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": None, "ends_on": None}, "starts_on"),
        ({"host": None}, "host"),
        ({"capacity": None}, "capacity"),
        ({"region": None}, "region"),
        ({"working_language": ""}, "working_language"),
        ({"applications_close_at": moment_in(days=60)}, "applications_close_at"),
        ({"starts_on": in_days(0), "ends_on": in_days(0)}, "starts_on"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_submitted(manager, association, change, field):
    workshop = WorkshopFactory(organiser=association, state="draft", **change)
    with pytest.raises(actions.NotReady) as refusal:
        actions.submit(workshop, manager)
    assert field in refusal.value.missing
    assert state_of(workshop) == WorkshopState.DRAFT


def test_words_trainers_topics_and_money_are_asked_for(manager, association):
    workshop = WorkshopFactory(organiser=association, state="draft", parts=False, words=["ru"])
    with pytest.raises(actions.NotReady) as refusal:
        actions.submit(workshop, manager)
    assert sorted(refusal.value.missing) == [
        "kk_for_whom", "kk_outcomes", "kk_summary", "kk_title", "money", "topics", "trainers",
    ]  # fmt: skip


def test_online_workshop_needs_no_place(manager, association):
    workshop = WorkshopFactory(
        organiser=association, state="draft", is_online=True, region=None, city="", venue=""
    )
    actions.submit(workshop, manager)
    assert state_of(workshop) == WorkshopState.SUBMITTED


def test_approved_workshop_is_public_and_the_organiser_told(submitted, secretary, letters):
    actions.approve(submitted, secretary)
    actions.approve(submitted, secretary)
    assert list(Workshop.objects.public().filter(is_historic=False)) == [submitted]
    assert letters() == [("workshop_approved", *MANAGER)]
    assert log_of(submitted) == [("submitted", "approved", "", secretary.pk)]


def test_returned_workshop_carries_the_question_and_can_be_answered(submitted, manager, secretary, letters):
    actions.return_with_question(submitted, secretary, "  Кто платит?  ")
    actions.return_with_question(submitted, secretary, "Кто платит?")
    assert state_of(submitted) == WorkshopState.RETURNED
    actions.submit(submitted, manager, "Ассоциация.")
    assert log_of(submitted) == [
        ("submitted", "returned", "Кто платит?", secretary.pk),
        ("returned", "submitted", "Ассоциация.", manager.pk),
    ]
    assert [kind for kind, _address, _language in letters()] == [
        "workshop_received", "workshop_returned", "workshop_submitted",
    ]  # fmt: skip


def test_declined_workshop_is_over_with_a_reason(submitted, secretary, letters):
    actions.decline(submitted, secretary, "Повтор.")
    actions.decline(submitted, secretary, "Повтор.")
    assert state_of(submitted) == WorkshopState.DECLINED
    assert letters() == [("workshop_declined", *MANAGER)]
    with pytest.raises(actions.WrongState):
        actions.approve(submitted, secretary)


@pytest.mark.parametrize("words", ["", "   "])
def test_question_reason_and_cancellation_need_words(submitted, approved, secretary, words):
    for step, workshop in (
        (actions.return_with_question, submitted),
        (actions.decline, submitted),
        (actions.cancel_workshop, approved),
    ):
        before = state_of(workshop)
        with pytest.raises(actions.Refused):
            step(workshop, secretary, words)
        assert state_of(workshop) == before


@pytest.mark.parametrize("state", ["draft", "returned", "declined", "cancelled"])
def test_only_a_submitted_workshop_can_be_approved(association, secretary, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    with pytest.raises(actions.WrongState):
        actions.approve(workshop, secretary)
    assert state_of(workshop) == state


def test_workshop_whose_first_day_has_passed_cannot_be_approved(association, secretary):
    past = timezone.localdate() - timedelta(days=1)
    workshop = WorkshopFactory(organiser=association, state="submitted", starts_on=past)
    with pytest.raises(actions.NotReady):
        actions.approve(workshop, secretary)


def test_cancelled_workshop_stays_public_and_everybody_is_told_once(
    approved, manager, secretary, librarian, letters
):
    ParticipationFactory(workshop=approved, person=librarian.person)
    ParticipationFactory(workshop=approved)  # Without an account and an address: by post.
    actions.cancel_workshop(approved, manager, "Зал закрыт.")
    actions.cancel_workshop(approved, manager, "Зал закрыт.")
    assert state_of(approved) == WorkshopState.CANCELLED
    assert list(Workshop.objects.public().filter(is_historic=False)) == [approved]
    assert letters() == [
        ("workshop_called_off", *MANAGER),
        ("workshop_called_off_secretariat", *SECRETARY),
        ("workshop_cancelled", "", "kk"),
        ("workshop_cancelled", "librarian@test.example", "en"),
    ]


def test_workshop_that_is_over_cannot_be_cancelled(association, manager):
    past = timezone.localdate() - timedelta(days=10)
    workshop = WorkshopFactory(organiser=association, starts_on=past)
    with pytest.raises(actions.WrongState):
        actions.cancel_workshop(workshop, manager, "Поздно.")


def test_draft_that_was_never_submitted_can_be_deleted_and_only_that(draft, submitted):
    actions.discard_draft(draft)
    actions.discard_draft(draft)
    with pytest.raises(actions.WrongState):
        actions.discard_draft(submitted)
    assert list(Workshop.objects.filter(is_historic=False)) == [submitted]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved", "declined", "cancelled"])
@pytest.mark.parametrize("has_history", [False, True])
def test_what_was_ever_submitted_is_not_deleted(association, manager, state, has_history):
    """A question that was asked and answered is the secretariat's too, in whatever state the workshop is."""
    workshop = WorkshopFactory(organiser=association, state=state)
    if has_history:
        log(workshop, "submitted", manager, states=("draft", "submitted"))
    if (state, has_history) == ("draft", False):
        actions.discard_draft(workshop)
        assert not Workshop.objects.filter(pk=workshop.pk).exists()
    else:
        with pytest.raises(actions.WrongState):
            actions.discard_draft(workshop)
        assert state_of(workshop) == state


def test_returned_workshop_is_not_deleted_by_its_organiser(draft, manager, secretary):
    actions.submit(draft, manager)
    actions.return_with_question(draft, secretary, "Кто платит?")
    with pytest.raises(actions.WrongState):
        actions.discard_draft(draft)
    assert [step[1] for step in log_of(draft)] == ["submitted", "returned"]


def test_second_question_with_other_words_is_not_taken_for_the_first(association, secretary):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    actions.return_with_question(workshop, secretary, "Who trains?")
    actions.return_with_question(workshop, secretary, "Who trains?")
    with pytest.raises(actions.WrongState):
        actions.return_with_question(workshop, secretary, "Who pays?")
    assert [change.words for change in workshop.steps.all()] == ["Who trains?"]


@pytest.mark.parametrize("is_marked", [True, False])
@pytest.mark.parametrize("part", ["wrote", "submitted"])
@pytest.mark.parametrize("is_superuser", [True, False])
def test_nobody_approves_their_own_workshop_where_a_second_pair_of_eyes_is_asked_for(
    client, association, secretary, is_marked, part, is_superuser
):
    own = UserFactory(role=Role.SECRETARIAT, is_superuser=is_superuser)
    mark_section(WorkshopsPage.objects.first(), is_marked)
    workshop = WorkshopFactory(organiser=association, state="draft")
    if part == "wrote":
        workshop.descriptions.get().save_revision(user=own)
    actions.submit(workshop, own if part == "submitted" else secretary)
    address = f"/kk/desk/workshops/review/{workshop.slug}/"
    client.force_login(own)
    screen = client.get(address)
    assert ('value="approve"' in screen.content.decode()) is not is_marked
    client.post(address, {"decision": "approve", "seen": screen.context["seen"]})
    assert state_of(workshop) == (WorkshopState.SUBMITTED if is_marked else WorkshopState.APPROVED)
    actions.approve(workshop, UserFactory(role=Role.SECRETARIAT))
    assert state_of(workshop) == WorkshopState.APPROVED

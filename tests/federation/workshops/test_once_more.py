"""A workshop that is taken back, answered, or registered once more."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from federation.workshops import actions
from federation.workshops.contents.readings import reading_of, says
from federation.workshops.enums import WorkshopState
from federation.workshops.models import Workshop
from federation.workshops.presenters.journal import public_changes_of, since_question
from portal.language import TIME_ZONE
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.amending import amend, draft_with, form_of
from tests.federation.workshops.factories import WorkshopFactory, WorkshopTrainerFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
SUBMITTED, RETURNED = WorkshopState.SUBMITTED, WorkshopState.RETURNED


def now(workshop: Workshop) -> Workshop:
    return Workshop.objects.get(pk=workshop.pk)


# --- Taking back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("was_returned", [False, True])
def test_what_was_submitted_goes_back_to_what_it_was(association, manager, secretary, letters, was_returned):
    draft = WorkshopFactory(organiser=association, state="draft")
    actions.submit(draft, manager)
    if was_returned:
        actions.return_with_question(draft, secretary, "Кто платит?")
        actions.submit(draft, manager, "Ассоциация.")
    for _time in range(2):
        actions.take_back(draft, manager)
    assert now(draft).state == (RETURNED if was_returned else "draft")
    assert [step.verb for step in draft.steps.all()].count("taken_back") == 1
    assert [letter for letter in letters() if letter[0] == "workshop_taken_back"] == [
        ("workshop_taken_back", "secretary@test.example", "kk")
    ]
    assert list(Workshop.objects.waiting_for_secretariat()) == []


def test_who_was_told_that_a_workshop_waits_is_told_that_it_does_not(association, manager, letters):
    RepresentativeFactory(organisation=association, user__email="colleague@test.example")
    draft = WorkshopFactory(organiser=association, state="draft")
    actions.submit(draft, manager)
    actions.take_back(draft, manager)
    told = {address for kind, address, _language in letters() if kind == "workshop_taken_back_organiser"}
    assert told == {"colleague@test.example"}


@pytest.mark.parametrize("state", ["draft", "returned", "approved", "declined", "cancelled"])
def test_only_what_waits_is_taken_back(association, manager, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    with pytest.raises(actions.WrongState):
        actions.take_back(workshop, manager)


def test_draft_that_nobody_answered_can_be_deleted_after_all(association, manager):
    draft = WorkshopFactory(organiser=association, state="draft")
    actions.submit(draft, manager)
    actions.take_back(draft, manager)
    actions.discard_draft(draft)
    assert not Workshop.objects.filter(pk=draft.pk).exists()


# --- A question ---------------------------------------------------------------------------------------------------


def test_a_question_is_answered_in_words(association, manager, secretary):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    actions.return_with_question(workshop, secretary, "Кто платит?")
    with pytest.raises(actions.NotReady) as refusal:
        actions.submit(workshop, manager, " ")
    assert set(refusal.value.missing) == {"answer"}
    actions.submit(workshop, manager, "Ассоциация.")
    assert now(workshop).state == SUBMITTED


def test_the_answer_that_is_missing_is_told_beside_its_field(client, association, manager, secretary):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    actions.return_with_question(workshop, secretary, "Кто платит?")
    client.force_login(manager)
    url = reverse("workshops:edit", args=[workshop.slug])
    page = client.post(url, {**form_of(workshop), "answer": "", "action": "submit"})
    assert list(page.context["answer"].errors) == ["answer"]
    assert now(workshop).state == RETURNED


def test_the_secretariat_sees_what_changed_since_its_question(association, manager, secretary):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    actions.return_with_question(workshop, secretary, "Вместит ли зал?")
    actions.save_draft(
        manager, association, draft_with(workshop, capacity=12, venue_kk="Мәжіліс залы"), now(workshop)
    )
    actions.submit(workshop, manager, "Да.")
    found = {change["name"]: change["stands"] for change in workshop.steps.last().changes}
    assert found == {"venue_kk": "Мәжіліс залы", "capacity": 12}
    assert len(since_question(now(workshop))) == 2


# --- Once more ----------------------------------------------------------------------------------------------------


def test_last_years_workshop_is_registered_for_other_days(association, manager):
    last = WorkshopFactory(organiser=association, starts_on=date(2025, 11, 24), words=["kk", "ru", "en"])
    WorkshopTrainerFactory(workshop=last, person=UserFactory().person, email="t@example.org")
    token = uuid4()
    copies = [actions.copy_workshop(last, manager, date(2026, 11, 23), token).pk for _time in range(2)]
    assert copies[0] == copies[1]
    made = Workshop.objects.get(pk=copies[0])
    actions.save_draft(manager, association, draft_with(made, city="Семей"), made)
    actions.copy_workshop(last, manager, date(2026, 11, 23), token)
    assert now(made).city == "Семей"
    actions.save_draft(manager, association, draft_with(made, city=last.city), made)
    days = timedelta(days=364)
    assert (made.state, made.starts_on, made.ends_on) == ("draft", last.starts_on + days, last.ends_on + days)
    assert made.applications_close_at - last.applications_close_at == days
    for name in ("kk_title", "ru_summary", "en_outcomes", "venue_kk", "capacity", "topics", "money", "host"):
        assert says(name, reading_of(made)) == says(name, reading_of(last)), name
    assert [row.person_id for row in made.trainers.all()] == [row.person_id for row in last.trainers.all()]
    assert [row.invited_at for row in made.trainers.all()] == [None, None]


def test_the_hour_stays_where_the_zone_had_another_offset(association, manager):
    """Almaty was six hours ahead until the last of February 2024, and has been five since."""
    before = WorkshopFactory(
        organiser=association,
        starts_on=date(2024, 2, 20),
        applications_close_at="2024-02-15T18:00+06:00",
        applications_open_at="2024-01-15T09:00+06:00",
    )
    made = actions.copy_workshop(now(before), manager, date(2026, 2, 20))
    assert made.applications_close_at == datetime(2026, 2, 15, 18, tzinfo=TIME_ZONE)


def test_without_a_first_day_the_copy_has_none(association, manager):
    declined = WorkshopFactory(organiser=association, state="declined")
    made = actions.copy_workshop(declined, manager)
    facts = (made.starts_on, made.ends_on, made.applications_open_at, made.applications_close_at)
    assert facts == (None,) * 4


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_what_is_not_decided_is_not_copied(association, manager, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    with pytest.raises(actions.WrongState):
        actions.copy_workshop(workshop, manager)


def test_copying_by_its_form_leads_to_the_draft(client, association, manager):
    workshop = WorkshopFactory(organiser=association, state="declined")
    client.force_login(manager)
    url = reverse("workshops:copy", args=[workshop.slug])
    token = str(client.get(url).context["form"]["token"].value())
    answers = [client.post(url, {"first_day": "", "token": token}) for _click in range(2)]
    draft = Workshop.objects.get(state="draft")
    assert {answer.url for answer in answers} == {reverse("workshops:manage", args=[draft.slug])}


# --- What everybody reads -----------------------------------------------------------------------------------------


def test_the_public_page_says_what_has_changed_and_names_nobody(client, association, manager):
    workshop = WorkshopFactory(organiser=association)
    amend(workshop, manager, "Ішкі себеп", venue_kk="Мәжіліс залы", kk_programme="1-күн", capacity=9)
    (change,) = public_changes_of(now(workshop))
    assert [(one.label, one.stands) for one in change.changes][0][1] == "Мәжіліс залы"
    page = client.get(workshop.url_in("ru")).text
    assert "Что изменилось" in page and "Мәжіліс залы" in page
    assert "Ішкі себеп" not in page

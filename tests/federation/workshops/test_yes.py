"""Hosts, trainers and contacts are named to the public after their yes; until then everybody reads that they are to be
confirmed, in their language.
"""

import importlib
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from federation.people import actions as people
from federation.workshops import actions
from federation.workshops.actions.inviting import forget_trainer
from federation.workshops.enums import TrainerRole
from federation.workshops.models import Hosting, Workshop, WorkshopTrainer
from federation.workshops.personal_data.trained import export_trained
from portal.accounts.registry import subject_of
from portal.language import LANGUAGES
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.people.factories import PersonFactory

from .factories import HostingFactory, WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
NAME = "Қупияат"  # Stands nowhere else.
TO_BE_CONFIRMED = {"kk": "нақтыланып жатыр", "ru": "уточняется", "en": "to be confirmed"}


@pytest.fixture
def workshop(association):
    host = OrganisationFactory(slug="host", name_kk=NAME, name_ru=NAME, name_en=NAME)
    return WorkshopFactory(organiser=association, host=host, words=LANGUAGES, parts=False, venue_kk="")


def told_of(workshop: Workshop) -> dict[str, bool]:
    """Where a visitor reads the name."""
    client = Client()
    found = Workshop.searchable_rows().get(pk=workshop.pk)
    event = found.linked_data()
    return {
        **{f"page {code}": NAME in client.get(workshop.url_in(code)).text for code in LANGUAGES},
        "search": any(NAME in entry.keywords for entry in found.search_entries()),
        "linked data": NAME in str(event["location"]),
        "calendar": NAME in client.get(f"{workshop.url_in('kk')}calendar.ics").text,
    }


# --- Hosts ------------------------------------------------------------------------------------------------------------

STATES = {"unasked": False, "asked": False, "accepted": True, "declined": False, "withdrawn": False}


@pytest.mark.parametrize(("state", "is_named"), STATES.items())
def test_host_is_named_after_its_yes_alone(workshop, state, is_named, client):
    HostingFactory(workshop=workshop, organisation=workshop.host, state=state)
    assert set(told_of(workshop).values()) == {is_named}
    page = client.get(workshop.host.url_in("kk")).text
    assert (str(workshop.title) in page) is is_named
    for code in LANGUAGES:
        page = client.get(workshop.url_in(code)).text
        assert (TO_BE_CONFIRMED[code] in page) is not is_named


def test_host_that_was_never_asked_is_not_named(workshop):
    assert set(told_of(workshop).values()) == {False}


def test_host_is_named_to_those_who_plan_and_decide_and_not_to_who_takes_a_place(
    workshop, manager, secretary, librarian
):
    for user, address, is_named in (
        (manager, f"/ru/desk/workshops/{workshop.slug}/", True),
        (secretary, f"/ru/desk/workshops/review/{workshop.slug}/", True),
        (librarian, f"/ru/desk/workshops/{workshop.slug}/place/", False),
    ):
        client = Client()
        client.force_login(user)
        assert (NAME in client.get(address).text) is is_named


def test_yes_of_one_host_names_no_other(workshop, client):
    HostingFactory(workshop=workshop, organisation=OrganisationFactory(), state="accepted")
    assert set(told_of(workshop).values()) == {False}


@pytest.mark.parametrize(("state", "is_named"), [("unasked", True), ("asked", True), ("withdrawn", False)])
def test_host_shown_before_stays_shown_until_it_answers(workshop, state, is_named):
    HostingFactory(workshop=workshop, organisation=workshop.host, state=state, is_shown_meanwhile=True)
    assert set(told_of(workshop).values()) == {is_named}


def test_host_of_long_ago_is_named(workshop):
    Workshop.objects.filter(pk=workshop.pk).update(is_historic=True)
    assert set(told_of(workshop).values()) == {True}


def test_calendar_hears_of_the_yes(workshop):
    hosting = HostingFactory(workshop=workshop, organisation=workshop.host)
    head = RepresentativeFactory(organisation=workshop.host).person.user
    workshop.save()
    before = Workshop.objects.get(pk=workshop.pk).calendar_sequence
    actions.accept_hosting(hosting, head)
    assert Workshop.objects.get(pk=workshop.pk).calendar_sequence == before + 1
    actions.withdraw_hosting(hosting, head, "Зал жөндеуде.")
    assert Workshop.objects.get(pk=workshop.pk).calendar_sequence == before + 2
    with override("en"):
        assert "to be confirmed" in Client().get(f"{workshop.url_in('en')}calendar.ics").text


# --- Trainers ---------------------------------------------------------------------------------------------------------

BEFORE = datetime(2026, 1, 10, 12, tzinfo=UTC)
YES = {
    "typed": ({}, False),
    "invited": ({"invited_at": BEFORE, "email": "a@example.org"}, False),
    "accepted": ({"invited_at": BEFORE, "accepted_at": BEFORE}, True),
    "noted": ({"noted_on": BEFORE.date()}, True),
    "shown before": ({"is_shown_meanwhile": True}, True),
    "declined": ({"declined_at": BEFORE}, False),
    "shown before, declined": ({"is_shown_meanwhile": True, "declined_at": BEFORE}, False),
}


@pytest.mark.parametrize("role", TrainerRole)
@pytest.mark.parametrize(("facts", "is_named"), YES.values(), ids=YES)
def test_trainer_or_contact_is_named_after_their_yes_alone(association, role, facts, is_named, client):
    at_home = WorkshopFactory(organiser=association, words=LANGUAGES, parts=False)
    WorkshopTrainerFactory(workshop=at_home, name=NAME, role=role, **facts)
    found = Workshop.searchable_rows().get(pk=at_home.pk)
    assert any(NAME in entry.keywords for entry in found.search_entries()) is is_named
    waits = not is_named and "declined_at" not in facts
    for code in LANGUAGES:
        page = client.get(at_home.url_in(code)).text
        assert (NAME in page, TO_BE_CONFIRMED[code] in page) == (is_named, waits)


def test_who_is_chosen_is_not_named_before_they_say_yes(association, client):
    at_home = WorkshopFactory(organiser=association, parts=False)
    WorkshopTrainerFactory(workshop=at_home, name=NAME, person=PersonFactory(full_name=NAME))
    assert NAME not in client.get(at_home.url_in("kk")).text


@pytest.mark.parametrize("change", ["name", "chosen"])
def test_another_name_has_not_said_yes(association, change):
    draft = WorkshopFactory(organiser=association, state="draft", parts=False)
    line = WorkshopTrainerFactory(workshop=draft, name=NAME, noted_on=timezone.localdate(), noted_how="хат")
    person = PersonFactory(full_name="Басқа Адам")
    WorkshopTrainerFactory(workshop=WorkshopFactory(organiser=association, parts=False), person=person)
    other = {
        "name": actions.TrainerLine("Басқа Адам", row=line.pk),
        "chosen": actions.TrainerLine("", row=line.pk, person=person.pk),
    }
    actions.save_draft(
        None, association, actions.Draft(words={"kk": {"title": "Т"}}, trainers=[other[change]]), draft
    )  # fmt: skip
    line.refresh_from_db()
    assert (line.noted_on, line.noted_how, line.has_said_yes) == (None, "", False)


# --- Noting a trainer's yes -------------------------------------------------------------------------------------------


def note(workshop, line, user, **given):
    client = Client()
    client.force_login(user)
    today = timezone.localdate().strftime("%d.%m.%Y")
    address = f"/en/desk/workshops/{workshop.slug}/trainers/{line.pk}/note/"
    page = client.get(f"/en/desk/workshops/{workshop.slug}/").text
    response = client.post(address, {"noted_on": today, "noted_how": "№ 12 хат", **given})
    return address in page, response.status_code


def test_organiser_notes_the_yes_of_a_trainer_without_address(association, manager, client):
    at_home = WorkshopFactory(organiser=association, parts=False)
    line = WorkshopTrainerFactory(workshop=at_home, name=NAME)
    assert note(at_home, line, manager) == (True, 302)
    line.refresh_from_db()
    first = (line.noted_on, line.noted_how, line.answer)
    assert first == (timezone.localdate(), "№ 12 хат", "noted")
    assert note(at_home, line, manager, noted_how="Басқа") == (False, 302)
    line.refresh_from_db()
    assert (line.noted_on, line.noted_how, line.answer) == first
    assert NAME in client.get(at_home.url_in("kk")).text
    assert [step.verb for step in at_home.steps.all()] == ["trainer_noted"]
    assert NAME not in str(at_home.steps.values())  # Who is erased is found in no line.
    assert list(at_home.trainers.to_invite()) == []


@pytest.mark.parametrize("facts", [{"email": "a@example.org"}, {"declined_at": BEFORE}])
def test_no_yes_is_noted_of_who_can_be_asked_or_has_declined(association, manager, facts):
    at_home = WorkshopFactory(organiser=association, parts=False)
    line = WorkshopTrainerFactory(workshop=at_home, name=NAME, **facts)
    assert note(at_home, line, manager)[0] is False
    line.refresh_from_db()
    assert line.noted_on is None


def test_yes_of_another_workshops_trainer_is_not_noted(association, manager):
    at_home = WorkshopFactory(organiser=association, parts=False)
    strange = WorkshopTrainerFactory()
    assert note(at_home, strange, manager) == (False, 404)
    strange.refresh_from_db()
    assert strange.noted_on is None


def test_noted_yes_goes_with_who_is_erased(association):
    line = WorkshopTrainerFactory(noted_on=timezone.localdate(), noted_how=NAME, is_shown_meanwhile=True)
    forget_trainer(line)
    line.refresh_from_db()
    assert (line.noted_on, line.noted_how, line.is_shown_meanwhile) == (None, "", False)


def test_yes_of_either_line_stands_when_a_merge_joins_them(association, secretary):
    at_home = WorkshopFactory(organiser=association, parts=False)
    kept, merged = PersonFactory(), PersonFactory(full_name=NAME)
    line = WorkshopTrainerFactory(workshop=at_home, person=kept)
    WorkshopTrainerFactory(workshop=at_home, person=merged, accepted_at=timezone.now())
    done = people.merge(kept.pk, merged.pk, [], secretary)
    line.refresh_from_db()
    assert line.is_shown
    people.undo(done.pk, secretary)
    assert {row.person: row.is_shown for row in at_home.trainers.all()} == {kept: False, merged: True}


# --- Those shown today ------------------------------------------------------------------------------------------------


def test_migration_leaves_shown_whoever_is_shown_that_day():
    keep_shown = importlib.import_module("federation.workshops.migrations.0015_hosts_answer").keep_shown
    elsewhere = {
        state: WorkshopFactory(state=state, host=OrganisationFactory()) for state in ("approved", "draft")
    }
    at_home, historic = WorkshopFactory(), WorkshopFactory(is_historic=True, host=OrganisationFactory())
    declined = WorkshopTrainerFactory(workshop=at_home, declined_at=timezone.now())
    keep_shown(apps, None)
    assert [row.workshop for row in Hosting.objects.filter(is_shown_meanwhile=True)] == [
        elsewhere["approved"]
    ]
    shown = WorkshopTrainer.objects.filter(is_shown_meanwhile=True)
    assert {line.workshop for line in shown} == {elsewhere["approved"], at_home}
    assert declined not in shown
    assert historic.trainers.get().is_shown


def test_file_of_a_trainer_names_no_workshop_that_was_never_submitted(association, librarian):
    asked = {"email": librarian.email, "invited_at": timezone.now()}
    draft = WorkshopFactory(organiser=association, state="draft", words__title=NAME)
    WorkshopTrainerFactory(workshop=draft, **asked)
    (row,) = export_trained(subject_of(librarian))
    assert (row["workshop"], row["name"]) == ("", "")
    actions.submit(draft, None)
    (row,) = export_trained(subject_of(librarian))
    assert row["workshop"] == NAME

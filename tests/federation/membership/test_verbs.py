"""The table of verbs, cell by cell, at the addresses where they are done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from federation.membership import urls as membership_urls
from federation.membership.enums import RepresentativeRole, Verb
from federation.membership.models import Representative
from federation.membership.rules import VERBS, VERBS_OF_OFFICE, may
from federation.workshops import urls as workshop_urls
from federation.workshops.models import Workshop
from portal.accounts.enums import Role
from tests import services
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.workshops.amending import ask, form_of
from tests.federation.workshops.factories import (
    HostingFactory,
    PlaceOfferFactory,
    WorkshopFactory,
    WorkshopTrainerFactory,
)
from tests.federation.workshops.test_registration import everything
from tests.portal.accounts.factories import UserFactory

from .factories import RepresentativeFactory, RepresentativeInvitationFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
WRITES = ("INSERT", "UPDATE", "DELETE")
OF_EVERY_VISIT = ("django_session", "portal_cache", "SAVEPOINT")


@dataclass
class World:
    """An organisation with people in each role, and a workshop in each state."""

    organisation: Any
    people: dict[str, Any]
    other: Representative
    rows: dict[str, Workshop]


@pytest.fixture
def world() -> World:
    organisation = OrganisationFactory(slug="own")
    people = {
        role: RepresentativeFactory(
            organisation=organisation, role=role, user__first_name=f"{role} of this".title()
        ).person.user
        for role in RepresentativeRole
    }
    people["office"] = UserFactory(role=Role.SECRETARIAT)
    people["stranger"] = RepresentativeFactory().person.user
    return World(
        organisation,
        people,
        RepresentativeFactory(organisation=organisation, role="contributor"),
        {
            state: WorkshopFactory(slug=state, state=state, organiser=organisation)
            for state in ("draft", "approved")
        },
    )


@dataclass(frozen=True)
class Door:
    """Where a verb is done: a route, the keys in its address, and what is sent there; nothing is sent to read."""

    verb: Verb
    route: str
    keys: Callable[[World], list[Any]]
    body: Callable[[World], dict[str, Any]] | None = None


def a_draft(world: World) -> list[Any]:
    return [world.rows["draft"].slug]


def an_approved_one(world: World) -> list[Any]:
    return [world.rows["approved"].slug]


def the_organisation(world: World) -> list[Any]:
    return [world.organisation.slug]


def a_colleague(world: World) -> list[Any]:
    return [world.organisation.slug, world.other.pk]


def an_invitation(world: World) -> list[Any]:
    sent_at = timezone.now() - timedelta(days=1)
    row = RepresentativeInvitationFactory(organisation=world.organisation, sent_at=sent_at)
    return [world.organisation.slug, row.pk]


def one_to_invite(world: World) -> list[Any]:
    WorkshopTrainerFactory(workshop=world.rows["approved"], email="trainer@example.org")
    return an_approved_one(world)


def one_who_is_silent(world: World) -> list[Any]:
    asked_at = timezone.now() - timedelta(days=1)
    row = WorkshopTrainerFactory(
        workshop=world.rows["approved"], email="silent@example.org", invited_at=asked_at, sent_at=asked_at
    )
    return [*an_approved_one(world), row.pk]


def one_who_declined(world: World) -> list[Any]:
    row = WorkshopTrainerFactory(workshop=world.rows["approved"], declined_at=timezone.now())
    return [*an_approved_one(world), row.pk]


def the_organisation_and_a_workshop(world: World) -> list[Any]:
    return [world.organisation.slug, world.rows["approved"].slug]


def a_held_place(world: World) -> list[Any]:
    offer = PlaceOfferFactory(workshop=world.rows["approved"], organisation=world.organisation)
    return [*the_organisation_and_a_workshop(world), offer.pk]


def one_without_address(world: World) -> list[Any]:
    return [*an_approved_one(world), WorkshopTrainerFactory(workshop=world.rows["approved"]).pk]


def hosted_by_nobody(world: World) -> list[Any]:
    workshop = WorkshopFactory(organiser=world.organisation, host=OrganisationFactory())
    return [workshop.slug]


def asked_as_host(world: World) -> list[Any]:
    return [HostingFactory(organisation=world.organisation).workshop.slug]


def hosting_one(world: World) -> list[Any]:
    return [HostingFactory(organisation=world.organisation, state="accepted").workshop.slug]


def noted(_world: World) -> dict[str, Any]:
    return {"noted_on": date_format(timezone.localdate(), "d.m.Y"), "noted_how": "телефон арқылы"}


def another_of_theirs(world: World) -> dict[str, Any]:
    other = OrganisationFactory()
    for role in RepresentativeRole:
        RepresentativeFactory(organisation=other, role=role, user=world.people[role])
    return {"organisation": str(other.pk)}


def draft_form(action: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**everything(world.organisation), "action": action}


def another_hall(world: World) -> dict[str, Any]:
    workshop = world.rows["approved"]
    return {**form_of(workshop, venue_kk="Мәжіліс залы"), "action": "confirm", "words": "Зал бос емес"}


def money_spent(world: World) -> dict[str, Any]:
    return {f"actual_{row.pk}": "5" for row in world.rows["approved"].money_sources.all()}


def another_programme(_world: World) -> dict[str, Any]:
    return {"kk_programme": "1-күн. Танысу", "action": "confirm", "words": "Күн тәртібі өзгерді"}


def an_asked_host(world: World) -> list[Any]:
    hosting = HostingFactory(workshop__organiser=world.organisation)
    RepresentativeFactory(organisation=hosting.organisation)
    return [hosting.workshop.slug]


def one_with_a_request(world: World) -> list[str]:
    ask(world.rows["approved"], world.people[RepresentativeRole.MANAGER], city="Семей")
    return an_approved_one(world)


def a_submitted_one(world: World) -> list[str]:
    return [WorkshopFactory(organiser=world.organisation, state="submitted").slug]


DOORS = [
    Door(Verb.SEE, "workshops:manage", an_approved_one),
    Door(Verb.SEE_PARTICIPANTS, "workshops:participants", an_approved_one),
    Door(Verb.SEE_PARTICIPANTS, "workshops:letters", an_approved_one),
    Door(Verb.WRITE, "workshops:new", lambda _world: [], draft_form("save")),
    Door(Verb.WRITE, "workshops:edit", a_draft, draft_form("save")),
    Door(Verb.WRITE, "workshops:discard", a_draft, lambda _world: {"sent": "1"}),
    Door(Verb.WRITE, "workshops:new_for", the_organisation, draft_form("save")),
    Door(Verb.WRITE, "workshops:move", a_draft, another_of_theirs),
    Door(Verb.SUBMIT, "workshops:new", lambda _world: [], draft_form("submit")),
    Door(Verb.SUBMIT, "workshops:new_for", the_organisation, draft_form("submit")),
    Door(Verb.SUBMIT, "workshops:edit", a_draft, draft_form("submit")),
    Door(Verb.AMEND, "workshops:amend", an_approved_one, another_hall),
    Door(Verb.AMEND, "workshops:money", an_approved_one, money_spent),
    Door(Verb.RUN_DAYS, "workshops:programme", an_approved_one, another_programme),
    Door(Verb.AMEND, "workshops:withdraw_change", one_with_a_request, lambda _world: {"sent": "1"}),
    Door(Verb.SUBMIT, "workshops:take_back", a_submitted_one, lambda _world: {"sent": "1"}),
    Door(Verb.WRITE, "workshops:copy", an_approved_one, lambda _world: {"token": str(uuid4())}),
    Door(Verb.AMEND, "workshops:invite", one_to_invite, lambda _world: {"sent": "1"}),
    Door(Verb.AMEND, "workshops:ask_again", one_who_is_silent, lambda _world: {"sent": "1"}),
    Door(Verb.AMEND, "workshops:ask_host_again", an_asked_host, lambda _world: {"sent": "1"}),
    Door(Verb.AMEND, "workshops:take_off", one_who_declined, lambda _world: {"sent": "1"}),
    Door(Verb.AMEND, "workshops:note_trainer", one_without_address, noted),
    Door(Verb.AMEND, "workshops:note_host", hosted_by_nobody, noted),
    Door(Verb.AMEND, "workshops:host_rights", hosted_by_nobody, lambda _world: {"rights": "run"}),
    Door(Verb.HOST, "workshops:hosting", asked_as_host, lambda _world: {"answer": "accept"}),
    Door(Verb.HOST, "workshops:withdraw_hosting", hosting_one, lambda _world: {"words": "Зал жабық"}),
    Door(Verb.CANCEL, "workshops:cancel", an_approved_one, lambda _world: {"words": "Зал жабық"}),
    Door(
        Verb.REGISTER_COLLEAGUES,
        "workshops:colleagues",
        the_organisation_and_a_workshop,
        lambda _world: {
            "colleagues-TOTAL_FORMS": "1",
            "colleagues-INITIAL_FORMS": "0",
            "colleagues-0-name": "Адам",
            "colleagues-0-email": "new@example.org",
        },
    ),
    Door(Verb.REGISTER_COLLEAGUES, "workshops:withdraw_place", a_held_place, lambda _world: {"sent": "1"}),
    Door(Verb.SEE_PEOPLE, "membership:people", the_organisation),
    Door(
        Verb.INVITE,
        "membership:people",
        the_organisation,
        lambda _world: {"email": "new@example.org", "role": "contributor", "language": "kk"},
    ),
    Door(Verb.INVITE, "membership:invited", an_invitation, lambda _world: {"action": "send"}),
    Door(Verb.INVITE, "membership:invited", an_invitation, lambda _world: {"action": "withdraw"}),
    Door(Verb.CHANGE_PEOPLE, "membership:representative", a_colleague, lambda _world: {"role": "manager"}),
    Door(Verb.CHANGE_PEOPLE, "membership:end", a_colleague, lambda _world: {"sent": "1"}),
    Door(
        Verb.RESIGN,
        "membership:resign",
        the_organisation,
        lambda world: {"successor": str(world.other.person_id)},
    ),
]
# What is not done for an organisation: one's own places, the office's screens, lists of what one has, a letter's link.
OF_OTHERS = {
    "workshops:my_workshops",
    "workshops:training",
    "workshops:step_back",
    "workshops:list",
    "workshops:list_for",
    "workshops:hosted_list",
    "workshops:hosted_list_for",
    "workshops:review_list",
    "workshops:review",
    "workshops:offer",
    "workshops:own_calendar",
    "workshops:write_to_organiser",
    "workshops:letter",  # As `workshops:letters`, which leads there.
    "workshops:letter_new",  # Also a host's who runs the days: tests/federation/workshops.
    "workshops:place",
    "workshops:leave",
    "membership:silent",
    "membership:invitation",
}
VIEWERS = [*RepresentativeRole, "office", "stranger"]


def test_every_verb_and_every_address_for_an_organisation_stands_in_the_table():
    assert {door.verb for door in DOORS} == set(Verb)
    routes = {
        f"{module.app_name}:{pattern.name}"
        for module in (workshop_urls, membership_urls)
        for pattern in module.urlpatterns
    }
    assert {door.route for door in DOORS} == routes - OF_OTHERS


def test_the_table_itself():
    everything = set(Verb)
    assert VERBS[RepresentativeRole.MANAGER] == everything
    assert everything - VERBS[RepresentativeRole.CONTRIBUTOR] == {
        Verb.SUBMIT,
        Verb.AMEND,
        Verb.RUN_DAYS,
        Verb.CANCEL,
        Verb.HOST,
        Verb.INVITE,
        Verb.CHANGE_PEOPLE,
        Verb.REGISTER_COLLEAGUES,
    }
    assert {Verb.SEE_PEOPLE, Verb.INVITE} == VERBS_OF_OFFICE


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("verb", list(Verb), ids=lambda verb: verb.value)
def test_predicate_says_what_the_table_says(world, verb, viewer):
    allowed = VERBS_OF_OFFICE if viewer == "office" else VERBS.get(viewer, frozenset())
    assert may(world.people[viewer], verb, world.organisation) is (verb in allowed)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize(
    "door", DOORS, ids=lambda door: f"{door.verb.value} at {door.route} {DOORS.index(door)}"
)
def test_each_does_what_the_table_says_and_nothing_else(client, world, door, viewer):
    user = world.people[viewer]
    is_allowed = may(user, door.verb, world.organisation)
    address = reverse(door.route, args=door.keys(world))
    body = door.body(world) if door.body else None
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        response = client.post(address, body) if body else client.get(address)
    written = [
        query["sql"]
        for query in queries
        if query["sql"].startswith(WRITES) and not any(word in query["sql"] for word in OF_EVERY_VISIT)
    ]
    if (
        viewer == "stranger" and door.route == "workshops:new"
    ):  # They begin a draft of their own organisation.
        assert not Workshop.objects.filter(organiser=world.organisation).exclude(slug__in=world.rows).exists()
        return
    assert response.status_code == _expected(door, viewer, is_allowed)
    assert bool(written) is bool(is_allowed and body)
    if response.status_code == 403 and viewer == RepresentativeRole.CONTRIBUTOR:
        assert "Manager Of This" in response.content.decode()  # Who may.


def _expected(door: Door, viewer: str, is_allowed: bool) -> int:
    if is_allowed:
        return 302 if door.body else 200
    if viewer == RepresentativeRole.CONTRIBUTOR:
        return 403
    if viewer == "office":  # Sees the participants of any workshop, and the people; represents nobody.
        is_seen = door.route.startswith("membership:") and door.verb != Verb.RESIGN
        return (
            200
            if door.verb == Verb.SEE_PARTICIPANTS
            else 403
            if is_seen or door.route == "workshops:new"
            else 404
        )
    return 404

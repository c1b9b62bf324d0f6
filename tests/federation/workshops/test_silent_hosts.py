"""A host that does not answer is asked again, and in the place of one that has said no another is chosen."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from federation.membership.enums import RepresentativeRole
from federation.workshops import actions
from federation.workshops.enums import PLANNED_STATES, REFUSED_HOSTINGS, HostingState
from federation.workshops.models import Workshop
from portal.navigation.registry import Acting, tasks_for
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.outbox import written_letters

from .amending import ask
from .factories import HostingFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def hosting(association):
    return HostingFactory(workshop__organiser=association)


@pytest.fixture
def workshop(hosting):
    return Workshop.objects.get(pk=hosting.workshop_id)


@pytest.fixture
def people(hosting):
    return [
        RepresentativeFactory(organisation=hosting.organisation, role=role).person.user
        for role in RepresentativeRole
    ]


def door(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def again(workshop: Workshop) -> str:
    return f"/en/desk/workshops/{workshop.slug}/hosting/again/"


def manage(workshop: Workshop) -> str:
    return f"/en/desk/workshops/{workshop.slug}/"


def asked(letters) -> list[str]:
    return [address for kind, address, _language in letters() if kind == "host_asked"]


# --- Asking again -----------------------------------------------------------------------------------------------------


def test_everybody_at_the_host_gets_the_letter_once_more_and_a_second_click_sends_none(
    workshop, people, manager, letters, time_machine
):
    own, addresses = door(manager), sorted(user.email for user in people)
    assert again(workshop) in own.get(manage(workshop)).text
    for _time in range(2):
        own.post(again(workshop))
    assert asked(letters) == addresses
    time_machine.move_to(timezone.now() + HOUR)
    own.post(again(workshop))
    assert asked(letters) == sorted(addresses * 2)
    assert [(step.verb, step.by) for step in workshop.steps.all()] == [("host_asked", manager)] * 2
    (first, *_rest) = written_letters().filter(key__contains="host_asked")
    assert f"/desk/workshops/{workshop.slug}/hosting/" in first.text


def test_who_is_asked_as_the_contact_too_gets_one_letter(workshop, people, manager, letters):
    """Also where the first letter was that of the contact."""
    now = timezone.now()
    WorkshopTrainerFactory(
        workshop=workshop, role="contact", email=people[0].email, invited_at=now, sent_at=now
    )
    door(manager).post(again(workshop))
    assert sorted(asked(letters)) == sorted(user.email for user in people)
    assert len(letters()) == len(people)


@pytest.mark.parametrize("state", [state for state in HostingState if state != HostingState.ASKED])
def test_who_has_answered_or_was_never_asked_is_not_asked_again(
    hosting, workshop, people, manager, letters, state
):
    hosting.state = state
    hosting.save()
    own = door(manager)
    assert again(workshop) not in own.get(manage(workshop)).text
    assert own.post(again(workshop)).status_code == 302
    assert (letters(), workshop.steps.count()) == ([], 0)


@pytest.mark.parametrize(
    "change", [{"state": "cancelled"}, {"ends_on": date(2020, 1, 2), "starts_on": date(2020, 1, 1)}]
)
def test_nobody_is_asked_about_what_will_not_take_place(workshop, people, manager, letters, change):
    if "ends_on" in change:
        change = {**change, "starts_on": change["ends_on"]}
    Workshop.objects.filter(pk=workshop.pk).update(**change)
    own = door(manager)
    assert again(workshop) not in own.get(manage(workshop)).text
    own.post(again(workshop))
    assert letters() == []


def test_host_without_representatives_cannot_be_asked(workshop, manager, letters):
    own = door(manager)
    assert again(workshop) not in own.get(manage(workshop)).text
    own.post(again(workshop))
    assert (letters(), workshop.steps.count()) == ([], 0)


def test_only_managers_of_the_organiser_ask(hosting, workshop, people, association, letters):
    helper = RepresentativeFactory(organisation=association, role="contributor").person.user
    hosting.rights = "all"
    hosting.save()
    for user, status in [
        (helper, 403),
        *((user, 404) for user in people),
        (RepresentativeFactory().person.user, 404),
    ]:
        assert door(user).post(again(workshop)).status_code == status
    assert letters() == []


# --- Another host -----------------------------------------------------------------------------------------------------


def task_of(user) -> list[str]:
    with override("en"):
        return [task.url for task in tasks_for(Acting(user)) if "find another host" in str(task.why)]


@pytest.mark.parametrize("state", sorted(REFUSED_HOSTINGS))
def test_task_and_panel_lead_to_the_field_of_the_host(hosting, workshop, manager, state):
    hosting.state = state
    hosting.save()
    field = f"/en/desk/workshops/{workshop.slug}/change/#id_host"
    assert task_of(manager) == [field]
    own = door(manager)
    assert f'href="{field}"' in own.get(manage(workshop)).text
    assert 'id="id_host"' in own.get(field.partition("#")[0]).text


@pytest.mark.parametrize("state", [state for state in HostingState if state not in REFUSED_HOSTINGS])
def test_no_other_host_is_wanted_before_a_no(hosting, workshop, manager, state):
    hosting.state = state
    hosting.save()
    assert (task_of(manager), "#id_host" in door(manager).get(manage(workshop)).text) == ([], False)


@pytest.mark.parametrize("state", [state for state in sorted(PLANNED_STATES) if state != "approved"])
def test_before_approval_the_task_leads_to_the_workshop(hosting, workshop, manager, state):
    Workshop.objects.filter(pk=workshop.pk).update(state=state)
    hosting.state = HostingState.DECLINED
    hosting.save()
    assert task_of(manager) == [manage(workshop)]
    assert "#id_host" not in door(manager).get(manage(workshop)).text


def test_contributor_who_may_not_choose_is_led_to_the_workshop(hosting, workshop, association):
    helper = RepresentativeFactory(organisation=association, role="contributor").person.user
    hosting.state = HostingState.WITHDRAWN
    hosting.save()
    assert task_of(helper) == [manage(workshop)]
    assert "#id_host" not in door(helper).get(manage(workshop)).text


def test_task_ends_when_another_host_is_asked_for_and_returns_with_a_no(
    hosting, workshop, manager, secretary
):
    hosting.state = HostingState.WITHDRAWN
    hosting.save()
    other = OrganisationFactory()
    wish = ask(workshop, manager, host=other)
    assert task_of(manager) == []
    actions.decline_change(wish, secretary, "Жоқ.")
    assert len(task_of(manager)) == 1
    actions.approve_change(ask(workshop, manager, host=other), secretary)
    assert task_of(manager) == []

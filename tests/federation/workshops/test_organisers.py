"""Who may submit a workshop: a member of that day, or the federation itself, whose workshops nobody approves alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from federation.membership.models import Membership
from federation.workshops import actions
from federation.workshops.enums import WorkshopState
from federation.workshops.models import Workshop
from portal.accounts.enums import Role
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_registration import everything
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def ends(organisation, days_ago: int) -> None:
    """Lets the membership of an organisation end so many days ago."""
    last = timezone.localdate() - timedelta(days=days_ago)
    Membership.objects.filter(organisation=organisation).update(until=last)


def state_of(workshop) -> str:
    return Workshop.objects.get(pk=workshop.pk).state


@pytest.fixture
def own(federation, secretary):
    """A draft of the federation's own."""
    return WorkshopFactory(organiser=federation, state="draft")


@pytest.fixture
def colleague(db):
    """Another of the secretariat."""
    return UserFactory(role=Role.SECRETARIAT, email="colleague@test.example", preferred_language="en")


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_who_is_no_member_on_the_day_submits_nothing(association, manager, letters, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    ends(association, days_ago=1)
    with pytest.raises(actions.NotAMember):
        actions.submit(workshop, manager)
    assert (state_of(workshop), letters()) == (state, [])


def test_a_member_submits_on_its_last_day(association, manager):
    workshop = WorkshopFactory(organiser=association, state="draft")
    ends(association, days_ago=0)
    actions.submit(workshop, manager)
    assert state_of(workshop) == WorkshopState.SUBMITTED


def test_an_end_of_the_membership_stops_nothing_that_was_submitted(association, manager, secretary):
    workshop = WorkshopFactory(organiser=association, state="draft")
    actions.submit(workshop, manager)
    ends(association, days_ago=1)
    actions.submit(workshop, manager)  # Sent once more.
    actions.approve(workshop, secretary)
    assert state_of(workshop) == WorkshopState.APPROVED


def test_who_is_no_member_writes_a_draft_and_reads_beforehand_that_it_cannot_be_submitted(
    client, association, manager, language
):
    ends(association, days_ago=1)
    client.force_login(manager)
    client.post(reverse("workshops:new"), {**everything(association), "action": "save"})
    draft = Workshop.objects.get(organiser=association)
    for name, args in (
        ("list", []),
        ("new_for", [association.slug]),
        ("edit", [draft.slug]),
        ("manage", [draft.slug]),
    ):
        page = client.get(f"/{language}" + reverse(f"workshops:{name}", args=args)[3:], follow=True)
        assert [str(one.title) for one in page.context["outsiders"]] == [
            str(association.name_in(language))
        ], name
        assert f'href="/{language}/contact/"' in page.content.decode(), name
        assert 'value="submit"' not in page.content.decode(), name


def test_a_forged_submission_of_who_is_no_member_keeps_the_draft_and_says_why(client, association, manager):
    ends(association, days_ago=1)
    client.force_login(manager)
    page = client.post(reverse("workshops:new"), {**everything(association), "action": "submit"}, follow=True)
    draft = Workshop.objects.get(organiser=association)
    assert (draft.state, page.request["PATH_INFO"]) == ("draft", reverse("workshops:edit", args=[draft.slug]))
    assert len(list(page.context["messages"])) == 1


def test_a_member_is_told_nothing_of_the_kind(client, association, manager):
    client.force_login(manager)
    for name in ("list", "new"):
        page = client.get(reverse(f"workshops:{name}"), follow=True)
        assert page.context["outsiders"] == []


@pytest.mark.parametrize("days_ago", [None, -5, 1])
def test_the_review_shows_the_membership(client, association, secretary, days_ago):
    """None today, one that ends in five days, one that has ended."""
    workshop = WorkshopFactory(organiser=association, state="submitted")
    if days_ago is None:
        Membership.objects.all().delete()
    else:
        ends(association, days_ago=days_ago)
    client.force_login(secretary)
    page = client.get("/en" + reverse("workshops:review", args=[workshop.slug])[3:])
    standing = page.context["standing"]
    shown = (standing.words, standing.title)
    assert (
        shown
        == {
            None: ("", "The organiser is not a member of the federation"),
            -5: ("Member since 1\xa0March 2024", ""),
            1: ("", "The organiser is no longer a member of the federation"),
        }[days_ago]
    )
    assert "".join(shown) in page.content.decode()


def test_one_of_the_secretariat_registers_and_another_approves(
    client, federation, secretary, colleague, letters
):
    client.force_login(secretary)
    client.post(reverse("workshops:new"), {**everything(federation), "action": "submit"})
    workshop = Workshop.objects.get(organiser=federation)
    assert workshop.state == WorkshopState.SUBMITTED
    assert letters() == [
        ("workshop_received", secretary.email, "kk"),
        ("workshop_submitted", colleague.email, "en"),
    ]
    address = reverse("workshops:review", args=[workshop.slug])
    page = client.get(address)
    assert (page.context["is_own"], page.context["is_alone"]) == (True, False)
    assert page.context["standing"].words
    client.post(address, {"decision": "approve", "seen": page.context["seen"]})
    assert state_of(workshop) == WorkshopState.SUBMITTED
    client.force_login(colleague)
    client.post(address, {"decision": "approve", "seen": page.context["seen"]})
    assert state_of(workshop) == WorkshopState.APPROVED


@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_submitted_a_workshop_of_the_federation_never_approves_it(
    own, colleague, secretary, is_superuser
):
    secretary.is_superuser = is_superuser
    secretary.save()
    actions.submit(own, secretary)
    with pytest.raises(actions.Refused):
        actions.approve(own, secretary)
    assert state_of(own) == WorkshopState.SUBMITTED


def test_who_wrote_a_workshop_that_another_submitted_does_not_approve_it(
    client, federation, secretary, colleague
):
    client.force_login(secretary)
    client.post(reverse("workshops:new"), {**everything(federation), "action": "save"})
    workshop = Workshop.objects.get(organiser=federation)
    actions.submit(workshop, colleague)
    for user in (secretary, colleague):
        with pytest.raises(actions.Refused):
            actions.approve(workshop, user)
    actions.approve(workshop, UserFactory(role=Role.ADMINISTRATOR))


def test_with_nobody_else_the_pages_say_how_another_is_named(client, own, secretary):
    client.force_login(secretary)
    assert client.get(reverse("workshops:edit", args=[own.slug])).context["is_alone"]
    actions.submit(own, secretary)
    review = reverse("workshops:review", args=[own.slug])
    assert client.get(review).context["is_alone"]
    UserFactory(role=Role.ADMINISTRATOR)
    assert not client.get(review).context["is_alone"]


def test_letters_about_a_workshop_of_the_federation_go_to_who_registered_it_while_they_are_there(
    own, secretary, colleague, letters
):
    actions.submit(own, secretary)
    actions.return_with_question(own, colleague, "?")
    assert ("workshop_returned", secretary.email, "kk") in letters()
    assert ("workshop_returned", colleague.email, "en") not in letters()
    secretary.is_active = False
    secretary.save()
    actions.submit(own, None, "!")
    actions.decline(own, colleague, "…")
    assert ("workshop_declined", colleague.email, "en") in letters()

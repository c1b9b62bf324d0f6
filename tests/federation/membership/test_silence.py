"""Organisations for which nobody can act: which ones count, and how the secretariat learns of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from federation.membership import actions
from federation.membership.models import Membership, Representative
from federation.membership.rules import without_voice
from portal.accounts.actions import close_account, delete_account
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.wagtail_hooks import GuardedSetActiveStateBulkAction
from portal.mail.models import Letter
from portal.navigation.registry import Acting, admin_tasks_for, sections_for, tasks_for
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

from .factories import MembershipFactory, RepresentativeFactory, RepresentativeInvitationFactory

pytestmark = pytest.mark.django_db
LIST = "/en/desk/organisations/without-manager/"


@pytest.fixture
def secretary():
    return UserFactory(role=Role.SECRETARIAT, email="secretary@example.org")


def told() -> list[str]:
    """Of which organisations the secretariat was told, by their keys."""
    keys = Letter.objects.filter(key__startswith="membership:without_voice:").values_list("key", flat=True)
    return sorted(key.split(":")[2] for key in keys)


def close(term: Representative) -> None:
    term.person.user.is_active = False
    term.person.user.save(update_fields=["is_active"])


def close_among_many(term: Representative) -> None:
    GuardedSetActiveStateBulkAction.execute_action([term.person.user], mark_as_active=False)


def erase(term: Representative) -> None:
    delete_account(term.person.user)


LEAVING = pytest.mark.parametrize("leave", [close, close_among_many, erase])


@LEAVING
def test_when_the_last_manager_goes_the_organisation_is_marked_and_the_secretariat_told(secretary, leave):
    term = RepresentativeFactory()
    RepresentativeFactory(organisation=term.organisation, role="contributor")
    assert list(without_voice()) == []
    leave(term)
    assert list(without_voice()) == [term.organisation]
    assert told() == [str(term.organisation.pk)]
    term.person.user.save()
    assert len(told()) == 1  # Once an occasion.


@LEAVING
def test_two_managers_who_both_go_are_told_of_once_with_the_second(secretary, leave):
    organisation = OrganisationFactory()
    first, second = (RepresentativeFactory(organisation=organisation) for _number in range(2))
    leave(first)
    assert (list(without_voice()), told()) == ([], [])
    leave(second)
    assert (list(without_voice()), told()) == ([organisation], [str(organisation.pk)])


def test_a_contributor_who_goes_silences_nobody(secretary):
    term = RepresentativeFactory(role="contributor")
    RepresentativeFactory(organisation=term.organisation)
    close(term)
    assert (list(without_voice()), told()) == ([], [])


def let_in_again(term: Representative) -> None:
    """The account is opened, is used, and manages again."""
    user = User.objects.get(pk=term.person.user_id)
    user.is_active, user.last_login = True, timezone.now()
    user.save()
    Representative.objects.filter(person=term.person).update(until=None, ended_at=None)


@pytest.mark.parametrize("leave", [close, lambda term: close_account(term.person.user)])
def test_who_leaves_a_second_time_is_told_of_a_second_time(secretary, leave):
    term = RepresentativeFactory()
    leave(term)
    let_in_again(term)
    assert list(without_voice()) == []
    leave(Representative.objects.get(pk=term.pk))
    assert told() == [str(term.organisation.pk)] * 2


def test_which_organisations_need_a_manager():
    member, former, workshop_maker, over, _stranger = (OrganisationFactory() for _number in range(5))
    MembershipFactory(organisation=member)
    Membership.objects.create(organisation=former, since=date(2020, 1, 1), until=date(2024, 1, 1))
    Representative.objects.create(
        organisation=former, person=PersonFactory(), since=date(2020, 1, 1), until=date(2024, 1, 1)
    )
    represented = RepresentativeFactory(since=date(2020, 1, 1), until=date(2024, 1, 1)).organisation
    without_account = RepresentativeFactory(person=PersonFactory()).organisation
    WorkshopFactory(organiser=workshop_maker, membership=False)
    past = {"starts_on": date(2024, 1, 1), "ends_on": date(2024, 1, 2)}
    WorkshopFactory(organiser=over, membership=False, **past)
    assert set(without_voice()) == {member, represented, without_account, workshop_maker}


def test_secretariat_finds_them_on_the_desk_in_the_admin_and_in_a_list(client, secretary):
    organisation = MembershipFactory(organisation__name_en="Silent Library").organisation
    with override("en"):
        (task,) = tasks_for(Acting(secretary))
        (waiting,) = [found for found in admin_tasks_for(secretary) if found.url == LIST]
        assert LIST in [section.url for section in sections_for(Acting(secretary))]
    assert (task.title, task.url, waiting.total) == ("1 organisation has no manager", LIST, 1)
    assert "its workshops" in task.why
    client.force_login(secretary)
    text = client.get(LIST).content.decode()
    assert "Silent Library" in text
    assert f"/en/desk/organisations/{organisation.slug}/people/" in text
    for user in (UserFactory(), UserFactory(role=Role.EDITOR)):
        assert tasks_for(Acting(user)) == []
        client.force_login(user)
        assert client.get(LIST).status_code == 403


def test_the_office_invites_a_manager_where_nobody_can(client, secretary):
    organisation = MembershipFactory().organisation
    client.force_login(secretary)
    page = f"/en/desk/organisations/{organisation.slug}/people/"
    assert client.post(page, {"email": "new@example.org", "role": "manager", "language": "kk"}).url == page
    invitation = organisation.invitations.get()
    actions.accept(invitation, UserFactory(email="new@example.org").person)
    assert list(without_voice()) == []


def test_where_there_is_no_manager_only_one_can_be_invited(client, secretary):
    organisation = RepresentativeFactory(role="contributor").organisation
    client.force_login(secretary)
    page = f"/en/desk/organisations/{organisation.slug}/people/"
    role = client.get(page).context["form"]["role"]
    assert ([value for value, _label in role.field.choices], role.initial) == (["manager"], "manager")
    typed = {"email": "new@example.org", "language": "kk"}
    assert client.post(page, {**typed, "role": "contributor"}).context["form"].errors.keys() == {"role"}
    assert not organisation.invitations.exists()
    RepresentativeFactory(organisation=organisation)
    assert client.post(page, {**typed, "role": "contributor"}).status_code == 302


def test_only_invitations_of_managers_are_counted(client, secretary):
    organisation = MembershipFactory().organisation
    client.force_login(secretary)
    for role, told_of in (("contributor", False), ("manager", True)):
        RepresentativeInvitationFactory(organisation=organisation, role=role)
        assert ("1 open invitation" in client.get(LIST).content.decode()) is told_of


def test_the_list_costs_the_same_however_long(client, secretary, django_assert_num_queries):
    client.force_login(secretary)
    MembershipFactory()
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)
    for _number in range(3):
        RepresentativeFactory(organisation=MembershipFactory().organisation, role="contributor")
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


LIST_QUERIES = 14


def test_an_ended_last_day_is_no_event_and_still_marks(secretary):
    term = RepresentativeFactory()
    Representative.objects.filter(pk=term.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert (list(without_voice()), told()) == ([term.organisation], [])

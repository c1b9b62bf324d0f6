"""Who is a member on a day, and who acts for the federation itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from federation.membership.enums import RepresentativeRole, Verb
from federation.membership.rules import (
    VERBS_FOR_FEDERATION,
    is_member_on,
    managers_of,
    may,
    organisations_managed_by,
    organisations_of,
    readers_of,
    without_voice,
)
from federation.workshops.models import Workshop
from portal.accounts.enums import Role
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

from .factories import MembershipFactory, RepresentativeFactory

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
DAY = timedelta(days=1)
OFFICE = (Role.SECRETARIAT, Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("day", "is_member"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)]
)
def test_a_member_is_one_from_the_first_day_to_the_last(day, is_member):
    organisation = MembershipFactory(since=FIRST, until=LAST).organisation
    assert is_member_on(organisation, day) is is_member
    assert not is_member_on(OrganisationFactory(), day)


@pytest.mark.parametrize("role", Role)
def test_the_office_and_nobody_else_acts_for_the_federation(federation, role):
    user = UserFactory(role=role)
    is_office = role in OFFICE
    assert list(organisations_of(user)) == ([federation] if is_office else [])
    assert list(organisations_managed_by(user)) == ([federation] if is_office else [])
    assert {verb for verb in Verb if may(user, verb, federation)} == (
        VERBS_FOR_FEDERATION if is_office else set()
    )


def test_a_superuser_acts_for_the_federation_and_a_closed_account_does_not(federation):
    assert may(UserFactory(is_superuser=True), Verb.SUBMIT, federation)
    closed = UserFactory(role=Role.SECRETARIAT, is_active=False)
    assert not may(closed, Verb.SUBMIT, federation)
    assert not organisations_of(closed)


def test_the_office_acts_for_no_other_organisation(federation):
    other, user = RepresentativeFactory().organisation, UserFactory(role=Role.SECRETARIAT)
    assert not any(may(user, verb, other) for verb in Verb if verb not in (Verb.SEE_PEOPLE, Verb.INVITE))


def test_a_representative_of_a_member_does_nothing_for_the_federation(federation):
    for role in RepresentativeRole:
        user = RepresentativeFactory(role=role).person.user
        assert not any(may(user, verb, federation) for verb in Verb)


def test_what_is_written_to_the_federation_the_office_reads(federation):
    office = {UserFactory(role=role).person for role in OFFICE}
    UserFactory(role=Role.SECRETARIAT, is_active=False)
    UserFactory(role=Role.EDITOR)
    assert set(readers_of(federation)) == set(managers_of(federation)) == office
    assert readers_of(OrganisationFactory()) == []


def test_the_federation_has_no_page_of_representatives(federation, client):
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    assert client.get(reverse("membership:people", args=[federation.slug])).status_code == 404
    other = OrganisationFactory()
    assert client.get(reverse("membership:people", args=[other.slug])).status_code == 200


def test_the_federation_is_never_without_a_voice(federation):
    WorkshopFactory(organiser=federation, state="draft")
    assert federation not in without_voice()


def test_one_of_the_office_who_manages_a_member_too_chooses_for_whom(federation, client):
    manager = RepresentativeFactory()
    manager.person.user.groups.add(UserFactory(role=Role.SECRETARIAT).groups.get())
    client.force_login(manager.person.user)
    page = client.get(reverse("workshops:new"))
    assert {choice.url for choice in page.context["choices"]} == {
        reverse("workshops:new_for", args=[one.slug]) for one in (federation, manager.organisation)
    }


def test_drafts_of_the_federation_are_seen_by_the_office_alone(federation):
    draft = WorkshopFactory(organiser=federation, state="draft")
    for role in Role:
        seen = Workshop.objects.visible_to(UserFactory(role=role))
        assert (draft in seen) is (role in OFFICE), role
    assert draft not in Workshop.objects.visible_to(RepresentativeFactory().person.user)

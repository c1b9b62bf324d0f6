from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from federation.membership.enums import Verb
from federation.membership.models import Representative
from federation.membership.rules import may, organisations_of
from portal.accounts.registry import erase_for, export_for, subject_of
from tests.federation.directory.factories import OrganisationFactory
from tests.portal.accounts.factories import UserFactory

from .factories import MembershipFactory, RepresentativeFactory

pytestmark = pytest.mark.django_db


def test_nobody_represents_before_or_after_the_term():
    today = timezone.localdate()
    past = RepresentativeFactory(since=date(2020, 1, 1), until=today - timedelta(days=1))
    future = RepresentativeFactory(since=today + timedelta(days=1))
    last_day = RepresentativeFactory(since=date(2020, 1, 1), until=today)
    first_day = RepresentativeFactory(since=today)
    assert list(organisations_of(past.person.user)) == []
    assert list(organisations_of(future.person.user)) == []
    assert list(organisations_of(last_day.person.user)) == [last_day.organisation]
    assert list(organisations_of(first_day.person.user)) == [first_day.organisation]


def test_visitor_and_closed_account_represent_nobody():
    representative = RepresentativeFactory()
    representative.person.user.is_active = False
    assert list(organisations_of(representative.person.user)) == []
    assert may(AnonymousUser(), Verb.SEE, representative.organisation) is False


def test_somebody_elses_organisation_is_not_mine():
    representative = RepresentativeFactory()
    assert may(representative.person.user, Verb.SEE, OrganisationFactory()) is False
    assert may(UserFactory(), Verb.SEE, representative.organisation) is False


def test_one_open_term_for_a_user_and_organisation():
    representative = RepresentativeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        RepresentativeFactory(user=representative.person.user, organisation=representative.organisation)
    representative.until = date(2025, 1, 1)
    representative.save()
    RepresentativeFactory(
        user=representative.person.user, organisation=representative.organisation, since=date(2025, 1, 2)
    )


def test_one_open_membership_and_none_that_ends_before_it_begins():
    membership = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(organisation=membership.organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(since=date(2025, 2, 1), until=date(2025, 1, 1))


def test_page_of_an_organisation_says_since_when_it_is_a_member_only_if_recorded(client):
    member, other = MembershipFactory().organisation, OrganisationFactory()
    assert (
        "since 1\N{NO-BREAK SPACE}March 2024" in client.get(f"/en/directory/{member.slug}/").content.decode()
    )
    assert "Member of the federation" not in client.get(f"/en/directory/{other.slug}/").content.decode()


def test_terms_of_a_representative_are_handed_over_and_erased_with_the_account():
    representative = RepresentativeFactory()
    history = ModelLogEntry.objects.for_instance(representative)
    name = str(representative.organisation)
    assert export_for(subject_of(representative.person.user))["representations"] == [
        {"organisation": name, "role": "manager", "since": date(2024, 3, 1), "until": None}
    ]
    erase_for(subject_of(representative.person.user))
    term = Representative.objects.get()  # Of nobody: that there was somebody is the organisation's.
    assert (term.until, term.person.is_forgotten, term.revisions.count()) == (timezone.localdate(), True, 0)
    assert not Representative.objects.current().exists()
    assert history.get().label == ""

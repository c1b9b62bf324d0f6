from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from federation.directory.models import Organisation
from portal.accounts.enums import Role
from tests.federation.membership.factories import RepresentativeFactory
from tests.portal.accounts.factories import UserFactory

from .factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Organisation:
    OrganisationFactory(slug="public")
    return OrganisationFactory(slug="draft", state="draft")


def slugs(user) -> list[str]:
    return sorted(Organisation.objects.visible_to(user).values_list("slug", flat=True))


def test_visitor_and_any_account_see_only_published_entries(draft):
    assert slugs(AnonymousUser()) == ["public"]
    assert slugs(UserFactory()) == ["public"]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_staff_who_edit_organisations_see_drafts(draft, role):
    assert slugs(UserFactory(role=role)) == ["draft", "public"]


def test_reviewer_sees_no_drafts(draft):
    assert slugs(UserFactory(role=Role.REVIEWER)) == ["public"]


def test_representative_sees_the_own_draft_only_while_in_office(draft):
    OrganisationFactory(slug="somebody-elses", state="draft")
    representative = RepresentativeFactory(organisation=draft, role="contributor")
    assert slugs(representative.person.user) == ["draft", "public"]
    representative.until = date(2024, 12, 31)
    representative.save()
    assert slugs(representative.person.user) == ["public"]


def test_closed_account_sees_no_drafts(draft):
    user = RepresentativeFactory(organisation=draft).person.user
    user.is_active = False
    user.save()
    assert slugs(user) == ["public"]


def test_draft_is_not_found_by_visitors_and_kept_by_no_cache_for_its_own(client, draft):
    assert client.get("/kk/directory/draft/").status_code == 404
    client.force_login(RepresentativeFactory(organisation=draft).person.user)
    answer = client.get("/kk/directory/draft/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_draft_shows_in_no_list_even_to_staff(client, draft):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    answer = client.get("/kk/directory/")
    assert [row.url.split("/")[-2] for row in answer.context["listing"].rows] == ["public"]

"""The federation's own entry in the directory: every installation has it, once, and nobody can delete it."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from wagtail.models import Site

from federation.directory.enums import FEDERATION
from federation.directory.install import install
from federation.directory.models import Organisation
from portal.accounts.enums import Role
from tests.federation.directory.factories import OrganisationFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_entry_is_made_once_and_what_editors_changed_stays(federation):
    federation.name_en, federation.slug = "Federation of Libraries", "our-federation"
    federation.save()
    install()
    (found,) = Organisation.objects.federation()
    assert (found.name_en, found.slug, found.is_demo) == ("Federation of Libraries", "our-federation", False)


def test_the_entry_is_public_and_has_a_name_in_each_language(federation, client, language):
    assert Site.objects.exists()
    page = client.get(f"/{language}/directory/{federation.slug}/")
    assert page.status_code == 200
    assert getattr(federation, f"name_{language}") in page.content.decode()


def test_an_address_that_is_taken_leaves_the_entry_another(db):
    OrganisationFactory(slug="federation")
    install()
    assert Organisation.objects.federation().get().slug != "federation"


def test_there_is_no_second_federation(federation):
    with pytest.raises(IntegrityError):
        OrganisationFactory(source_key=FEDERATION)


@pytest.mark.parametrize("is_in_bulk", [False, True])
def test_the_entry_cannot_be_deleted_in_the_admin(federation, client, is_in_bulk):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR, is_superuser=True))
    if is_in_bulk:
        url = reverse("wagtail_bulk_action", args=["directory", "organisation", "delete"])
        client.post(f"{url}?id={federation.pk}")
    else:
        page = client.post(reverse("wagtailsnippets_directory_organisation:delete", args=[federation.pk]))
        assert page.status_code < 500
    assert Organisation.objects.federation().exists()
    other = OrganisationFactory()  # Any other goes the same way.
    if is_in_bulk:
        client.post(f"{url}?id={other.pk}")
    else:
        client.post(reverse("wagtailsnippets_directory_organisation:delete", args=[other.pk]))
    assert not Organisation.objects.filter(pk=other.pk).exists()

"""Invitations in the admin: read, withdrawn, never rewritten."""

import pytest

from federation.membership.models import RepresentativeInvitation
from portal.accounts.enums import Role
from tests.portal.accounts.factories import UserFactory

from .factories import RepresentativeInvitationFactory

pytestmark = pytest.mark.django_db
AT = "/admin/snippets/membership/representativeinvitation/"


def test_the_office_reads_and_withdraws_an_invitation(client):
    row = RepresentativeInvitationFactory(email="new@example.org")
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    assert "new@example.org" in client.get(AT).content.decode()
    assert f"{AT}withdraw/{row.pk}/" in client.get(f"{AT}inspect/{row.pk}/").content.decode()
    assert client.get(f"{AT}withdraw/{row.pk}/").status_code == 405
    for _twice in range(2):
        assert client.post(f"{AT}withdraw/{row.pk}/").url == AT
    assert RepresentativeInvitation.objects.get().withdrawn_at
    assert f"{AT}withdraw/{row.pk}/" not in client.get(f"{AT}inspect/{row.pk}/").content.decode()


def test_nobody_else_withdraws_and_nobody_rewrites(client):
    row = RepresentativeInvitationFactory()
    client.force_login(UserFactory(role=Role.EDITOR))
    client.post(f"{AT}withdraw/{row.pk}/")
    client.force_login(UserFactory(role=Role.ADMINISTRATOR, is_superuser=True))
    client.post(f"{AT}edit/{row.pk}/", {"email": "other@example.org"})
    row.refresh_from_db()
    assert (row.is_open, row.email.startswith("invited")) == (True, True)

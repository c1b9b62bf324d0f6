"""What cannot be kept is told beside the field, at every door of the account."""

import pytest

from tests.federation.people.details import told

from .factories import PASSWORD

pytestmark = pytest.mark.django_db

TOO_LONG = f"{'x' * 250}@example.org"


@pytest.mark.parametrize("address", [TOO_LONG, "nul\0@example.org", "<script>@example.org", "\u202eעברית"])
@pytest.mark.parametrize(
    ("path", "name"),
    [("signup", "email"), ("login", "login"), ("login/code", "email"), ("password/reset", "email")],
)
def test_address_that_cannot_be_kept_is_told_to_strangers(client, path, name, address):
    response = client.post(f"/ru/account/{path}/", {name: address, "password": "x", "password1": "x"})
    assert response.status_code == 200
    assert name in response.context["form"].errors


@pytest.mark.parametrize("address", [TOO_LONG, "nul\0@example.org"])
def test_address_that_cannot_be_kept_is_told_to_its_owner(client, user, address):
    client.force_login(user)
    response = client.post("/kk/account/email/", {"email": address, "action_add": ""})
    assert list(response.context["form"].errors) == ["email"]


def test_nul_byte_is_a_space_but_in_a_password(client, user):
    client.force_login(user)
    response = client.post("/kk/account/data/delete/", {"password": f"{PASSWORD}\0"})
    assert "password" in response.context["form"].errors
    client.post("/kk/account/details/", told("nul\0byte"))
    user.refresh_from_db()
    assert user.first_name == "nul byte"

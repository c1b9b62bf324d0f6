"""Ways round the second factor, the limits and the masks that were once open."""

import logging

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.roles import has_role
from portal.accounts.withholding import withhold_rights
from portal.language import clean_json
from portal.mail.models import Letter
from portal.web.secret_words import without_secrets

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_deactivate_totp",
    ],
)
def test_a_session_with_a_password_alone_gets_no_second_factor_of_an_account_that_has_one(settings, name):
    settings.STAFF_NEED_SECOND_FACTOR = True
    editor, client = UserFactory(role=Role.EDITOR), Client()
    client.post("/en/account/login/", {"login": editor.email, "password": PASSWORD})
    TOTP.activate(editor, generate_totp_secret())  # In another browser.
    for method in (client.get, client.post):
        response = method(reverse(name))
        assert (response.status_code, response["Location"].partition("?")[0]) == (
            302,
            reverse("mfa_reauthenticate"),
        )


def test_rights_that_are_withheld_stay_so_when_the_row_is_read_again():
    user = UserFactory(role=Role.EDITOR)
    withhold_rights(user)
    user.refresh_from_db()
    assert (has_role(user, Role.EDITOR), user.has_perm("wagtailadmin.access_admin")) == (False, False)
    assert list(user.groups.all()) == []


def test_somebody_signed_in_floods_no_mailboxes_of_strangers(client):
    client.force_login(UserFactory())
    answers = [
        client.post("/en/account/password/reset/", {"email": f"stranger{number}@test.example"}).status_code
        for number in range(25)
    ]
    assert (answers[19], answers[20]) == (302, 429)
    assert Letter.objects.filter(address__startswith="stranger").count() == 20


def test_nobody_changes_their_own_address_in_the_admin_where_no_password_is_asked(client):
    admin = UserFactory(role=Role.ADMINISTRATOR, first_name="Own")
    client.force_login(admin)
    form = {
        "email": "other@test.example",
        "first_name": "New",
        "last_name": "",
        "preferred_language": "en",
        "groups": [admin.groups.get().pk],
    }
    address = reverse("wagtailusers_users:edit", args=[admin.pk])
    response = client.post(address, form)
    assert response.context["form"].errors.keys() == {"email"}
    assert User.objects.get(pk=admin.pk).email == admin.email
    assert client.post(address, {**form, "email": admin.email}).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/ru/account/password/reset/key/1-d8k2l1-abcdef0123456789/.",
        "/ru/account/password/reset/key/1-d8k2l1-abcdef0123456789",
        "/ru/account/confirm-email/MQ:1abcde:fghijklmnop/)",
        "/RU/account/confirm-email/MQ:1abcde:fghijklmnop/",
        "/account/confirm-email/MQ:1abcde:fghijklmnop/",
    ],
)
def test_key_in_a_link_that_was_copied_wrongly_is_in_no_log(client, caplog, address):
    hidden = without_secrets(f"Not Found: {address}")
    assert "abcde" not in hidden.replace("/account/", "")
    with caplog.at_level(logging.WARNING):
        client.get(address)


@pytest.mark.parametrize(
    "text",
    ['"\\frac{1}{2}"', '"C:\\build\\folder"', "[" * 600 + '"\\u0000"' + "]" * 600, '[1e400, "\\u0007"]'],
)
def test_text_that_only_looks_like_json_stays(client, text):
    assert clean_json(text) == text
    assert client.post("/en/account/login/", {"login": text, "password": "x"}).status_code == 200


def test_cookie_of_a_known_browser_that_is_none_is_forgotten(client):
    user = UserFactory()
    sent = f"known_browser={'Ә' * 22}".encode().decode("latin-1")  # As WSGI hands over bytes.
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD}, HTTP_COOKIE=sent)
    assert client.cookies["known_browser"].value.isascii()

"""An open browser is no stolen account: which pages ask once more who it is, and how."""

import json
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import get_resolver

from portal.accounts.models import User
from portal.accounts.step_up import ASK_EVERYBODY, ASK_THOSE_WITHOUT_PASSWORD
from tests.outbox import written_letters

from .factories import PASSWORD, UserFactory
from .test_second_factor import code_for

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
# Every page of the account by the name of its route. A new one joins here: does it show or change what an account can
# be
# read out or taken over with? Then it asks.
ASKS = "asks everybody"
ASKS_FOR_PASSWORD = "asks for the password by itself; whoever has none is asked for a code"
NEEDS_THE_OLD_ONE = "asks for the password by itself; whoever has none is sent to set one"
NOTHING = "shows and changes nothing of value"
IS_A_DOOR = "is a door: it asks by itself"
PAGES = {
    "account_home": NOTHING,
    "account_profile": NOTHING,  # Leads to one's details.
    "account_letters": NOTHING,  # What one wants to be written about.
    "account_unsubscribe": NOTHING,  # The same, of one kind, by the key in a letter.
    "account_terms": NOTHING,
    "account_terms_version": NOTHING,
    "account_data": NOTHING,  # Leads on.
    "account_export": ASKS,
    "account_close": ASKS_FOR_PASSWORD,
    "account_closed": NOTHING,
    "account_delete": ASKS_FOR_PASSWORD,
    "account_deleted": NOTHING,
    "account_login": IS_A_DOOR,
    "account_logout": NOTHING,
    "account_inactive": NOTHING,
    "account_signup": IS_A_DOOR,
    "account_reauthenticate": IS_A_DOOR,
    "account_email": ASKS_FOR_PASSWORD,
    "account_confirm_email": IS_A_DOOR,  # By the key in a letter.
    "account_email_verification_sent": NOTHING,
    "account_change_password": NEEDS_THE_OLD_ONE,
    "account_set_password": ASKS_FOR_PASSWORD,
    "account_reset_password": IS_A_DOOR,
    "account_reset_password_done": NOTHING,
    "account_reset_password_from_key": IS_A_DOOR,
    "account_reset_password_from_key_done": NOTHING,
    "account_request_login_code": IS_A_DOOR,
    "account_confirm_login_code": IS_A_DOOR,
    "mfa_index": NOTHING,  # Whether there is one.
    "mfa_authenticate": IS_A_DOOR,
    "mfa_reauthenticate": IS_A_DOOR,
    "mfa_activate_totp": ASKS_FOR_PASSWORD,
    "mfa_deactivate_totp": ASKS_FOR_PASSWORD,
    "mfa_view_recovery_codes": ASKS_FOR_PASSWORD,
    "mfa_generate_recovery_codes": ASKS_FOR_PASSWORD,
    "mfa_download_recovery_codes": ASKS_FOR_PASSWORD,
}
PATHS = {
    "account_export": "data/download/",
    "account_close": "data/close/",
    "account_delete": "data/delete/",
    "account_email": "email/",
    "account_set_password": "password/set/",
    "mfa_activate_totp": "2fa/totp/activate/",
    "mfa_deactivate_totp": "2fa/totp/deactivate/",
    "mfa_view_recovery_codes": "2fa/recovery-codes/",
    "mfa_generate_recovery_codes": "2fa/recovery-codes/generate/",
    "mfa_download_recovery_codes": "2fa/recovery-codes/download/",
}


def names_of_routes() -> set[str]:
    from portal.accounts import urls

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern.name

    assert get_resolver()
    return set(walk(urls.urlpatterns))


@pytest.fixture
def without_password():
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    return user


def by_code(client, user, wanted: str):
    """Signs in by a code from a letter, as from the page that one was led to."""
    client.post("/en/account/login/code/", {"email": user.email, "next": wanted})
    text = written_letters().filter(address=user.email).latest("created_at").words().text
    code = next(line.strip() for line in text.splitlines() if line.startswith("    "))
    return client.post("/en/account/login/code/confirm/", {"code": code, "next": wanted})


def test_every_page_of_the_account_says_whether_it_asks():
    assert names_of_routes() == PAGES.keys()
    assert {name for name, how in PAGES.items() if how == ASKS} == ASK_EVERYBODY
    assert {name for name, how in PAGES.items() if how == ASKS_FOR_PASSWORD} == ASK_THOSE_WITHOUT_PASSWORD
    assert PATHS.keys() == ASK_EVERYBODY | ASK_THOSE_WITHOUT_PASSWORD


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PATHS)
def test_open_browser_of_somebody_without_a_password_opens_no_such_page(
    client, without_password, name, method
):
    Authenticator.objects.filter(user=without_password).delete()
    client.force_login(without_password)
    response = getattr(client, method)(f"/en/account/{PATHS[name]}", {"email": "thief@example.org"})
    assert response.headers["Location"].startswith("/en/account/login/code/?next=%2Fen%2Faccount%2F")
    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.filter(email="thief@example.org").exists()
    assert not User.objects.get(pk=without_password.pk).has_usable_password()


@pytest.mark.parametrize("name", PATHS)
def test_open_browser_of_somebody_with_an_app_alone_is_asked_for_its_code(client, without_password, name):
    Authenticator.objects.create(user=without_password, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    client.force_login(without_password)
    response = client.get(f"/en/account/{PATHS[name]}")
    assert response.headers["Location"].startswith("/en/account/2fa/reauthenticate/?next=")
    client.post(response.headers["Location"], {"code": code_for(SECRET)})
    assert "reauthenticate" not in client.get(f"/en/account/{PATHS[name]}").headers.get("Location", "")


def test_export_asks_for_the_password_and_comes_back(client, user):
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    asked = client.get("/en/account/data/download/")
    back = "/en/account/data/?download"
    assert asked.headers["Location"] == f"/en/account/reauthenticate/?{urlencode({'next': back})}"
    wrong = client.post(asked.headers["Location"], {"password": "wrong", "next": back})
    assert wrong.context["form"].errors.keys() == {"password"}
    assert client.get("/en/account/data/download/").status_code == 302
    assert "Refresh" not in client.get(back)
    form = {"password": PASSWORD, "next": back}
    assert client.post(asked.headers["Location"], form).headers["Location"] == back
    assert client.get(back)["Refresh"] == "1; url=/en/account/data/download/"
    assert "Refresh" not in client.get("/en/account/data/")
    data = json.loads(client.get("/en/account/data/download/").content)
    assert data["account"]["email"] == user.email


def test_answer_is_good_for_minutes_only(client, user, monkeypatch):
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    assert client.get("/en/account/data/download/").status_code == 200
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 301)
    assert client.get("/en/account/data/download/").status_code == 302


def test_somebody_without_a_password_downloads_after_a_code_from_a_letter(client, without_password):
    client.force_login(without_password)
    wanted, back = "/en/account/data/download/", "/en/account/data/?download"
    assert parse_qs(urlsplit(client.get(wanted)["Location"]).query) == {"next": [back]}
    assert by_code(client, without_password, back).headers["Location"] == back
    assert client.get(wanted).status_code == 200

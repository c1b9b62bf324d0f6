import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.core.cache import caches

from portal.accounts.enums import Role
from portal.mail.models import Letter
from portal.web.sealing import unseal

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def needed(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def switch_on(client):
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/en/account/2fa/totp/activate/")
    return client.post("/en/account/2fa/totp/activate/", {"code": code_for(page.context["form"].secret)})


def test_staff_are_sent_to_set_it_up_before_they_do_anything(client, editor, needed):
    client.force_login(editor)
    for path in ("/admin/", "/admin/pages/", "/admin/login/", "/en/desk/"):
        assert client.get(path, headers={"accept-language": "en"}).headers["Location"] == (
            "/en/account/2fa/totp/activate/"
        )
    assert client.post("/admin/pages/add/", {}).status_code == 302


def test_staff_who_have_it_go_on_and_cannot_switch_it_off(client, editor, needed):
    client.force_login(editor)
    response = switch_on(client)
    assert response.headers["Location"] == "/en/account/2fa/recovery-codes/"
    assert len(client.get("/en/account/2fa/recovery-codes/").context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200
    client.post("/en/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_others_are_not_asked(client, user, needed):
    client.force_login(user)
    assert client.get("/en/desk/").status_code == 200


def test_demonstration_does_not_ask(client, editor, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(editor)
    assert client.get("/admin/").status_code == 200


def test_public_pages_do_not_look_who_asks(client, editor, needed):
    client.force_login(editor)
    response = client.get("/en/account/privacy/")
    assert response.status_code == 200
    assert client.get("/en/").status_code == 200


def test_signing_in_asks_for_the_code_and_a_recovery_code_works_once(client, client_factory):
    user = UserFactory(role=Role.EDITOR)
    client.force_login(user)
    switch_on(client)
    codes = client.get("/en/account/2fa/recovery-codes/").context["unused_codes"]
    answers = []
    for code in ("000000", codes[0], codes[0]):
        other = client_factory()
        first = other.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
        assert first.headers["Location"] == "/en/account/2fa/authenticate/"
        assert other.get("/en/desk/").status_code == 302
        second = other.post("/en/account/2fa/authenticate/", {"code": code})
        answers.append(second.headers.get("Location"))
    assert answers == [None, "/en/desk/", None]


def test_letter_tells_of_the_change(client, user, django_capture_on_commit_callbacks):
    client.force_login(user)
    with django_capture_on_commit_callbacks(execute=True):
        switch_on(client)
    letter = Letter.objects.get()
    assert (letter.address, letter.language) == (user.email, "kk")


# --- What lies in the database ------------------------------------------------------------------------------------------


def kept(user) -> dict[str, str]:
    """What is kept of the user's second factors, by kind: the secret and the seed of the recovery codes."""
    return {
        row.type: row.data.get("secret") or row.data["seed"]
        for row in Authenticator.objects.filter(user=user)
    }


def sign_in(client, user, secret):
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    return client.post("/en/account/2fa/authenticate/", {"code": code_for(secret)}).headers.get("Location")


def test_secrets_are_sealed_and_open_again_after_the_key_was_changed(client, client_factory, user, settings):
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/en/account/2fa/totp/activate/").context["form"].secret
    client.post("/en/account/2fa/totp/activate/", {"code": code_for(secret)})
    found = kept(user)
    assert found.keys() == {"totp", "recovery_codes"}
    assert {text.partition(":")[0] for text in found.values()} == {"fernet"}
    assert unseal(found["totp"]) == secret
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    caches["default"].clear()  # Of the code that was just used once.
    assert sign_in(client_factory(), user, secret) == "/en/desk/"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        unseal(found["totp"])


def test_secret_kept_in_clear_before_still_signs_in(client, user):
    secret = "JBSWY3DPEHPK3PXP"
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    assert sign_in(client, user, secret) == "/en/desk/"

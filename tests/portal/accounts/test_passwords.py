"""A password is the same in every spelling of its letters that Unicode has, and nothing is taken from it."""

import unicodedata
from pathlib import Path

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.test import Client

from portal.accounts.models import User
from portal.accounts.passwords import forms_of, one_form
from tests.markup import plain

from .factories import PASSWORD, UserFactory
from .test_signing_up import NEW
from .test_step_up import by_code

pytestmark = pytest.mark.django_db
COMPOSED, DECOMPOSED = (
    (Path(__file__).parent / "password-two-forms.txt").read_text(encoding="utf-8").splitlines()
)


def enter(user, password, client=None):
    client = client or Client()
    return client.post("/en/account/login/", {"login": user.email, "password": password}).status_code == 302


def test_the_two_are_two_spellings_of_one():
    assert COMPOSED != DECOMPOSED
    assert one_form(COMPOSED) == one_form(DECOMPOSED) == unicodedata.normalize("NFC", COMPOSED)


def test_password_of_plain_letters_is_tried_once():
    assert forms_of(PASSWORD) == [PASSWORD]


@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED])
@pytest.mark.parametrize("chosen", [COMPOSED, DECOMPOSED])
class TestDoors:
    def test_set_when_signing_up(self, client, link_in_letter, chosen, typed):
        client.post("/kk/account/signup/", {**NEW, "password1": chosen})
        client.post(link_in_letter("new@example.org"))
        assert enter(User.objects.get(), typed)

    def test_set_by_a_change_and_asked_for_once_more(self, client, user, chosen, typed):
        enter(user, PASSWORD, client)
        new = {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen}
        assert client.post("/en/account/password/change/", new).status_code == 302
        assert enter(user, typed)
        assert client.post("/en/account/reauthenticate/", {"password": typed}).status_code == 302
        again = {"oldpassword": typed, "password1": PASSWORD, "password2": PASSWORD}
        assert client.post("/en/account/password/change/", again).status_code == 302

    def test_set_by_a_letter(self, client, user, link_in_letter, chosen, typed):
        client.post("/en/account/password/reset/", {"email": user.email})
        address = client.get(link_in_letter(user.email)).headers["Location"]
        client.post(address, {"password1": chosen, "password2": chosen})
        assert enter(user, typed)

    def test_set_by_a_command(self, chosen, typed):
        assert enter(User.objects.create_superuser("chief@example.org", chosen), typed)

    def test_hash_of_before_opens_and_is_made_anew(self, chosen, typed):
        user = UserFactory()
        User.objects.filter(pk=user.pk).update(password=make_password(chosen))
        assert enter(user, typed)
        user.refresh_from_db()
        assert user.check_password(one_form(chosen))

    def test_hash_of_before_deletes_the_account(self, client, chosen, typed):
        user = UserFactory()
        client.force_login(user)
        User.objects.filter(pk=user.pk).update(password=make_password(chosen))
        client.force_login(User.objects.get(pk=user.pk))
        assert client.post("/en/account/data/delete/", {"password": typed}).status_code == 302
        assert User.objects.get(pk=user.pk).is_erased


def test_who_proves_that_it_is_them_with_a_hash_of_before_stays_signed_in(client, user):
    User.objects.filter(pk=user.pk).update(password=make_password(DECOMPOSED))
    client.force_login(User.objects.get(pk=user.pk))
    assert client.post("/en/account/reauthenticate/", {"password": COMPOSED}).status_code == 302
    assert client.get("/en/account/").status_code == 200


def test_known_and_unknown_address_cost_the_same_number_of_hashes_in_any_spelling(user, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )
    found = []
    for address in (user.email, "unknown@example.org"):
        hashed.clear()
        Client().post("/en/account/login/", {"login": address, "password": DECOMPOSED})
        found.append(len(hashed))
    assert found[0] == found[1] > 0


@pytest.mark.parametrize("sign", [" ", "\t", "\x0b", "\x1f", "\u200d", "\u00ad", "\u202e", "\ufeff", "\n"])
@pytest.mark.parametrize("place", ["first", "last", "within"])
def test_no_sign_is_taken_from_a_password(client, link_in_letter, sign, place):
    whole = {"first": f"{sign}{COMPOSED}", "last": f"{COMPOSED}{sign}", "within": f"Оқыр{sign}ман-үйі"}[place]
    client.post("/kk/account/signup/", {**NEW, "password1": whole})
    client.post(link_in_letter("new@example.org"))
    user = User.objects.get()
    assert enter(user, whole)
    assert not enter(user, whole.replace(sign, ""))


def test_two_signs_of_one_letter_do_not_make_a_short_password_long(client):
    short = unicodedata.normalize("NFD", "йёйёйё")
    answer = client.post("/kk/account/signup/", {**NEW, "password1": short})
    assert (len(short), list(answer.context["form"].errors)) == (12, ["password1"])


class TestKeepersOfPasswords:
    """Programs that keep passwords find where to change them, and whose they are."""

    @pytest.mark.parametrize("language", ["kk", "ru", "en"])
    def test_known_address_leads_to_the_page_in_the_language_of_the_browser(self, client, language):
        answer = client.get("/.well-known/change-password", headers={"accept-language": language})
        assert (answer.status_code, answer["Location"], answer["Vary"], dict(answer.cookies)) == (
            302,
            f"/{language}/account/password/change/",
            "Accept-Language",
            {},
        )

    def test_site_answers_404_where_nothing_is_so_that_programs_believe_it(self, client):
        path = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200"
        assert client.get(path, follow=True).status_code == 404

    @pytest.mark.parametrize("path", ["password/change/", "reauthenticate/", "data/delete/"])
    def test_forms_that_ask_for_a_password_say_whose(self, client, user, path):
        client.force_login(user)
        assert self.field(user) in plain(client.get(f"/en/account/{path}").text)

    def test_form_that_sets_the_first_password_says_whose(self, client, user):
        user.set_unusable_password()
        user.save()
        by_code(client, user, "/en/account/password/set/")
        assert self.field(user) in plain(client.get("/en/account/password/set/").text)

    def test_form_behind_the_link_of_a_letter_says_whose(self, client, user, link_in_letter):
        client.post("/en/account/password/reset/", {"email": user.email})
        address = client.get(link_in_letter(user.email)).headers["Location"]
        assert self.field(user) in plain(client.get(address).text)

    @staticmethod
    def field(user):
        return f'<input type="text" name="username" value="{user.email}" autocomplete="username" readonly hidden>'

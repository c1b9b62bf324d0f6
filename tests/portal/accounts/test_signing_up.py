import threading

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.utils import timezone

from federation.people.models import Consent
from portal.accounts.models import PrivacyTerms, User
from portal.mail.models import Letter
from tests.outbox import written_letters

from .factories import UserFactory

pytestmark = pytest.mark.django_db
NEW = {
    "first_name": "Үлгі",
    "last_name": "Мысалов",
    "email": "New@Example.org",
    "password1": "a long enough one",
    "preferred_language": "ru",
    "consent": "on",
}


def sign_up(client, language="kk", **changes):
    return client.post(f"/{language}/account/signup/", {**NEW, **changes})


def test_account_is_made_with_name_language_and_consent_to_the_named_terms(client):
    sign_up(client)
    user = User.objects.get()
    consent = Consent.objects.get()
    assert (user.email, user.display_name, user.preferred_language) == (
        "new@example.org",
        "Үлгі Мысалов",
        "ru",
    )
    assert (consent.person.user, str(consent.wording), consent.withdrawn_at) == (
        user,
        str(PrivacyTerms.objects.current()),
        None,
    )
    assert (timezone.now() - consent.given_at).total_seconds() < 60


def test_without_consent_there_is_no_account_and_what_was_typed_is_kept(client):
    response = sign_up(client, consent="")
    assert not User.objects.exists()
    assert response.context["form"].errors.keys() == {"consent"}
    assert 'value="Мысалов"' in response.content.decode()


def test_address_must_be_confirmed_before_signing_in(client, link_in_letter):
    sign_up(client)
    assert client.get("/kk/account/").status_code == 302
    response = client.post(link_in_letter("new@example.org"))
    assert response.headers["Location"] == "/ru/desk/"
    assert EmailAddress.objects.get().verified
    assert client.get("/kk/account/").status_code == 200


def test_letter_comes_in_the_language_that_was_chosen_not_that_of_the_page(client, link_in_letter):
    sign_up(client, language="en", preferred_language="kk")
    assert Letter.objects.get().language == "kk"


def test_form_sent_twice_makes_one_account_and_one_letter(client):
    first = sign_up(client)
    second = sign_up(client)
    assert User.objects.count() == 1
    assert Letter.objects.count() == 1
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])


def test_known_and_unknown_address_get_the_same_answer(client, client_factory):
    UserFactory(email="known@example.org", date_joined=timezone.now() - timezone.timedelta(days=1))
    known = sign_up(client_factory(), email="known@example.org")
    unknown = sign_up(client_factory(), email="unknown@example.org")
    assert (known.status_code, known.headers["Location"], known.cookies.keys()) == (
        unknown.status_code,
        unknown.headers["Location"],
        unknown.cookies.keys(),
    )
    assert User.objects.count() == 2
    assert (
        written_letters().get(address="known@example.org").subject
        != written_letters().get(address="unknown@example.org").subject
    )


def test_known_and_unknown_address_cost_the_same_number_of_hashes(client_factory, monkeypatch):
    UserFactory(email="known@example.org")
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )
    counts = {}
    for name in ("known", "unknown"):
        hashed.clear()
        sign_up(client_factory(), email=f"{name}@example.org")
        counts[name] = len(hashed)
    assert counts == {"known": 1, "unknown": 1}


def test_nul_byte_in_a_password_is_refused_beside_its_field(client):
    response = sign_up(client, password1=NEW["password1"] + "\0")
    assert "password1" in response.context["form"].errors
    assert not User.objects.exists()


def test_form_needs_no_cookie_and_sets_none(client):
    response = client.get("/kk/account/signup/")
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_terms_are_readable_in_each_language_without_an_account(client, language):
    terms = PrivacyTerms.objects.current()
    response = client.get(f"/{language}/account/privacy/")
    heading = terms.text_in(language).split("## ")[1].splitlines()[0]
    assert f"<h2>{heading}</h2>" in response.content.decode()
    assert client.get(f"/{language}/account/privacy/1999-01/").status_code == 404


def test_terms_of_a_coming_day_bind_nobody_before_it(client, time_machine):
    words = {f"text_{code}": "## A" for code in ("kk", "ru", "en")}
    coming = PrivacyTerms.objects.create(version="2030-02", published_on="2030-02-01", **words)
    time_machine.move_to("2030-01-31 23:59:59+05:00", tick=False)
    assert PrivacyTerms.objects.current().version != coming.version
    sign_up(client)
    assert Consent.objects.get().wording == PrivacyTerms.objects.current()
    time_machine.move_to("2030-02-01 00:00:00+05:00", tick=False)
    assert PrivacyTerms.objects.current() == coming


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_forms_at_once_make_one_account(client_factory):
    barrier = threading.Barrier(2)
    answers = []

    def send():
        from django.db import connection

        client = client_factory()
        barrier.wait()
        answers.append(sign_up(client).status_code)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302]
    assert User.objects.count() == 1

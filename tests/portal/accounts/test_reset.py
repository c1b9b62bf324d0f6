import pytest

from portal.mail.models import Letter
from tests.outbox import written_letters

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "another horse staple"


def ask(client, address, language="en"):
    return client.post(f"/{language}/account/password/reset/", {"email": address})


def test_forgotten_password_is_set_anew_by_the_link_in_the_letter(client, user, link_in_letter, sign_in):
    assert ask(client, user.email).headers["Location"] == "/en/account/password/reset/done/"
    page = client.get(link_in_letter(user.email))
    address = page.headers["Location"]
    assert client.get(address).status_code == 200
    done = client.post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert done.headers["Location"] == "/kk/account/password/reset/key/done/"
    assert sign_in(user, PASSWORD).status_code == 200
    assert sign_in(user, NEW_PASSWORD).headers["Location"] == "/en/desk/"
    assert Letter.objects.filter(address=user.email).count() == 2


def test_link_works_once(client, client_factory, user, link_in_letter):
    ask(client, user.email)
    link = link_in_letter(user.email)
    address = client.get(link).headers["Location"]
    client.post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    again = client_factory().get(link)
    assert (again.status_code, again.context["token_fail"]) == (200, True)


def test_passwords_that_differ_are_said_to_beside_the_field(client, user, link_in_letter):
    ask(client, user.email)
    address = client.get(link_in_letter(user.email)).headers["Location"]
    response = client.post(address, {"password1": NEW_PASSWORD, "password2": "something else"})
    assert response.context["form"].errors.keys() == {"password2"}


def test_known_and_unknown_address_get_the_same_answer(client_factory, user):
    known, unknown = ask(client_factory(), user.email), ask(client_factory(), "unknown@example.org")
    assert (known.status_code, known.headers["Location"], known.content) == (
        unknown.status_code,
        unknown.headers["Location"],
        unknown.content,
    )
    assert sorted(Letter.objects.values_list("address", flat=True)) == sorted(
        [user.email, "unknown@example.org"]
    )


def test_letter_comes_in_the_language_of_its_reader(client):
    subjects = {}
    for language in ("kk", "ru", "en"):
        user = UserFactory(preferred_language=language)
        ask(client, user.email, language="en")
        letter = written_letters().get(address=user.email)
        subjects[language] = letter.language
        assert f"http://testserver/{language}/account/password/reset/key/" in letter.text
        assert f'<html lang="{language}">' in letter.html
    assert subjects == {"kk": "kk", "ru": "ru", "en": "en"}


def test_letter_to_a_stranger_comes_in_the_language_of_the_page(client, language):
    ask(client, "stranger@example.org", language=language)
    assert Letter.objects.get().language == language

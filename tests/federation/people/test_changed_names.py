"""Who changes their name is asked, once, about the full names that still have the former one; what is no name is none."""

import pytest

from federation.people.actions import save_details
from federation.people.forms.details import FULL_NAMES, KEPT
from federation.people.likeness import former_word
from federation.people.models import Person
from tests.portal.accounts.factories import UserFactory

from .details import told

pytestmark = pytest.mark.django_db
DETAILS = "/en/account/details/"
NAMES = {
    "name_kk": "Мысалбаева Айгүл Серікқызы",
    "name_ru": "Мысалбаева Айгуль Сериковна",
    "latin_name": "Aigul Myssalbayeva",
}


@pytest.fixture
def user(client):
    found = UserFactory(first_name="Айгүл", last_name="Мысалбаева")
    save_details(found, {}, NAMES)
    client.force_login(found)
    return found


def kept(user) -> tuple[str, ...]:
    person = Person.objects.get(user=user)
    return (person.full_name, person.name_kk, person.name_ru, person.latin_name)


def test_a_new_surname_is_asked_about_beside_every_full_name_and_nothing_is_saved(client, user):
    before = kept(user)
    answer = client.post(DETAILS, told("Айгүл", "Үлгіжан", **NAMES, phone="+7 701 000 00 00"))
    form = answer.context["form"]
    assert list(form.errors) == form.asked == list(FULL_NAMES)
    assert [
        "Myssalbayeva" in str(form.errors["latin_name"]),
        "Мысалбаева" in str(form.errors["name_kk"]),
    ] == [
        True,
        True,
    ]
    assert (answer.context["is_only_asked"], kept(user)) == (True, before)
    assert 'value="Үлгіжан"' in answer.text and 'value="+7 701 000 00 00"' in answer.text


def test_sent_again_as_it_is_it_is_kept_and_another_name_is_asked_about_anew(client, user):
    first = client.post(DETAILS, told("Айгүл", "Үлгіжан", **NAMES)).context["form"].asked_for
    assert f'name="{KEPT}" value="{first}"' in client.post(DETAILS, told("Айгүл", "Үлгіжан", **NAMES)).text
    assert client.post(DETAILS, told("Айгүл", "Басқа", **NAMES, **{KEPT: first})).context["form"].asked
    assert client.post(DETAILS, told("Айгүл", "Үлгіжан", **NAMES, **{KEPT: first})).status_code == 302
    assert kept(user) == ("Айгүл Үлгіжан", *NAMES.values())


def test_full_names_that_are_corrected_are_saved_at_once(client, user):
    new = {
        name: full.replace("Мысалбаева", "Үлгіжан").replace("Myssalbayeva", "Ulgizhan")
        for name, full in NAMES.items()
    }
    assert client.post(DETAILS, told("Айгүл", "Үлгіжан", **new)).status_code == 302
    assert kept(user) == ("Айгүл Үлгіжан", *new.values())


def test_a_first_name_is_asked_about_too_and_another_spelling_is_not(client, user):
    answer = client.post(DETAILS, told("Айша", "Мысалбаева", **NAMES))
    assert ("Aigul" in str(answer.context["form"].errors["latin_name"]), answer.status_code) == (True, 200)
    assert client.post(DETAILS, told("Айгуль", "Мысалбаева", **NAMES)).status_code == 302


@pytest.mark.parametrize(
    ("full", "former", "new", "found"),
    [
        ("Myssalbayeva A.", "Мысалбаева", "Үлгі", "Myssalbayeva"),
        ("Мысалбаева Айгүл", "Мысалбаева", "Мысалбаева-Үлгі", ""),
        ("Мысалбаева-Үлгі А.", "Мысалбаева", "Үлгі", ""),
        ("Үлгі Айгүл", "Мысалбаева", "Үлгі", ""),
        ("Ахметов Асан", "Ахметов", "Ахметова", "Ахметов"),
        ("Мысалбаева Айгүл", "Мысалбаева", "", ""),
    ],
)
def test_former_names_meet_in_any_letters(full, former, new, found):
    assert former_word(full, former, new) == found


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("latin_name", ["Иван Кириллица 😀", "Ivan 2", "Иван", "Ivаn"], ["Seán O’Neill-Müller J."]),
        ("name_kk", ["Айгүл 😀", "Айгүл 2", "Айгүл; Серік"], ["Д'Артаньян-Ким Ә.", "Aigul", "عائشة"]),
        ("name_ru", ["Айгуль 😀", "№ 7"], ["Салтыков‑Щедрин М. Е."]),
    ],
)
def test_a_name_is_letters(client, user, name, wrong, right):
    for value in wrong:
        answer = client.post(DETAILS, told("Айгүл", "Мысалбаева", **{**NAMES, name: value}))
        assert list(answer.context["form"].errors) == [name], value
    for value in right:
        assert (
            client.post(DETAILS, told("Айгүл", "Мысалбаева", **{**NAMES, name: value})).status_code == 302
        ), value

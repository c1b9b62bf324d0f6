"""A name that differs from the account's is kept when persons begin to follow their accounts."""

from importlib import import_module

import pytest
from django.apps import apps

from federation.people.models import Person
from portal.listing.finding import matching
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
keep_names = import_module("federation.people.migrations.0004_details_of_people").keep_names


def kept(language: str, **before: str) -> Person:
    """The person of an account named "Үлгі Адам", of whom something else was written before."""
    person = UserFactory(first_name="Үлгі", last_name="Адам", preferred_language=language).person
    Person.objects.filter(pk=person.pk).update(**before)
    for _time in range(2):
        keep_names(apps, None)
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize(("language", "field"), [("kk", "name_kk"), ("ru", "name_ru"), ("en", "latin_name")])
def test_another_name_is_kept_as_the_one_on_documents_in_their_language(language, field):
    person = kept(language, full_name="Басқа Есім")
    assert (person.full_name, getattr(person, field)) == ("Үлгі Адам", "Басқа Есім")
    assert person.all_names == ["Үлгі Адам", "Басқа Есім"]
    for name in person.all_names:
        assert list(matching(Person.objects.all(), name)) == [person]
    Person.objects.filter(pk=person.pk).update(full_name="")
    person.user.save()  # Nothing but the account's name is taken over.
    assert Person.objects.get().all_names == ["Үлгі Адам", "Басқа Есім"]


def test_beside_a_name_in_latin_letters_it_is_another_name():
    person = kept("en", full_name="Басқа Есім", latin_name="Ulgi", other_names="Бұрынғы")
    assert (person.latin_name, person.other_names) == ("Ulgi", "Бұрынғы\nБасқа Есім")


def test_the_same_name_is_not_kept_twice():
    assert kept("kk").all_names == ["Үлгі Адам"]
    assert kept("kk", full_name="").all_names == ["Үлгі Адам"]


def test_persons_without_account_and_accounts_without_name_keep_their_name():
    for person in (Person.objects.create(full_name="Өз Есімі"), UserFactory(first_name="").person):
        Person.objects.filter(pk=person.pk).update(full_name="Өз Есімі")
        keep_names(apps, None)
        assert Person.objects.get(pk=person.pk).all_names == ["Өз Есімі"]

import json
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.serializers import deserialize, serialize
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from federation.people.models import Affiliation, Person
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.registry import erase_for, export_for, subject_of
from resources.models import MaterialCreator
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.news.factories import NewsPageFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import MaterialFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_account_has_one_person_from_the_first_who_follows_its_name_and_language():
    user = UserFactory(first_name="Үлгі", last_name="Адам", preferred_language="ru")
    assert [(row.full_name, row.preferred_language) for row in Person.objects.all()] == [("Үлгі Адам", "ru")]
    user.last_name, user.preferred_language = "Басқа", "kk"
    user.save()
    assert [(row.full_name, row.preferred_language) for row in Person.objects.all()] == [("Үлгі Басқа", "kk")]
    user.first_name = user.last_name = ""
    user.save()
    assert Person.objects.get().full_name == "Үлгі Басқа"  # What is not known takes no name away.
    before = Person.objects.get().updated_at
    user.last_login = timezone.now()
    user.save()
    user.save(update_fields=["last_login"])
    assert Person.objects.get().updated_at == before


def test_person_of_an_account_is_called_as_the_account_is():
    person = UserFactory(first_name="Үлгі", last_name="Адам").person
    person.full_name = "Басқа"
    person.save()
    assert Person.objects.get().full_name == "Үлгі Адам"


def test_persons_that_are_loaded_from_a_file_are_not_made_twice():
    user = UserFactory()
    text = serialize("json", [user, user.person])
    Person.objects.all().delete()
    User.objects.all().delete()
    for row in deserialize("json", text):
        row.object.latest_revision = None  # Of another table, which this file leaves out.
        row.save()
    assert Person.objects.get().user == user


def test_people_are_seen_by_themselves_and_by_the_secretariat():
    mine, other = UserFactory().person, PersonFactory()
    assert list(Person.objects.visible_to(AnonymousUser())) == []
    assert list(Person.objects.visible_to(mine.user)) == [mine]
    editor, secretary = UserFactory(role=Role.EDITOR), UserFactory(role=Role.SECRETARIAT)
    assert list(Person.objects.visible_to(editor)) == [editor.person]
    everybody = {mine, other, editor.person, secretary.person}
    assert set(Person.objects.visible_to(secretary)) == everybody
    mine.user.is_active = False
    assert list(Person.objects.visible_to(mine.user)) == []


def test_people_without_e_mail_do_not_collide():
    first, second = PersonFactory(email=""), PersonFactory(email="")
    assert (first.email, second.email) == (None, None)


def test_nobody_begins_as_one_who_was_erased():
    with pytest.raises(ValidationError) as refused:
        Person(full_name=" ").full_clean()
    assert set(refused.value.message_dict) == {"full_name"}
    Person(full_name="Айгүл").full_clean()
    person = PersonFactory()
    person.full_name = ""
    person.full_clean()  # Clearing the names of somebody is how they are erased.


def test_affiliation_holds_between_its_days_and_needs_an_organisation():
    person, organisation = PersonFactory(), OrganisationFactory()
    Affiliation.objects.create(
        person=person, organisation=organisation, since=date(2024, 1, 1), until=date(2024, 12, 31)
    )
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [Affiliation.objects.on(day).count() for day in days] == [0, 1, 1, 0]
    with pytest.raises(ValidationError):
        Affiliation(person=person).full_clean()


def test_person_is_handed_over_and_erased_with_the_account():
    user = UserFactory(first_name="Үлгі", last_name="Адам")
    person = user.person
    Person.objects.filter(pk=person.pk).update(email="own@example.org", region="KZ-55")
    affiliation = Affiliation.objects.create(person=person, organisation_name="Кітапхана")
    log(affiliation, "wagtail.edit")
    lines = [*ModelLogEntry.objects.for_instance(person), *ModelLogEntry.objects.for_instance(affiliation)]
    assert all(line.label for line in lines)
    assert export_for(subject_of(user))["person"]["full_name"] == "Үлгі Адам"
    erase_for(subject_of(user))
    person.refresh_from_db()
    assert (person.user, person.full_name, person.folded, person.affiliations.count()) == (None, "", "  ", 0)
    assert (person.email, person.region, person.latin_name, person.other_names) == (None, None, "", "")
    kept = ModelLogEntry.objects.filter(pk__in=[line.pk for line in lines])
    assert set(kept.values_list("label", flat=True)) == {""}


def test_who_is_erased_is_in_no_version_of_anything_and_in_no_line_of_the_history():
    """Whatever rows hold the person: a name that a version kept would come back with it."""
    user = UserFactory(first_name="Жасырын", last_name="Zhasyryn", email="zhasyryn@example.org")
    person = user.person
    for name in ("Zhasyryn Бір", "Zhasyryn Екі"):
        person.latin_name, person.other_names = name, "Жасырын"
        person.save()
    representative = RepresentativeFactory(user=user)
    representative.until = representative.since
    representative.save()
    RepresentativeFactory(user=user, until=representative.until).delete()
    handed_on = RepresentativeFactory(user=user)
    handed_on.person = UserFactory().person
    handed_on.save()
    news = NewsPageFactory(author="Zhasyryn Екі", owner=user)
    for credits in ({"person": person}, {"name": "Zhasyryn Екі"}):
        material = MaterialFactory()
        material.creators.add(MaterialCreator(**credits))
        material.save()
    news.save_revision(user=user, log_action=True)
    log(person, "wagtail.edit")
    marks = ("жасырын", "zhasyryn")
    assert any(mark in words.lower() for words in everything_kept() for mark in marks)
    erase_for(subject_of(user))
    assert [words for words in everything_kept() if any(mark in words.lower() for mark in marks)] == []


def everything_kept() -> list[str]:
    """The words of all versions, and of all lines of the history."""
    versions = Revision.objects.values_list("content", "object_str")
    lines = [
        *ModelLogEntry.objects.values_list("label", "data"),
        *PageLogEntry.objects.values_list("label", "data"),
    ]
    return [json.dumps([content, words], ensure_ascii=False) for content, words in (*versions, *lines)]

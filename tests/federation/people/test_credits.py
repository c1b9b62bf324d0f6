"""Whoever made something is a person, an organisation, or a name as somebody typed it: rules for every kind of credit."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Revision

from federation.people.models import Person
from federation.people.personal_data import empty
from portal.accounts.registry import erase_for, subject_of
from search.models import SearchDocument
from tests.federation.directory.factories import OrganisationFactory
from tests.portal.accounts.factories import UserFactory

from .credits import KINDS, kinds_of_credits
from .factories import PersonFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("kind", kinds_of_credits(), ids=lambda kind: kind.__name__),
]


def read(client, kind, language: str = "kk") -> str:
    return client.get(KINDS[kind].address.format(language)).text


def names_found(thing) -> set[str]:
    """The names by which search finds a thing."""
    rows = SearchDocument.objects.filter(model=thing._meta.label_lower, key=str(thing.pk))
    return {name for row in rows for name in row.names}


@pytest.mark.parametrize(
    "given", ["none", "person and name", "organisation and name", "person and organisation"]
)
def test_it_names_exactly_one_of_three(kind, given):
    thing = KINDS[kind].make()
    values = {"person": PersonFactory(), "organisation": OrganisationFactory(), "name": "Үлгі"}
    credit = kind(
        **{kind.thing: thing}, **{name: values[name] for name in given.split(" and ") if name in values}
    )
    with pytest.raises(ValidationError):
        credit.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        credit.save()


def test_each_is_shown_by_its_name_in_the_readers_language(client, kind):
    person = PersonFactory(full_name="Айгүл Үлгі", latin_name="Aigul Ulgi")
    organisation = OrganisationFactory(
        name_kk="Үлгі қауымдастығы", name_ru="Пример", name_en="Example", slug="org"
    )
    KINDS[kind].make(
        {"person": person}, {"organisation": organisation}, {"name": "Отдел книги", "language": "ru"}
    )
    for language, name, body in (
        ("kk", "Айгүл Үлгі", "Үлгі қауымдастығы"),
        ("en", "Aigul Ulgi", "Example"),
    ):
        if language == "en" and kind.__name__ == "NewsAuthor":
            continue  # A news item is read in its own language.
        html = read(client, kind, language)
        assert f">{name}</span>, <a" in html and f'href="/{language}/directory/org/">{body}</a>, ' in html
        assert '<span lang="ru">Отдел книги</span>' in html


def test_machines_read_a_person_and_an_organisation(client, kind):
    organisation = OrganisationFactory(slug="org", name_kk="Үлгі қауымдастығы")
    KINDS[kind].make(
        {"person": PersonFactory(full_name="Айгүл Үлгі")}, {"organisation": organisation}, {"name": "Топ"}
    )
    data = read(client, kind).partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    (thing, *_rest) = json.loads(data)["@graph"]
    said = thing.get("author") or thing["creator"]
    assert [row if isinstance(row, str) else (row["@type"], row["name"]) for row in said] == [
        ("Person", "Айгүл Үлгі"),
        ("Organization", "Үлгі қауымдастығы"),
        "Топ",
    ]


def test_nothing_of_a_person_is_public_but_the_name(client, kind):
    user = UserFactory(first_name="Айгүл", last_name="Үлгі", email="aigul@example.org")
    Person.objects.filter(user=user).update(other_names="Бұрынғы Тегі", region="KZ-55")
    KINDS[kind].make({"person": user.person})
    html = read(client, kind)
    assert "Айгүл Үлгі" in html
    assert [word for word in ("aigul@", "Бұрынғы", f'"{user.person.pk}"') if word in html] == []


def test_a_hidden_organisation_is_named_nowhere(client, kind):
    organisation = OrganisationFactory(name_kk="Құпия қауымдастық")
    thing = KINDS[kind].make({"organisation": organisation})
    assert "Құпия" in read(client, kind)
    organisation.state = "draft"
    organisation.save()
    assert "Құпия" not in read(client, kind)
    assert "Құпия қауымдастық" not in names_found(thing)


def test_it_is_found_by_every_name_that_is_shown_in_any_script(kind):
    person = PersonFactory(full_name="Айгүл Үлгі", name_ru="Айгуль Ульги", latin_name="Aigul Ulgi")
    thing = KINDS[kind].make({"person": person})
    assert {"Айгүл Үлгі", "Aigul Ulgi", "Айгуль Ульги"} <= names_found(thing)


def test_a_changed_name_shows_and_is_found_at_once(client, kind):
    user = UserFactory(first_name="Айгүл", last_name="Ескі")
    organisation = OrganisationFactory(name_kk="Ескі қауымдастық")
    thing = KINDS[kind].make({"person": user.person}, {"organisation": organisation})
    read(client, kind)
    user.last_name = "Жаңа"
    user.save()
    organisation.name_kk = "Жаңа қауымдастық"
    organisation.save()
    html, found = read(client, kind), names_found(thing)
    assert ("Айгүл Жаңа" in html, "Жаңа қауымдастық" in html, "Ескі" in html) == (True, True, False)
    assert ({"Айгүл Жаңа", "Жаңа қауымдастық"} <= found, "Айгүл Ескі" in found) == (True, False)


def test_a_change_of_name_that_fails_changes_nothing_in_search(kind, monkeypatch):
    person = PersonFactory(full_name="Айгүл Ескі")
    thing = KINDS[kind].make({"person": person})
    person.full_name = "Айгүл Жаңа"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        person.save()
        raise ZeroDivisionError
    assert "Айгүл Ескі" in names_found(thing)


def kept() -> str:
    return json.dumps(list(Revision.objects.values_list("content", "object_str")), ensure_ascii=False)


def test_who_is_erased_is_credited_nowhere(client, kind):
    """By person and by typed name, in rows, versions, search and pages; others stay."""
    user = UserFactory(first_name="Жасырын", last_name="Адам")
    Person.objects.filter(user=user).update(latin_name="Zhasyryn Adam")
    person = Person.objects.get(user=user)
    thing = KINDS[kind].make({"person": person}, {"name": "Zhasyryn Adam"}, {"name": "Басқа Адам"})
    thing.save()
    thing.save_revision()
    erase_for(subject_of(user))
    assert [credit.name for credit in kind.objects.all()] == ["Басқа Адам"]
    rows = [
        row
        for content in Revision.objects.values_list("content", flat=True)
        for row in content.get(kind.relation(), [])
    ]
    assert {(row["person"], row["name"]) for row in rows} == {(None, "Басқа Адам")}
    assert "Zhasyryn" not in kept() and "Жасырын" not in kept()
    assert ("Zhasyryn Adam" in names_found(thing), "Басқа Адам" in names_found(thing)) == (False, True)
    html = read(client, kind)
    assert ("Жасырын" in html, "Zhasyryn" in html, "Басқа Адам" in html) == (False, False, True)


def test_who_is_emptied_by_whatever_door_is_credited_nowhere(kind):
    person = PersonFactory(full_name="Жасырын Адам")
    KINDS[kind].make({"person": person}, {"name": "Басқа Адам"})
    empty(person)
    assert [credit.name for credit in kind.objects.all()] == ["Басқа Адам"]


def test_a_namesake_by_a_number_that_begins_alike_stays(kind):
    user = UserFactory(first_name="Жасырын", last_name="Адам")
    other = PersonFactory(pk=int(f"{user.person.pk}7"), full_name="Басқа Адам")
    KINDS[kind].make({"person": other})
    erase_for(subject_of(user))
    assert [credit.person for credit in kind.objects.all()] == [other]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_needs_no_more_queries_for_more_credits(client, kind, count, django_assert_num_queries):
    KINDS[kind].make(
        *({"person": PersonFactory()} for _number in range(count)),
        *({"organisation": OrganisationFactory()} for _number in range(count)),
    )
    read(client, kind)
    with django_assert_num_queries(KINDS[kind].queries):
        read(client, kind)

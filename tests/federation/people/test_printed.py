"""What is handed over on paper is in words: no key of the file and no value of a choice stands on the page."""

import re
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db.models import Choices
from django.utils.translation import override

from federation.people.enums import Detail
from federation.people.models import Person
from federation.people.presenters.handed_over import LANGUAGES as CODES_OF_LANGUAGES
from federation.people.presenters.handed_over import WORDS, parts_of
from federation.people.rules import subject_of_person
from portal.accounts.models import User
from portal.accounts.registry import PERSONAL_DATA
from portal.language import LANGUAGES
from portal.mail.enums import Category
from portal.mail.models import Letter, Unsubscription
from tests import rooms
from tests.admin.rows import make
from tests.federation.workshops.factories import WorkshopFactory
from tests.home.test_contact import make_message
from tests.portal.accounts.factories import UserFactory

from .test_handed_over_after_merges import KEYS, held_on
from .test_invitations import merged_by_both
from .test_merging import fresh, with_account
from .test_requests import SENT, page_of, secretary

__all__ = ["secretary"]  # A fixture that the tests of requests have.
pytestmark = pytest.mark.django_db


def choices_below(parent: type) -> set[type[Choices]]:
    found = {child for child in parent.__subclasses__() if rooms.is_ours(child)}
    return found.union(*(choices_below(child) for child in parent.__subclasses__()))


@pytest.fixture
def person(db) -> Person:
    """Somebody of whom each room holds something, and who was merged with somebody of whom it does, too."""
    kept, other = with_account("Үлгі"), with_account("Адам", "second@example.org")
    other.shown_to = {Detail.PHONE: "everybody"}
    other.speaks_kk = True
    other.phone = "+7 701 000 00 00"
    other.save()
    merged_by_both(kept, other)
    kept = fresh(kept)
    for key in KEYS:
        label, _dot, name = key.rpartition(".")
        model = apps.get_model(label)
        is_account = model._meta.get_field(name).related_model is User
        make(model, **{name: kept.user if is_account else kept})
    Unsubscription.objects.get_or_create(person=kept, category=Category.NEWS)
    make_message(email=kept.user.email)
    WorkshopFactory(contact_email=kept.user.email)
    Letter.objects.filter(printed_by=kept.user).update(sent_at=datetime(2026, 3, 1, tzinfo=UTC))
    User.objects.filter(pk=kept.user_id).update(last_login=datetime(2026, 3, 1, tzinfo=UTC))
    return fresh(kept)


def leaves(value, key=""):
    """The keys of what is held, and its values, each with the key at which it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield "key", name, inner
            yield from leaves(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner, key)
    else:
        yield "value", key, value


def test_each_kind_is_held_on_them(person):
    assert {name for name, found in held_on(person).items() if not found} == set()
    assert held_on(person).keys() == PERSONAL_DATA.keys()


def test_each_key_has_words_and_each_choice_a_name(person):
    held = held_on(person)
    raw = {
        str(value)
        for each in choices_below(Choices)
        for value in each.values
        if isinstance(value, str) and value
    }
    facts = [fact for rooms_data in held.values() for fact in leaves(rooms_data)]
    keys = {name for kind, name, _value in facts if kind == "key" and not isinstance(name, Choices)}
    assert keys - WORDS.keys() == set()
    typed = {"answer", "name", "reason", "text", "title", "words"}
    assert {
        (key, value) for kind, key, value in facts
        if kind == "value" and key not in typed and type(value) is str and value in raw
    } == set()  # fmt: skip
    assert {
        key for kind, key, value in facts
        if kind == "value" and value in LANGUAGES and key not in CODES_OF_LANGUAGES
    } == set()  # fmt: skip


def test_values_of_choices_are_still_what_the_file_says(client, secretary):
    person = UserFactory(is_active=False).person
    answer = client.post(page_of(person, "data"), {**SENT, "file": ""})
    assert answer.json()["person"]["shown_to"]["name"] == "organisers"
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="person-{person.pk}-2026-03-01.json"'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_on_paper(person, language):
    held = held_on(person)
    keys = {name for kind, name, _value in leaves(held) if kind == "key" and "_" in name}
    with override(language):
        parts = list(parts_of(held))
    words = {word for part in parts for row in part.rows for word, _value in row}
    values = " ".join(value for part in parts for row in part.rows for _word, value in row)
    assert len(parts) == len(PERSONAL_DATA)
    assert words & keys == set()
    assert {key for key in keys if re.search(rf"\b{key}\b", values)} == set()


def test_page_reads_as_people_write():
    person = with_account("Жалғыз")
    held = {"person": PERSONAL_DATA["person"].export(subject_of_person(person))}
    with override("ru"):
        (part,) = parts_of(held)
    facts = dict(part.rows[0])
    assert facts["Говорит по-казахски"] == "нет"
    assert facts["Что кому показано"].startswith("Имя: организаторам")
    assert facts["Язык"] == "казахский"

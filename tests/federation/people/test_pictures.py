"""Who agrees to photos no more: the secretariat is told, takes the pictures down, and notes that it did."""

import pytest
from wagtail.models import ModelLogEntry

from federation.people import actions
from federation.people.enums import PICTURES_TAKEN_DOWN, Purpose
from federation.people.models import Consent
from federation.people.rules import current_wording
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.mail.models import Letter
from portal.navigation.registry import Acting, admin_tasks_for, tasks_for
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(db):
    return UserFactory(role=Role.SECRETARIAT, preferred_language="en", email="office@example.org")


@pytest.fixture
def person(db):
    return UserFactory(first_name="Айгүл", last_name="Суреттегі").person


def agree(person) -> None:
    actions.give_consent(person, current_wording(Purpose.PHOTOS))


def withdraw(person) -> None:
    actions.withdraw_consent(person, Purpose.PHOTOS)


def page_of(person) -> str:
    return f"/admin/snippets/people/person/consents/{person.pk}/"


def waiting(user) -> list[str]:
    return [task.title for task in tasks_for(Acting(user)) if "/consents/" in task.url]


def letters() -> list[str]:
    return list(Letter.objects.filter(key__contains="photos_withdrawn").values_list("address", flat=True))


def test_secretariat_alone_is_told_once_for_each_withdrawal_without_the_name(person, secretary):
    UserFactory(role=Role.EDITOR)
    agree(person)
    for _time in range(2):
        withdraw(person)
    assert letters() == [secretary.email]
    text = written_letters().get(address=secretary.email).text
    assert page_of(person) in text and "Суреттегі" not in text
    agree(person)
    withdraw(person)
    assert len(letters()) == 2


def test_task_waits_on_the_desk_and_in_the_admin_until_the_pictures_are_down(person, secretary, client):
    agree(person)
    assert waiting(secretary) == []
    withdraw(person)
    assert waiting(secretary) == ["Айгүл Суреттегі"]
    assert waiting(UserFactory(role=Role.EDITOR)) == waiting(person.user) == []
    assert [found.total for found in admin_tasks_for(secretary) if "/consents/" in found.tasks[0].url] == [1]
    client.force_login(secretary)
    assert 'name="taken_down"' in client.get(page_of(person)).text
    for _time in range(2):
        client.post(page_of(person), {"taken_down": "1"})
    assert waiting(secretary) == []
    assert 'name="taken_down"' not in client.get(page_of(person)).text
    entry = ModelLogEntry.objects.get(action=PICTURES_TAKEN_DOWN)
    assert (entry.object_id, entry.user) == (str(person.pk), secretary)
    assert entry.message


def test_nobody_notes_what_is_not_to_be_done(person, secretary, client):
    client.force_login(secretary)
    agree(person)
    client.post(page_of(person), {"taken_down": "1"})
    assert not ModelLogEntry.objects.filter(action=PICTURES_TAKEN_DOWN).exists()
    withdraw(person)
    client.force_login(UserFactory(role=Role.EDITOR))
    client.post(page_of(person), {"taken_down": "1"})
    assert waiting(secretary) == ["Айгүл Суреттегі"]


def test_who_agrees_again_is_left_in_the_pictures_and_who_withdraws_again_is_one_task(person, secretary):
    for _time in range(2):
        agree(person)
        assert waiting(secretary) == []
        withdraw(person)
    assert waiting(secretary) == ["Айгүл Суреттегі"]
    assert actions.note_pictures_taken_down(person, secretary)
    agree(person)
    withdraw(person)
    assert waiting(secretary) == ["Айгүл Суреттегі"]


def test_no_other_withdrawal_asks_for_pictures(person, secretary):
    for purpose in set(Purpose) - {Purpose.PHOTOS}:
        actions.give_consent(person, current_wording(purpose))
        actions.withdraw_consent(person, purpose)
    assert waiting(secretary) == letters() == []


def test_who_is_erased_is_named_in_no_task(person, secretary):
    agree(person)
    withdraw(person)
    delete_account(person.user)
    assert waiting(secretary) == []
    assert not Consent.objects.exists()

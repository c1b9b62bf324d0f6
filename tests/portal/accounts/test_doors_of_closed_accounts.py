"""Who tries a door with the address of a closed account reads in one letter that it is closed, and whom to ask."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from federation.people.actions import confirm, merge
from portal.accounts.actions import close_account, delete_account
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.language import LANGUAGES
from tests.outbox import written_letters
from tests.who_exists import _code, _reset, _sign_up

from .factories import UserFactory

pytestmark = pytest.mark.django_db
DOORS = {"code": _code, "reset": _reset, "sign-up": _sign_up}
CLOSED_ON = {"kk": "2026 ж. 30 қараша", "ru": "30 ноября 2026 г.", "en": "30 November 2026"}


@pytest.fixture
def closed(db) -> User:
    user = UserFactory(email="former@example.org")
    close_account(user, tells=False)
    User.objects.filter(pk=user.pk).update(closed_at=datetime(2026, 11, 30, 9, tzinfo=UTC))
    return user


def read(door: str, address: str, language: str = "en"):
    """The one letter that a door writes to an address."""
    asking = DOORS[door](address)
    before = set(written_letters().values_list("pk", flat=True))
    asking.client.post(asking.path.replace("/en/", f"/{language}/"), asking.data)
    return written_letters().exclude(pk__in=before).get(address=address)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_door_says_when_the_account_was_closed_and_where_to_write(closed, door, language):
    letter = read(door, closed.email, language)
    assert CLOSED_ON[language] in letter.text.replace("\xa0", " ")
    assert f"/{language}/contact/" in letter.text and f"/{language}/contact/" in letter.html
    assert "signup" not in letter.text and "reset" not in letter.text


def test_all_doors_write_the_same(closed):
    assert (
        len({(letter.subject, letter.text) for letter in (read(door, closed.email) for door in DOORS)}) == 1
    )


@pytest.mark.parametrize("door", DOORS)
def test_second_address_of_a_closed_account_reads_the_same(closed, door):
    EmailAddress.objects.create(user=closed, email="second@example.org", verified=True)
    assert "closed on" in read(door, "second@example.org").text


@pytest.mark.parametrize("door", DOORS)
def test_account_that_an_administrator_has_locked_reads_so_without_a_day(door):
    user = UserFactory(is_active=False)
    assert f"({user.email}) is closed" in read(door, user.email).text


@pytest.mark.parametrize("door", DOORS)
def test_account_that_a_merge_closed_leads_to_the_kept_one_without_telling_its_address(door):
    kept, merged = UserFactory(email="aigul@example.org"), UserFactory(email="former@example.org")
    question = merge(kept.person.pk, merged.person.pk, [], UserFactory(role=Role.SECRETARIAT))
    for user in (kept, merged):
        confirm(question.pk, user)
    text = read(door, "former@example.org").text
    assert "a•••@example.org" in text and "aigul" not in text
    close_account(User.objects.get(pk=kept.pk))
    assert "closed on" in read(door, "former@example.org").text


@pytest.mark.parametrize("door", DOORS)
def test_address_that_somebody_else_confirmed_meanwhile_is_theirs(closed, door):
    EmailAddress.objects.filter(email=closed.email).delete()
    EmailAddress.objects.create(user=UserFactory(), email=closed.email, verified=True)
    assert "closed" not in read(door, closed.email).subject.lower()


def test_nothing_is_said_of_an_account_that_was_erased(closed):
    delete_account(closed, tells=False)
    assert "no account" in read("code", "former@example.org").subject


def test_visitor_of_a_closed_account_is_told_nothing_on_the_page(closed):
    page = Client().post("/en/account/login/code/", {"email": closed.email}, follow=True)
    assert "closed" not in page.text.lower()

"""Who closed an account after a backup finds it closed when that is put back; who opened it again, open."""

import json

import pytest

from portal.accounts.actions import close_account, open_account
from portal.accounts.models import User
from portal.backup.erasures import journal, read_journal, repeat_closings, repeat_erasures
from portal.mail.models import Letter
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch, settings, tmp_path):
    """A journal of this test's own; what is committed is written at once."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr("portal.backup.erasures.transaction.on_commit", lambda act, robust: act())


@pytest.fixture
def user(db):
    return UserFactory(email="closes@example.org")


def as_in_the_backup(user) -> None:
    User.objects.filter(pk=user.pk).update(is_active=True, closed_at=None)
    Letter.objects.all().delete()


def test_closing_is_repeated_without_a_letter(user):
    close_account(user)
    as_in_the_backup(user)
    assert (repeat_erasures(), repeat_closings(), repeat_closings()) == (0, 1, 0)
    assert User.objects.get(pk=user.pk).is_closed
    assert not Letter.objects.exists()
    assert "closes" not in journal().read_text()


def test_account_that_was_opened_again_stays_open(user):
    close_account(user)
    user.refresh_from_db()
    user.is_active = True
    user.save()
    assert [entry["what"] for entry in read_journal(journal())] == [
        "accounts.user:closed",
        "accounts.user:opened",
    ]
    as_in_the_backup(user)
    assert repeat_closings() == 0
    open_account(user)  # Not closed: nothing to note.
    assert len(read_journal(journal())) == 2


def test_another_row_with_the_same_key_is_left_alone(user):
    close_account(user)
    (entry,) = read_journal(journal())
    journal().write_text(json.dumps(entry | {"of": "0" * 24}) + "\n")
    as_in_the_backup(user)
    assert repeat_closings() == 0
    assert User.objects.get(pk=user.pk).is_active

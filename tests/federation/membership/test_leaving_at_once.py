"""Two managers leave at the same moment: one stays, or the secretariat is told. Without the lock both go, or the first
test would prove nothing.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import OperationalError, connections

from federation.directory.models import Organisation
from federation.membership import actions, personal_data
from federation.membership.actions import terms
from federation.membership.models import Representative
from federation.membership.rules import managers_of, without_voice
from portal.accounts.actions import close_account, delete_account
from portal.accounts.enums import Role
from portal.mail.models import Letter
from tests.federation.directory.factories import OrganisationFactory
from tests.portal.accounts.factories import UserFactory

from .factories import RepresentativeFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def leave_at_once(organisation: Organisation, rows: list[Representative]) -> None:
    start = Barrier(len(rows))

    def leave(row: Representative) -> None:
        start.wait(timeout=30)
        try:
            actions.resign(organisation, row.person)
        except (actions.Refused, OperationalError):
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(rows)) as pool:
        list(pool.map(leave, rows))


def two_managers() -> tuple[Organisation, list[Representative]]:
    organisation = OrganisationFactory()
    return organisation, [RepresentativeFactory(organisation=organisation) for _number in range(2)]


def test_two_managers_who_leave_at_once_leave_one():
    for _try in range(5):
        organisation, rows = two_managers()
        leave_at_once(organisation, rows)
        assert len(managers_of(organisation)) == 1


def test_the_same_without_the_lock_leaves_none(monkeypatch):
    looked = Barrier(2)
    others_manage = terms._others_manage

    @contextmanager
    def no_lock(_organisation_id: int) -> Iterator[None]:
        yield

    def look_and_wait(*given) -> bool:
        found = others_manage(*given)
        with suppress(BrokenBarrierError):
            looked.wait(timeout=10)
        return found

    monkeypatch.setattr(terms, "lock_people_of", no_lock)
    monkeypatch.setattr(terms, "_others_manage", look_and_wait)
    organisation, rows = two_managers()
    leave_at_once(organisation, rows)
    assert managers_of(organisation) == []


def closes(row: Representative) -> None:
    close_account(row.person.user)


def is_erased(row: Representative) -> None:
    delete_account(row.person.user)


@pytest.mark.parametrize("leave", [closes, is_erased])
def test_of_two_managers_who_close_or_are_erased_at_once_the_secretariat_is_told(leave, monkeypatch):
    secretary = UserFactory(role=Role.SECRETARIAT)
    organisation, rows = two_managers()
    have_left = Barrier(2)
    tell = personal_data.tell_of_silence

    def wait_and_tell(*given) -> None:
        with suppress(BrokenBarrierError):
            have_left.wait(timeout=3)
        tell(*given)

    def go(row: Representative) -> None:
        try:
            leave(row)
        finally:
            connections.close_all()

    monkeypatch.setattr(personal_data, "tell_of_silence", wait_and_tell)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(go, rows))
    assert list(without_voice()) == [organisation]
    letters = Letter.objects.filter(key__startswith=f"membership:without_voice:{organisation.pk}:")
    assert [letter.address for letter in letters] == [secretary.email]

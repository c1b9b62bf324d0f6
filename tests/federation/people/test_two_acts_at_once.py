"""One person in two windows: the consent to a place is withdrawn while the account is closed. Neither waits for ever."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from federation.people.actions import give_consent, withdraw_consent
from federation.people.enums import Purpose
from federation.people.models import Person
from federation.people.registry import AFTER_WITHDRAWAL
from federation.people.rules import current_wording
from federation.workshops.actions import take_place
from federation.workshops.models import Participation
from portal.accounts.actions import close_account
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_a_consent_is_withdrawn_while_the_account_is_closed(monkeypatch):
    user = UserFactory()
    give_consent(user.person, current_wording(Purpose.PLACE))
    take_place(WorkshopFactory(capacity=5), user)
    (give_up_places,) = AFTER_WITHDRAWAL[Purpose.PLACE]

    def slowly(person: Person) -> None:
        time.sleep(1)  # The closing has begun by then.
        give_up_places(person)

    monkeypatch.setitem(AFTER_WITHDRAWAL, Purpose.PLACE, [slowly])

    def withdraw() -> None:
        try:
            withdraw_consent(user.person, Purpose.PLACE)
        finally:
            connections.close_all()

    def close() -> None:
        try:
            time.sleep(0.4)
            close_account(user)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(withdraw), pool.submit(close)]:
            done.result()
    assert not Participation.objects.active().exists()
    user.refresh_from_db()
    assert user.is_closed

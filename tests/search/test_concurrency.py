"""Two people change what belongs to one thing at the same moment: its rows say both."""

import threading

import pytest
from django.db import connection, transaction

from federation.directory.models import Organisation, OrganisationName
from search import actions
from search.records import SearchDocument


def add_two_names_at_once(organisation):
    """The first transaction is still open when the second begins."""
    first_has_written, second_is_on_its_way = threading.Event(), threading.Event()

    def first():
        with transaction.atomic():
            OrganisationName.objects.create(organisation=organisation, text="Бірінші", language="kk")
            first_has_written.set()
            second_is_on_its_way.wait(5)
            threading.Event().wait(0.3)
        connection.close()

    def second():
        first_has_written.wait(5)
        second_is_on_its_way.set()
        with transaction.atomic():
            OrganisationName.objects.create(organisation=organisation, text="Екінші", language="kk")
        connection.close()

    threads = [threading.Thread(target=run) for run in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    row = SearchDocument.objects.get(model="directory.organisation", key=str(organisation.pk), language="kk")
    return {name for name in row.old_names if name in ("Бірінші", "Екінші")}


@pytest.fixture(autouse=True)
def _no_versions(monkeypatch):
    """The number of a room's version is one row that also makes writers wait; the rows must not depend on that."""
    monkeypatch.setattr("portal.content.versions.bump", lambda room: None)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_rows_say_what_both_have_written():
    organisation = Organisation.objects.create(name_kk="Үлгі", type="district")

    assert add_two_names_at_once(organisation) == {"Бірінші", "Екінші"}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_of_them_is_lost(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    monkeypatch.setattr(actions, "_lock", lambda model, keys: None)
    organisation = Organisation.objects.create(name_kk="Үлгі", type="district")

    assert add_two_names_at_once(organisation) == {"Екінші"}

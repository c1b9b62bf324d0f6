"""Two people change what belongs to one thing at the same moment: its rows say both."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from federation.directory.models import Organisation, OrganisationName
from search.index import updates
from search.models import SearchDocument


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
    monkeypatch.setattr("portal.caching.cache.invalidate", lambda room: None)


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
    monkeypatch.setattr(updates, "_lock", lambda model, keys: None)
    organisation = Organisation.objects.create(name_kk="Үлгі", type="district")

    assert add_two_names_at_once(organisation) == {"Екінші"}


def a_save_of_two_things_beside_a_rebuild(rebuild):
    """What failed: the save holds one thing and comes for the other, which the rebuild holds while it comes for the
    first.
    """
    things = [Organisation.objects.create(name_kk=f"Үлгі {number}", type="district") for number in range(2)]
    first, second = sorted(things, key=lambda thing: updates._slot(Organisation, thing.pk))
    has_second, failures = threading.Event(), []

    def save():
        try:
            with transaction.atomic():
                updates.refresh(second)
                has_second.set()
                threading.Event().wait(0.5)
                updates.refresh(first)
        except OperationalError as error:
            failures.append(error)
        finally:
            connection.close()

    saving = threading.Thread(target=save)
    saving.start()
    has_second.wait(5)
    try:
        rebuild([first.pk, second.pk])
    except OperationalError as error:
        failures.append(error)
    saving.join(20)
    return failures


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_a_rebuild_and_a_save_do_not_wait_for_each_other():
    assert not a_save_of_two_things_beside_a_rebuild(lambda keys: updates.rebuild_model(Organisation))


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_if_a_rebuild_waited_while_it_holds_one_of_them_would_fail():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")

    assert a_save_of_two_things_beside_a_rebuild(lambda keys: updates._refresh_batch(Organisation, keys))

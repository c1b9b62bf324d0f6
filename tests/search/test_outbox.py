"""What changes is told to the search server exactly, whatever happens to it meanwhile."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from search.engines import cluster as elastic
from search.health import search as health
from search.index import building, delivery
from search.index.outbox import oldest_waiting
from search.index.updates import IndexedRow, _write
from search.models import SearchChange, SearchDocument
from tests.search.changes import change, delete

pytestmark = pytest.mark.usefixtures("empty_index")


def test_without_a_server_nothing_is_noted(document):
    change(document("Каскад"))

    assert (SearchChange.objects.count(), SearchDocument.objects.get().version) == (0, 2)


def test_a_change_is_noted_in_its_own_transaction(cluster, document):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        document("Каскад")
        raise ZeroDivisionError

    assert SearchChange.objects.count() == 0


def test_what_is_written_changed_and_deleted_arrives(cluster, document):
    _kept, changed, deleted = document("Каскад"), document("Қала"), document("Жоба")
    cluster.catch_up()
    change(changed)
    delete(deleted)
    new = document("Семинар")

    assert building.differences() == [changed.pk, deleted.pk, new.pk]
    cluster.catch_up()

    assert (building.differences(), SearchChange.objects.count()) == ([], 0)
    assert building.state() == building.State(rows=3, indexed=3, agrees=True)


def test_an_unchanged_thing_is_told_to_nobody(cluster, document):
    row = document("Каскад")
    cluster.catch_up()
    _write(
        {(row.key, "kk"): IndexedRow(row)},
        {(row.key, "kk"): SearchDocument.objects.get()},
        even_unchanged=True,
    )

    assert (SearchChange.objects.count(), building.differences()) == (0, [])


def test_an_older_version_that_comes_late_changes_nothing(cluster, document):
    row, gone = document("Каскад"), document("Қала")
    cluster.catch_up()
    (old,) = elastic.documents([row])
    (ghost,) = elastic.documents([gone])
    change(row)
    delete(gone)
    cluster.catch_up()

    late = [elastic.Write(row.pk, 1, old), elastic.Write(gone.pk, 1, ghost)]
    outcomes = list(elastic.send(late, elastic.live()))

    assert [outcome.has_it for outcome in outcomes] == [True, True]
    assert building.differences() == []


def test_what_the_server_refuses_is_kept_aside_and_holds_up_nobody(cluster, document, monkeypatch):
    cluster.catch_up()
    bad, good = document("Каскад"), document("Қала")
    documents = elastic.documents

    def with_an_unknown_field(rows):
        return [{**body, "odd": 1} if body["id"] == bad.pk else body for body in documents(rows)]

    monkeypatch.setattr(elastic, "documents", with_an_unknown_field)
    assert delivery.deliver() == 2
    refused = SearchChange.objects.get()
    assert (refused.document, "odd" in refused.error, building.differences()) == (bad.pk, True, [bad.pk])
    assert (health().status, health().numbers["changes_refused"]) == ("poor", 1)

    monkeypatch.setattr(elastic, "documents", documents)
    change(bad)
    cluster.catch_up()

    assert (building.differences(), SearchChange.objects.count()) == ([], 0)
    assert good.pk in SearchDocument.objects.values_list("pk", flat=True)


def test_a_full_server_takes_the_rest_later(cluster, document, monkeypatch):
    cluster.catch_up()
    first, second = document("Каскад"), document("Қала")
    outcome = elastic._outcome

    def full(write, item):
        if write.document == second.pk:
            error = {"type": "es_rejected_execution_exception", "reason": "queue is full"}
            item = {"index": {"_id": str(write.document), "status": 429, "error": error}}
        return outcome(write, item)

    monkeypatch.setattr(elastic, "_outcome", full)
    delivery.deliver()
    assert [change.document for change in SearchChange.objects.all()] == [second.pk]
    assert delivery.breaker.is_open

    monkeypatch.setattr(elastic, "_outcome", outcome)
    delivery.breaker.succeeded()
    cluster.catch_up()

    assert building.differences() == []
    assert first.pk < second.pk


def test_without_an_index_changes_wait_and_none_is_made_up(cluster, document):
    row = document("Каскад")
    delete(row)

    assert delivery.deliver() == 0
    assert SearchChange.objects.count() == 2
    assert not elastic.client().indices.exists(index=elastic.live())


def test_changes_made_while_an_index_is_built_are_in_it(cluster, document, monkeypatch):
    rows = [document(f"Каскад {number}") for number in range(6)]
    cluster.catch_up()
    monkeypatch.setattr(elastic, "ROWS_AT_ONCE", 2)
    steps = []

    def meanwhile(done, total):
        steps.append((done, total))
        if done == 4:
            change(rows[0], rows[5])
            delete(rows[1], rows[4])
            document("Қала")
            delivery.deliver()

    building.build(meanwhile)
    cluster.catch_up()

    assert (steps[:2], building.differences()) == ([(2, 6), (4, 6)], [])
    assert len(elastic.client().indices.get(index=f"{elastic.live()}-*").body) == 1


def test_an_index_that_was_built_is_in_one_piece(cluster, document, monkeypatch):
    monkeypatch.setattr(elastic, "ROWS_AT_ONCE", 1)
    for number in range(3):
        document(f"Каталог {number}")

    def one_after_the_other(done, total):
        elastic.client().indices.refresh(index=elastic.coming())

    building.build(one_after_the_other)

    stats = elastic.client().indices.stats(index=elastic.live()).body
    assert stats["_all"]["primaries"]["segments"]["count"] == 1


def test_a_row_read_before_a_change_does_not_undo_it(cluster, document, monkeypatch):
    row, gone = document("Каскад"), document("Қала")
    cluster.catch_up()
    write = building._write

    def slowly(writes):
        monkeypatch.setattr(building, "_write", write)
        change(row)
        delete(gone)
        delivery.deliver()
        write(writes)

    monkeypatch.setattr(building, "_write", slowly)
    building.build()
    cluster.catch_up()

    assert building.differences() == []


def test_what_a_killed_run_left_is_removed_by_the_next_and_the_old_index_answers_meanwhile(
    cluster, document, monkeypatch
):
    document("Каскад")
    cluster.catch_up()

    def killed(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.build(killed)
    assert building.state().indexed == 1
    assert elastic.exists(elastic.coming(), 5)
    document("Қала")
    cluster.catch_up()
    assert building.differences() == []

    building.build()
    assert len(elastic.client().indices.get(index=f"{elastic.live()}*").body) == 1
    assert building.differences() == []


def test_of_two_who_build_at_once_the_later_goes_on(cluster, document):
    document("Каскад")

    def another(done, total):
        building.build()

    with pytest.raises(building.BuildFailed):
        building.build(another)

    assert building.differences() == []


def test_an_index_is_built_when_it_is_missing_or_differs_and_left_alone_else(cluster, document):
    document("Каскад")
    assert building.needs_building()
    cluster.catch_up()
    assert not building.needs_building()

    SearchDocument.objects.update(version=7)  # As after a backup was put back.
    assert building.needs_building()


def test_health_tells_how_far_the_server_is(cluster, document):
    document("Каскад")
    cluster.catch_up()
    good = {"rows": 1, "indexed": 1, "changes_waiting": 0, "oldest_waiting_seconds": 0}
    good |= {"changes_refused": 0, "breaker_open": 0}
    assert (health().status, health().numbers) == ("ok", good)

    document("Қала")
    SearchChange.objects.update(at=timezone.now() - timedelta(minutes=6))

    assert health().status == "poor"
    assert (health().numbers["changes_waiting"], oldest_waiting()) == (1, 360)

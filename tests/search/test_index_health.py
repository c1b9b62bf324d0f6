"""Whether the index is whole, and the rebuild that mends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from federation.directory.models import Organisation
from search.index import updates
from search.index.rebuilds import note_rebuild
from search.models import Rebuild, SearchChange, SearchDocument
from search.models.rebuild import LOST_AFTER
from search.staff.actions import ask_for_rebuild
from search.staff.consistency import amiss, engine_name, rows_by_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return Organisation.objects.create(name_kk="Үлгі кітапхана", type="district")


def test_rows_are_counted_by_kind_and_language(organisation):
    row = next(row for row in rows_by_kind() if row.kind.code == "organisation")

    assert (row.numbers, row.total) == ((1, 1, 1), 3)


def test_an_index_that_follows_has_nothing_amiss(organisation):
    Organisation.objects.create(name_kk="Жоба", type="district", state="draft")

    assert amiss() == []


def test_a_search_server_that_lags_is_not_named_as_what_answers(settings):
    settings.SEARCH_HOSTS = ["http://127.0.0.1:1"]
    SearchChange.objects.all().delete()  # Of the installation, when the tests are answered by a server.
    assert engine_name() == "Elasticsearch"

    SearchChange.objects.create(document=1, version=1, at=timezone.now() - timedelta(hours=1))

    assert engine_name() != "Elasticsearch"


def test_things_without_rows_and_rows_without_things_are_told(organisation):
    SearchDocument.objects.filter(kind="organisation").delete()
    fields = {"language": "kk", "title": "Елес", "url": "/"}
    SearchDocument.objects.create(kind="organisation", model="directory.organisation", key="999999", **fields)
    SearchDocument.objects.create(kind="gone", model="gone.thing", key="1", **fields)

    found = {wrong.kind.code: (wrong.missing, wrong.left_over) for wrong in amiss()}

    assert found == {"organisation": ([str(organisation)], 1), "gone": ([], 1)}


def test_asking_twice_queues_one_rebuild(monkeypatch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as tasks:
        answers = [ask_for_rebuild() for _time in range(2)]

    assert ([is_new for _rebuild, is_new in answers], len(tasks), Rebuild.objects.count()) == (
        [True, False],
        1,
        1,
    )


def test_the_task_reads_everything_anew_and_is_done_once(
    organisation, monkeypatch, django_capture_on_commit_callbacks
):
    from search.tasks import rebuild_index

    SearchDocument.objects.filter(kind="organisation").delete()
    with django_capture_on_commit_callbacks(execute=True):
        rebuild, _is_new = ask_for_rebuild()

    rebuild.refresh_from_db()
    assert (rebuild.rows, amiss()) == (SearchDocument.objects.count(), [])
    assert Rebuild.objects.finished().first() == rebuild
    assert rebuild_index.func(rebuild.pk) == 0


def test_a_rebuild_by_command_is_noted_and_does_what_waited_for_it(organisation):
    Rebuild.objects.create()
    updates.rebuild()
    updates.rebuild()

    assert (Rebuild.objects.waiting().count(), Rebuild.objects.finished().count()) == (0, 2)


def test_a_lost_rebuild_does_not_keep_others_from_beginning():
    Rebuild.objects.create(asked_at=timezone.now() - LOST_AFTER - timedelta(minutes=1))

    assert ask_for_rebuild()[1] is True


def test_few_notes_are_kept(monkeypatch):
    for _number in range(25):
        note_rebuild(timezone.now(), 1)

    assert Rebuild.objects.count() == 20

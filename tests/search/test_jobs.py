"""What the clock and the worker do for search."""

import pytest

from search import jobs, tasks
from search.index import building
from search.models import SearchChange

pytestmark = pytest.mark.usefixtures("empty_index")


def test_without_a_search_server_there_is_nothing_to_do(settings):
    settings.SEARCH_HOSTS = []

    assert (jobs.deliver_waiting_changes(), jobs.mend_index(), tasks.deliver_changes.call()) == (0, False, 0)


def test_the_clock_delivers_what_the_worker_did_not(cluster, document):
    cluster.catch_up()
    document("Каскад")

    assert (jobs.deliver_waiting_changes(), SearchChange.objects.count()) == (1, 0)


def test_a_change_is_delivered_after_its_commit(cluster, document, django_capture_on_commit_callbacks):
    cluster.catch_up()

    with django_capture_on_commit_callbacks(execute=True):  # The tests' queue works at once.
        document("Каскад")

    assert (SearchChange.objects.count(), building.differences()) == (0, [])


def test_an_index_that_was_lost_is_built_by_the_worker_and_not_twice(cluster, document):
    document("Каскад")

    assert (jobs.mend_index(), jobs.mend_index()) == (True, False)
    assert building.state().indexed == 1

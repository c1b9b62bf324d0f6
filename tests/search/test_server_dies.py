"""A real Elasticsearch server, of these tests alone, is killed and frozen: nothing is lost, nobody waits."""

import os
import random
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from search import engines
from search.engines import cluster as elastic
from search.index import building, delivery
from search.models import SearchChange
from tests import services
from tests.search.changes import change, delete
from tests.search.test_never_down import NOTE, page

pytestmark = [
    pytest.mark.usefixtures("empty_index", "_the_engine_itself"),
    pytest.mark.skipif(
        not services.postgresql(), reason="A minute long, so it runs once: on PostgreSQL, as in production"
    ),
]
SCRIPTS = Path(
    os.environ.get("SEARCH_SERVER_SCRIPTS", Path(__file__).parents[3] / "shared" / "elasticsearch")
)
PORT = 9219


def start(keep=False):
    """Starts the server, empty or with the data that it had when it was killed."""
    more = {"ES_KEEP": "1"} if keep else {}
    environment = {"ES_HEAP": "256m", **os.environ, **more}
    subprocess.run([SCRIPTS / "start", str(PORT)], env=environment, check=True, stdout=subprocess.DEVNULL)


def process_id():
    return int(Path(f"/var/tmp/portal-elasticsearch-{PORT}/pid").read_text())


@pytest.fixture(scope="module")
def server():
    """The address of the server."""
    services.needs(services.elasticsearch(), "Elasticsearch (TEST_SEARCH_URL)")
    services.needs(
        (SCRIPTS / "start").exists(), "the script that starts Elasticsearch (SEARCH_SERVER_SCRIPTS)"
    )
    start()
    yield f"http://127.0.0.1:{PORT}"
    subprocess.run([SCRIPTS / "stop", str(PORT)], check=False)


@pytest.fixture
def own_server(server, cluster, settings):
    """The server, as the configured one."""
    settings.SEARCH_HOSTS = [server]
    return cluster


def test_a_frozen_server_is_passed_by_and_asked_again_when_it_has_thawed(
    own_server, client, document, monkeypatch
):
    document("Каскад")
    own_server.catch_up()
    assert NOTE not in page(client)[0]
    pid = process_id()

    os.kill(pid, signal.SIGSTOP)
    try:
        with monkeypatch.context() as patch:
            patch.setattr("search.engines.elasticsearch.SECONDS", 0.4)
            html, seconds = page(client)
    finally:
        os.kill(pid, signal.SIGCONT)

    assert (html.count("<article"), NOTE in html, seconds < 1) == (1, True, True)
    engines.breaker._next_try_at = 0.0  # As if its pause were over.
    assert NOTE not in page(client)[0]
    assert not engines.breaker.is_open


@pytest.mark.concurrency
def test_a_server_killed_in_the_middle_of_a_thousand_changes_has_them_all_afterwards(own_server, document):
    """Creates, changes and deletes; deliveries before, while and after the server is dead; versions and digests
    agree.
    """
    chance = random.Random(11)
    rows = [document(f"Каскад {number}") for number in range(100)]
    own_server.catch_up()
    for number in range(1_000):
        what = chance.random()
        if what < 0.3 or len(rows) < 20:
            rows.append(document(f"Семинар {number}", key=f"new-{number}"))
        elif what < 0.8:
            change(chance.choice(rows))
        else:
            delete(rows.pop(chance.randrange(len(rows))))
        if number == 500:  # While a request with some of them is under way.
            threading.Timer(0.05, os.kill, (process_id(), signal.SIGKILL)).start()
            delivery.deliver()
            time.sleep(0.2)
        if number % 100 == 50 and number != 450:
            delivery.breaker.succeeded()  # As if its pause were over.
            delivery.deliver()
    assert SearchChange.objects.count() > 400

    start(keep=True)
    _wait_until_writable()
    delivery.breaker.succeeded()
    own_server.catch_up()

    assert (building.differences(), SearchChange.objects.count()) == ([], 0)
    assert building.state() == building.State(rows=len(rows), indexed=len(rows), agrees=True)


def _wait_until_writable():
    for _attempt in range(120):
        try:
            elastic.client().cluster.health(index=elastic.live(), wait_for_status="yellow", timeout="5s")
            return
        except elastic.CLUSTER_ERRORS:
            time.sleep(0.5)

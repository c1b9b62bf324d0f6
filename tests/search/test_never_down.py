"""Whatever becomes of the search server, the search page answers within a second, and saving does not wait."""

import socket
import struct
import threading
import time

import pytest
from django.utils import timezone

from search import engines
from search.engines.breaker import Breaker
from search.engines.cluster import within
from search.health import search as health
from search.index import delivery
from search.models import SearchChange
from search.page.results import results_for

pytestmark = pytest.mark.usefixtures("empty_index", "_the_engine_itself")
NOTE = "Іздеу сервері"
KNOWN = b"X-Elastic-Product: Elasticsearch\r\n"
JSON = KNOWN + b"Content-Type: application/vnd.elasticsearch+json; compatible-with=9\r\n"


def answer(body, head=JSON, status=b"200 OK"):
    return b"HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s" % (status, head, len(body), body)


HIT = b'{"fields": {"thing": ["tests.thing:1"], "id": ["x"]}, "_score": "high"}'
ANSWERS = {
    "HTML of a proxy": answer(b"<html>Bad gateway</html>", b"Content-Type: text/html\r\n"),
    "HTML with its name": answer(b"<html></html>", KNOWN + b"Content-Type: text/html\r\n"),
    "nothing in a good answer": answer(b""),
    "an empty object": answer(b"{}"),
    "a list": answer(b"[]"),
    "broken JSON": answer(b'{"hits": {'),
    "another program's JSON": answer(b'{"hits": "many", "timed_out": false}'),
    "hits that are none": answer(b'{"timed_out": false, "hits": {"hits": [%s]}, "aggregations": {}}' % HIT),
    "too many requests": answer(
        b'{"error": {"type": "es_rejected_execution_exception"}}', status=b"429 Busy"
    ),
    "unavailable": answer(b'{"error": {"type": "cluster_block_exception"}}', status=b"503 Unavailable"),
    "no such index": answer(b'{"error": {"type": "index_not_found_exception"}}', status=b"404 Not Found"),
    "part of an answer": answer(b'{"timed_out": true, "hits": {"hits": []}}'),
    "bytes": b"\x00\xff\x00\xff" * 50,
    "the end": b"",
}


class Server:
    """Listens at a port of this machine and treats everybody alike."""

    def __init__(self, treat):
        self.treat, self.asked, self.is_over = treat, 0, threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while not self.is_over.is_set():
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            self.asked += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            try:
                connection.recv(65536)
                self.treat(connection, self.is_over)
            except OSError:
                pass  # Who asked is gone.


def hang(connection, is_over):
    is_over.wait(20)


def drip(connection, is_over):
    connection.sendall(b"HTTP/1.1 200 OK\r\n" + JSON + b"Content-Length: 9999\r\n\r\n")
    while not is_over.wait(0.1):
        connection.sendall(b" ")


def reset(connection, is_over):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def say(text):
    return lambda connection, is_over: connection.sendall(text)


@pytest.fixture
def serve(settings):
    """Makes a server the configured one; every test begins with closed breakers."""
    servers = []

    def start(treat):
        servers.append(Server(treat))
        settings.SEARCH_HOSTS = [servers[-1].url]
        return servers[-1]

    _close_breakers()
    yield start
    for server in servers:
        server.is_over.set()
        server.socket.close()
    _close_breakers()


def _close_breakers():
    engines.breaker.succeeded()
    delivery.breaker.succeeded()


def page(client):
    """The search page and the seconds that it took."""
    started = time.perf_counter()
    html = client.get("/kk/search/", {"q": "каскад"}).content.decode()
    return html, time.perf_counter() - started


def is_answered(html):
    return html.count("<article") == 1 and NOTE in html


@pytest.mark.parametrize("treat", [hang, drip, reset], ids=["hangs", "drips", "resets"])
def test_a_server_that_does_not_answer_is_asked_once_and_the_database_answers(client, document, serve, treat):
    document("Каскад")
    page(client)
    server = serve(treat)

    html, seconds = page(client)
    again, _seconds = page(client)

    assert (is_answered(html), is_answered(again), seconds < 1, server.asked) == (True, True, True, 1)


@pytest.mark.parametrize("said", ANSWERS)
def test_nonsense_is_no_answer_and_the_database_gives_one(client, document, serve, said):
    document("Каскад")
    page(client)
    server = serve(say(ANSWERS[said]))

    html, seconds = page(client)

    assert (is_answered(html), seconds < 1) == (True, True)
    assert 1 <= server.asked <= 2  # What looks like hits is asked for its languages.


def test_where_nobody_listens_the_database_answers(client, document, settings, serve):
    document("Каскад")
    page(client)
    serve(hang).socket.close()

    html, seconds = page(client)

    assert (is_answered(html), seconds < 1) == (True, True)


def test_a_server_that_has_not_taken_changes_for_a_while_counts_for_nobody(document, serve):
    """Its counts would tell of what has become private since."""
    document("Каскад")
    server = serve(hang)
    asked = server.asked
    SearchChange.objects.update(at=timezone.now() - engines.LONGEST_LAG * 2)
    SearchChange.objects.get_or_create(
        document=1, version=1, defaults={"at": timezone.now() - engines.LONGEST_LAG * 2}
    )

    results = results_for("каскад", "kk")

    assert (len(results.hits), results.is_stand_in, server.asked) == (1, True, asked)


def test_without_a_server_nothing_is_said_of_one(client, document):
    document("Каскад")

    assert NOTE not in page(client)[0]


@pytest.mark.parametrize("treat", [hang, reset], ids=["hangs", "resets"])
def test_who_saves_never_meets_the_server(
    document, serve, treat, django_capture_on_commit_callbacks, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    server = serve(treat)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        document("Каскад")
        document("Қала")

    assert (server.asked, len(callbacks), SearchChange.objects.count()) == (0, 1, 2)


@pytest.mark.parametrize(
    "treat", [hang, reset, say(ANSWERS["an empty object"])], ids=["hangs", "resets", "{}"]
)
def test_changes_wait_for_a_server_that_does_not_take_them(document, serve, treat, monkeypatch):
    monkeypatch.setattr(delivery, "SECONDS_TO_ASK", 0.3)
    monkeypatch.setattr("search.engines.cluster.SECONDS_TO_SEND", 0.3)
    server = serve(treat)
    document("Каскад")

    assert delivery.deliver() == 0
    asked = server.asked
    assert delivery.deliver() == 0

    assert (SearchChange.objects.count(), server.asked, delivery.breaker.is_open) == (1, asked, True)


def test_health_answers_although_the_server_hangs(document, serve):
    serve(hang)
    document("Каскад")
    started = time.perf_counter()

    finding = health()

    assert time.perf_counter() - started < 0.8
    assert (finding.status, finding.numbers["indexed"], finding.numbers["rows"]) == ("poor", None, 1)
    assert finding.is_missing


def test_the_index_may_be_behind_but_nobody_finds_what_they_may_not_open(cluster, client, document):
    from search.models import SearchDocument

    hidden, deleted = document("Каскад", key="1"), document("Каскад", key="2")
    document("Каскад", key="3")
    cluster.catch_up()
    SearchDocument.objects.filter(pk=hidden.pk).update(access="signed-in")
    SearchDocument.objects.filter(pk=deleted.pk).delete()

    html, _seconds = page(client)

    assert (html.count("<article"), NOTE in html) == (1, False)


def test_a_breaker_lets_one_try_after_each_pause():
    now = [0.0]
    breaker = Breaker(pause=15, clock=lambda: now[0])
    assert breaker.allows() and breaker.allows()

    breaker.failed()
    assert not breaker.allows()
    now[0] = 15
    assert [breaker.allows(), breaker.allows()] == [True, False]
    now[0] = 30
    assert breaker.allows()
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows(), breaker.is_open] == [True, True, False]


def test_a_limit_holds_whatever_a_question_waits_for(serve):
    serve(hang)
    started = time.perf_counter()

    with pytest.raises(TimeoutError):
        within(0.1, lambda cluster: time.sleep(2))

    assert time.perf_counter() - started < 1

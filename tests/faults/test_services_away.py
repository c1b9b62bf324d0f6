"""A real portal, with PostgreSQL and Redis of its own that are stopped and hung while people come.

One copy of the test database, since migrations would take half a minute.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from statistics import median

import pytest
from django.db import OperationalError, connection

from portal.web import deadlines
from tests import services
from tests.faults.servers import (
    POSTGRESQL_BINARIES,
    PostgreSQL,
    Redis,
    postgresql_binaries,
    redis_binary,
    wait_until,
)
from tests.faults.visitors import Answer, Visitor, steadily
from tests.ports import free_port
from tests.running import Portal, started

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not services.postgresql(), reason="The database that hangs is PostgreSQL"),
]
LANGUAGES = ("kk", "ru", "en")
NEVER_WAITS = ("/static/css/site.css", "/health/")
PAGES = [f"/{language}/{page}" for page in ("", "directory/", "account/login/") for language in LANGUAGES]
OTHERS = ["/admin/login/", "/robots.txt", "/sitemap.xml", "/en/nothing-here/", "/en/directory/data.csv"]
PATHS = [path for page in PAGES + OTHERS for path in (page, *NEVER_WAITS)]
AWAY_SECONDS = 1.8
# Less than whoever waits for the service would need; on a machine that does much else. `make faults` asks for one
# second.
SOON_SECONDS = 1.5


@dataclass
class Running:
    """A portal and the servers that it needs."""

    url: str
    database: PostgreSQL
    redis: Redis

    def serves(self) -> bool:
        """True when several pages in a row come: each web process is back."""
        return all(Visitor(self.url).get("/en/").status == 200 for _time in range(6))


def copy_of_test_database(server: PostgreSQL) -> None:
    """Fills the server's database with what the tests' has."""
    own = connection.settings_dict
    dump = [
        POSTGRESQL_BINARIES / "pg_dump",
        "-h",
        own["HOST"],
        "-p",
        str(own["PORT"]),
        "-U",
        own["USER"],
        own["NAME"],
    ]
    environment = {**os.environ, "PGPASSWORD": own["PASSWORD"]}
    text = subprocess.run(dump, check=True, capture_output=True, env=environment).stdout
    load = [POSTGRESQL_BINARIES / "psql", "-q", "-d", server.url]
    subprocess.run(load, input=text, check=True, capture_output=True)


@pytest.fixture(scope="module")
def running(django_db_setup, tmp_path_factory) -> Iterator[Running]:
    services.needs(postgresql_binaries(), "PostgreSQL's server")
    services.needs(redis_binary(), "Redis")
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    with PostgreSQL() as database, Redis() as redis:
        copy_of_test_database(database)
        environment = os.environ | {
            "VAR_DIR": str(folder),
            "PORT": str(port),
            "DATABASE_URL": database.url,
            "CACHE_URL": redis.url,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        }
        portal = Running(f"http://127.0.0.1:{port}", database, redis)
        with started(Portal(portal.url, folder, environment), ["web"]):
            wait_until(portal.serves, 90)  # The first page of each process, on a machine that does much else.
            yield portal


@contextmanager
def visited(url: str, paths: list[str]) -> Iterator[list[Answer]]:
    """While the block runs, a stranger comes to the next of the paths twelve times a second; what they were answered.

    Every second one brings a cookie, so that the portal looks for a session.
    """
    answers: list[Answer] = []

    def come(number: int, path: str) -> None:
        stranger = Visitor(url)
        if number % 2:
            stranger.cookies["sessionid"] = "a" * 32
        answers.append(stranger.get(path))

    with steadily((partial(come, *one) for one in enumerate(cycle(paths))), a_second=12):
        yield answers


def slowest(answers: list[Answer]) -> float:
    return max(answer.seconds for answer in answers)


def middle(answers: list[Answer]) -> float:
    return median(answer.seconds for answer in answers)


def is_well(answer: Answer) -> bool:
    """True when a visitor was served, or told the truth soon."""
    if answer.path in NEVER_WAITS:
        return answer.seconds < SOON_SECONDS and answer.status in (
            (200,) if "static" in answer.path else (200, 503)
        )
    return answer.status in (200, 302, 404) or is_honest(answer)


def is_honest(answer: Answer) -> bool:
    """True when an answer is the page for 503, in the language of the address, and came soon."""
    return answer.is_honest and answer.path not in NEVER_WAITS and answer.seconds < 2


def health_of(running: Running) -> dict[str, dict]:
    """What the portal says of its services."""
    return json.loads(Visitor(running.url).get("/health/").body)["services"]


def told(answers: list[Answer]) -> list[tuple[str, int, float]]:
    return [
        (answer.path, answer.status, round(answer.seconds, 2)) for answer in answers if not is_well(answer)
    ]


@pytest.mark.parametrize(("go", "come_back"), [("hang", "go_on"), ("stop", "start")])
def test_database_away_costs_nobody_more_than_a_moment(running, go, come_back):
    with visited(running.url, PATHS) as answers:
        time.sleep(0.5)
        getattr(running.database, go)()
        time.sleep(AWAY_SECONDS)
        getattr(running.database, come_back)()
        wait_until(running.serves, 5)
    assert not told(answers)
    assert any(map(is_honest, answers))


@pytest.mark.parametrize(("go", "come_back"), [("hang", "go_on"), ("stop", "start")])
def test_redis_away_is_seen_by_nobody(running, go, come_back):
    paths = [*PAGES, *NEVER_WAITS]
    with visited(running.url, paths) as before:
        time.sleep(1)
    getattr(running.redis, go)()
    with visited(running.url, paths) as during:
        time.sleep(AWAY_SECONDS)
    health = health_of(running)
    getattr(running.redis, come_back)()
    assert {answer.status for answer in during} == {200}
    assert middle(during) < middle(before) + 0.1
    assert slowest(during) < slowest(before) + 0.5  # Of a machine that does much else.
    assert health["cache"]["status"] == "poor"
    wait_until(lambda: health_of(running)["cache"]["status"] == "ok", 5)


def test_wait_for_a_database_that_lives_goes_on_and_has_bounds_in_web_processes_alone(monkeypatch):
    def bounds() -> list[str]:
        own = connection.copy()
        try:
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(%s)", [deadlines.PATIENCE_SECONDS * 2])
                cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
                return list(cursor.fetchone())
        finally:
            own.close()

    assert bounds() == ["0", "0"]
    monkeypatch.setattr(deadlines, "is_serving", lambda: True)
    assert bounds() == ["12s", "20s"]
    assert not deadlines.is_away()


def test_nobody_waits_for_a_connection_to_a_server_that_accepts_it_and_says_nothing(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent, monkeypatch.context() as patch:
        patch.setattr(deadlines, "is_serving", lambda: True)
        patch.setitem(connection.settings_dict, "PORT", silent.getsockname()[1])
        own = connection.copy()
        started = time.monotonic()
        with pytest.raises(OperationalError, match="does not answer"):
            own.ensure_connection()
        assert time.monotonic() - started < deadlines.PATIENCE_SECONDS + deadlines.ANSWER_SECONDS + 0.5
    wait_until(lambda: not deadlines.is_away(), 5)  # Asked at its own address again.

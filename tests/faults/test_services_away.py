"""A real portal, with PostgreSQL and Redis of its own that are stopped and hung while people come.

One copy of the test database, since migrations would take half a minute.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from portal.web import deadlines
from tests import services
from tests.faults.servers import (
    POSTGRESQL_BINARIES,
    PostgreSQL,
    Redis,
    free_port,
    postgresql_binaries,
    redis_binary,
    wait_until,
)
from tests.faults.visitors import Answer, ask, visitors

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not services.postgresql(), reason="The database that hangs is PostgreSQL"),
]
ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("kk", "ru", "en")
NEVER_WAITS = ("/static/css/site.css", "/health/")
PAGES = [f"/{language}/{page}" for page in ("", "directory/", "account/login/") for language in LANGUAGES]
OTHERS = ["/admin/login/", "/robots.txt", "/sitemap.xml", "/en/nothing-here/", "/en/directory/data.csv"]
PATHS = [path for page in PAGES + OTHERS for path in (page, *NEVER_WAITS)]
AWAY_SECONDS = 1.8


@dataclass
class Running:
    """A portal and the servers that it needs."""

    url: str
    database: PostgreSQL
    redis: Redis

    def serves(self) -> bool:
        """Says whether several pages in a row come: each web process is back."""
        return all(ask(self.url, "/en/").status == 200 for _time in range(6))


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
    with PostgreSQL() as database, Redis() as redis, (folder / "log").open("w") as log:
        copy_of_test_database(database)
        environment = os.environ | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": database.url,
            "CACHE_URL": redis.url,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        }
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
        process = subprocess.Popen(
            [*command, "--workers", "2", "--threads", "8", "--log-level", "warning"],
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        portal = Running(f"http://127.0.0.1:{port}", database, redis)
        try:
            wait_until(portal.serves)
            yield portal
        finally:
            process.terminate()
            process.wait(20)


def is_well(answer: Answer) -> bool:
    """Says whether a visitor was served, or told the truth soon."""
    if answer.path in NEVER_WAITS:
        return answer.seconds < 1 and answer.status in ((200,) if "static" in answer.path else (200, 503))
    return answer.status in (200, 302, 404) or is_honest(answer)


def is_honest(answer: Answer) -> bool:
    """Says whether an answer is the page for 503, in the language of the address, and came soon."""
    language = answer.path[1:3]
    in_language = language not in LANGUAGES or f'lang="{language}"' in answer.text
    return answer.status == 503 and answer.seconds < 2 and "Retry-After" in answer.headers and in_language


def told(answers: list[Answer]) -> list[tuple[str, int, float]]:
    return [
        (answer.path, answer.status, round(answer.seconds, 2)) for answer in answers if not is_well(answer)
    ]


@pytest.mark.parametrize(("go", "come_back"), [("hang", "go_on"), ("stop", "start")])
def test_database_away_costs_nobody_more_than_a_moment(running, go, come_back):
    with visitors(running.url, PATHS, 12) as group:
        time.sleep(0.5)
        getattr(running.database, go)()
        time.sleep(AWAY_SECONDS)
        getattr(running.database, come_back)()
        wait_until(running.serves, 5)
    assert not told(group.answers)
    assert any(is_honest(answer) for answer in group.answers)


@pytest.mark.parametrize(("go", "come_back"), [("hang", "go_on"), ("stop", "start")])
def test_redis_away_is_seen_by_nobody(running, go, come_back):
    paths = [*PAGES, *NEVER_WAITS]
    with visitors(running.url, paths, 12) as before:
        time.sleep(1)
    getattr(running.redis, go)()
    with visitors(running.url, paths, 12) as group:
        time.sleep(AWAY_SECONDS)
    health = ask(running.url, "/health/")
    getattr(running.redis, come_back)()
    assert {answer.status for answer in group.answers} == {200}
    assert group.median() < before.median() + 0.1
    assert group.slowest() < before.slowest() + 0.5  # Of a machine that does much else.
    assert '"cache": {"status": "poor"}' in health.text
    wait_until(lambda: '"cache": {"status": "ok"}' in ask(running.url, "/health/").text, 5)


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

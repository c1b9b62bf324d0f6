"""Real workers that are killed, asked to end, and slow, with signs of life ten times as often as in production."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from portal.clock.models import Process
from tests import services
from tests.running import ROOT

from .slow_tasks import last

LEASE = 1.5
SETTINGS = {
    "PROCESS_HEARTBEAT_SECONDS": "0.3",
    "PROCESS_LEASE_SECONDS": str(LEASE),
    "PROCESS_GRACE_SECONDS": "0.5",
}


def address_of_database() -> str:
    name = str(connection.settings_dict["NAME"])
    url = services.postgresql()
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}")) if url else f"sqlite:///{name}"


class Workers:
    """Workers on the database of the test."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "done"
        self.running: list[subprocess.Popen] = []

    def start(self, settings: str = "dev") -> subprocess.Popen:
        environment = {
            **os.environ,
            **SETTINGS,
            "DATABASE_URL": address_of_database(),
            "VAR_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": f"portal.settings.{settings}",
        }
        command = [sys.executable, "manage.py", "worker", "--interval", "0.1"]
        with (self.folder / "log").open("a") as log:
            worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self.running.append(worker)
        return worker

    def lines(self) -> list[str]:
        return self.file.read_text().splitlines() if self.file.exists() else []

    def queue(self, seconds: float) -> DBTaskResult:
        return DBTaskResult.objects.create(
            task_path=last.module_path,
            args_kwargs={"args": [str(self.file), seconds], "kwargs": {}},
            backend_name="default",
            run_after="9999-01-01T00:00:00Z",
        )

    def log(self) -> str:
        return (self.folder / "log").read_text()


def wait_for(what: Callable[[], object], seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.05)


@pytest.fixture
def workers(tmp_path, transactional_db) -> Iterator[Workers]:
    """Workers see only what is committed."""
    found = Workers(tmp_path)
    yield found
    for worker in found.running:
        worker.kill()
        worker.wait()


@pytest.mark.concurrency
def test_task_of_a_killed_worker_runs_again_and_one_of_a_living_is_not_started_twice(workers):
    first, second = workers.start(), workers.start()
    wait_for(lambda: Process.objects.count() == 2)
    task = workers.queue(2.5 * LEASE)
    wait_for(workers.lines)
    holder = int(workers.lines()[0].split()[1])
    (first if first.pid == holder else second).kill()
    other = first.pid + second.pid - holder
    killed_at = time.monotonic()
    wait_for(lambda: len(workers.lines()) == 2)
    assert time.monotonic() - killed_at < 2 * LEASE + 1
    workers.start()  # Idle, it looks at the task for longer than the lease.
    wait_for(lambda: len(workers.lines()) >= 3)
    task.refresh_from_db()
    wait_for(lambda: DBTaskResult.objects.get(pk=task.pk).status == "SUCCESSFUL")
    assert workers.lines() == [f"began {holder}", f"began {other}", f"ended {other}"]


@pytest.mark.concurrency
def test_worker_that_is_asked_to_end_gives_its_task_back_and_goes_at_once(workers):
    worker = workers.start()
    task = workers.queue(60)
    wait_for(workers.lines)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(5) == 0
    task.refresh_from_db()
    assert (task.status, task.worker_ids, Process.objects.count()) == ("READY", [], 0)


@pytest.mark.concurrency
def test_worker_finishes_what_is_short_when_it_is_asked_to_end(workers):
    worker = workers.start()
    task = workers.queue(0.3)
    wait_for(workers.lines)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(5) == 0
    task.refresh_from_db()
    assert (task.status, [line.split()[0] for line in workers.lines()]) == ("SUCCESSFUL", ["began", "ended"])


@pytest.mark.concurrency
def test_second_signal_ends_a_worker_at_once(workers):
    worker = workers.start()
    workers.queue(60)
    wait_for(workers.lines)
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    started = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(5) == 128 + signal.SIGTERM
    assert time.monotonic() - started < 0.3

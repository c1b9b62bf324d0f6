"""What monitoring is told."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.clock.models import JobRun, Process
from portal.health import health
from portal.health.registry import CHECKS, Check, Finding, status_for
from portal.mail.models import Letter
from search.models import SearchDocument

SERVICES = ["database", "rows", "cache", "disk", "worker", "clock", "mail", "search"]
PUBLISHING = "portal.clock.jobs.publish_scheduled"


@pytest.fixture
def ticking(db):
    """A portal in which all is well."""
    now = timezone.now()
    JobRun.objects.create(name=PUBLISHING, started_at=now, finished_at=now)
    for kind in Process.Kind.values:
        Process.objects.create(name=kind, kind=kind, host="h", pid=1, started_at=now, seen_at=now)
    SearchDocument.objects.all().delete()
    SearchDocument.objects.create(kind="page", model="x.y", key="1", thing="1", language="kk", url="/kk/")


def asked(client) -> dict:
    return json.loads(client.get("/health/").content)


def letter(**fields) -> Letter:
    given = {"key": "k", "address": "a@example.org", "language": "kk", "due_at": timezone.now(), **fields}
    made = Letter.objects.create(subject="s", text="t", **given)
    if "created_at" in fields:
        Letter.objects.filter(pk=made.pk).update(created_at=fields["created_at"])
    return made


@pytest.fixture
def still():
    """A moment that does not pass, so that seconds can be told exactly."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def waiting_task(age: timedelta, run_after=None) -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        task_path="x.y",
        queue_name="default",
        status="READY",
        run_after=run_after,
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - age)


def test_portal_in_which_all_is_well_says_so_of_each_service_in_one_line(client, ticking):
    response = client.get("/health/")
    told = json.loads(response.content)
    assert (response.status_code, told["status"], list(told["services"])) == (200, "ok", SERVICES)
    lines = response.content.decode().splitlines()
    assert [line.split('"')[1] for line in lines if line.startswith("    ")] == SERVICES


def both(client) -> tuple[int, int]:
    """What a balancer and what monitoring is answered."""
    return client.get("/health/").status_code, client.get("/health/all/").status_code


def test_monitoring_is_told_the_same_words_as_a_balancer(client, still, ticking):
    without_time = [
        re.sub(rb'seconds": \d+', b"", client.get(url).content) for url in ("/health/", "/health/all/")
    ]
    assert without_time[0] == without_time[1]
    assert both(client) == (200, 200)


@pytest.mark.parametrize("kind", Process.Kind.values)
def test_process_that_gives_no_sign_is_missing_for_monitoring_and_not_for_balancers(client, ticking, kind):
    Process.objects.filter(kind=kind).update(seen_at=timezone.now() - timedelta(seconds=31))
    JobRun.objects.update(started_at=timezone.now() - timedelta(seconds=91))
    assert both(client) == (200, 503)


@pytest.mark.parametrize(
    ("finding", "code"),
    [
        (Finding("ok"), 200),
        (Finding("poor"), 200),
        (Finding("poor", is_missing=True), 503),
        (Finding("down"), 503),
    ],
)
@pytest.mark.parametrize("service", list(CHECKS))
def test_any_service_that_is_missing_is_so_for_monitoring_only(
    client, ticking, monkeypatch, service, finding, code
):
    monkeypatch.setitem(CHECKS, service, Check(lambda: finding, CHECKS[service].needs_database))
    assert both(client) == (200, code)


def test_balancer_and_monitoring_ask_over_plain_http(client, ticking, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert both(client) == (200, 200)


def test_answer_is_kept_by_nobody_and_sets_no_cookie(client, ticking):
    response = client.get("/health/")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize(("minutes", "status"), [(4, "ok"), (6, "poor"), (61, "down")])
def test_task_that_nobody_takes_makes_the_worker_poor_then_down(client, still, ticking, minutes, status):
    waiting_task(timedelta(minutes=minutes))
    assert asked(client)["services"]["worker"] == {
        "status": status,
        "alive": 1,
        "last_seen_seconds": 0,
        "oldest_waiting_seconds": minutes * 60,
    }


def test_task_that_is_not_due_yet_does_not_wait(client, ticking):
    waiting_task(timedelta(hours=2), run_after=timezone.now() + timedelta(hours=1))
    worker = asked(client)["services"]["worker"]
    assert (worker["status"], worker["oldest_waiting_seconds"]) == ("ok", 0)


@pytest.mark.parametrize(("seconds", "status"), [(60, "ok"), (100, "poor"), (301, "down")])
def test_clock_that_stands_still_is_told(client, still, ticking, seconds, status):
    JobRun.objects.update(started_at=timezone.now() - timedelta(seconds=seconds))
    assert asked(client)["services"]["clock"] == {
        "status": status,
        "alive": 1,
        "last_seen_seconds": 0,
        "last_tick_seconds": seconds,
        "failed_jobs": 0,
        "slow_jobs": 0,
    }


def test_clock_called_by_a_timer_is_there_as_long_as_it_is_called(client, ticking):
    Process.objects.filter(kind="clock").delete()
    assert asked(client)["services"]["clock"]["status"] == "ok"
    JobRun.objects.update(started_at=timezone.now() - timedelta(seconds=100))
    assert asked(client)["services"]["clock"]["status"] == "down"


def test_job_of_the_clock_that_takes_longer_than_its_budget_is_told(client, ticking):
    JobRun.objects.update(seconds=6)
    clock = asked(client)["services"]["clock"]
    assert (clock["status"], clock["slow_jobs"]) == ("poor", 1)


def test_job_that_failed_makes_the_clock_poor_without_saying_why(client, ticking):
    JobRun.objects.update(error="OperationalError: password=secret")
    answer = client.get("/health/").content.decode()
    assert json.loads(answer)["services"]["clock"]["status"] == "poor"
    assert "secret" not in answer


def test_letters_that_wait_and_that_were_given_up_are_counted(client, ticking):
    letter(key="1")
    assert asked(client)["services"]["mail"] == {
        "status": "ok",
        "waiting": 1,
        "given_up_in_7_days": 0,
        "mailboxes_refused_in_7_days": 0,
    }
    letter(key="2", given_up_at=timezone.now())
    letter(key="3", given_up_at=timezone.now() - timedelta(days=8))
    letter(key="4", sent_at=timezone.now())
    assert asked(client)["services"]["mail"] == {
        "status": "poor",
        "waiting": 1,
        "given_up_in_7_days": 1,
        "mailboxes_refused_in_7_days": 0,
    }


def test_letter_that_waits_for_a_quarter_of_an_hour_makes_mail_poor(client, ticking):
    letter(created_at=timezone.now() - timedelta(minutes=16))
    assert asked(client)["services"]["mail"] == {
        "status": "poor",
        "waiting": 1,
        "given_up_in_7_days": 0,
        "mailboxes_refused_in_7_days": 0,
    }


def test_search_without_rows_is_poor_and_the_portal_with_it_but_it_still_serves(client, ticking):
    SearchDocument.objects.all().delete()
    response = client.get("/health/")
    told = json.loads(response.content)
    assert (response.status_code, told["status"]) == (200, "poor")
    assert told["services"]["search"] == {"status": "poor", "rows": 0}


@pytest.mark.parametrize(
    ("free", "status"), [(5 * 1024**3, "ok"), (5 * 1024**2 * 100, "poor"), (1024, "down")]
)
def test_disk_that_fills_up_is_told(monkeypatch, free, status):
    usage = type("Usage", (), {"free": free, "total": 10 * 1024**3})
    monkeypatch.setattr(health.shutil, "disk_usage", lambda place: usage)
    assert health.disk().status == status


def test_cache_that_fails_is_down_and_keeps_its_words_to_itself(client, ticking, monkeypatch):
    def broken(key):
        raise ConnectionError("redis://:secret@host")

    monkeypatch.setattr(caches["default"], "get", broken)
    answer = client.get("/health/")
    told = json.loads(answer.content)
    assert (answer.status_code, told["status"], told["services"]["cache"]) == (
        200,
        "poor",
        {"status": "down"},
    )
    assert b"secret" not in answer.content


def test_slow_check_keeps_the_answer_from_no_more_than_a_second(client, ticking, monkeypatch):
    slow = Check(lambda: time.sleep(0.3) or Finding("ok"), needs_database=False)
    for number in range(9):
        monkeypatch.setitem(CHECKS, f"slow-{number}", slow)
    started = time.monotonic()
    told = asked(client)
    assert time.monotonic() - started < 1.3  # The check that was running is waited for.
    assert [told["services"][f"slow-{n}"]["status"] for n in (0, 8)] == ["ok", "down"]


ASK = """
import django, time
django.setup()
from django.test import Client
from django.urls import resolve
resolve("/health/")
started = time.monotonic()
response = Client().get("/health/")
print(response.status_code, time.monotonic() - started < 1, response.content.decode())
"""


def without_database(url: str) -> tuple[str, dict]:
    """What a portal whose database is at `url` says: status and whether within a second; the answer."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    code, in_time, text = done.stdout.split(" ", 2)
    return f"{code} {in_time}", json.loads(text)


def test_database_that_refuses_is_told_within_a_second_and_without_its_password():
    head, told = without_database("postgres://portal:secret@127.0.0.1:1/portal")
    assert (head, told["status"], told["services"]["database"]) == ("503 True", "down", {"status": "down"})
    assert told["services"]["disk"]["status"] != "down"
    assert "secret" not in json.dumps(told)


def test_database_that_never_answers_is_told_within_a_second():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        head, told = without_database(f"postgres://portal:secret@127.0.0.1:{port}/portal")
    assert (head, told["status"]) == ("503 True", "down")


def test_status_of_a_number_changes_at_its_bounds():
    assert [status_for(number, 5, 10) for number in (0, 4.9, 5, 9.9, 10, 11)] == [
        "ok", "ok", "poor", "poor", "down", "down",
    ]  # fmt: skip

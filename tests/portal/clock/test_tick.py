from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from portal.clock import backoff, registry, scheduler, shutdown
from portal.clock.management.commands import tick
from portal.clock.models import JobRun
from portal.clock.processes import ThisProcess
from portal.clock.registry import CLOCK, every

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch):
    """A clock with no jobs but those that a test registers."""
    found = {}
    monkeypatch.setattr(registry, "JOBS", found)
    monkeypatch.setattr(scheduler, "JOBS", found)
    return found


@pytest.fixture
def count(jobs):
    """How often an hourly job ran."""
    runs = []

    @every(timedelta(hours=1), by=CLOCK)
    def hourly():
        runs.append(1)

    return runs


def test_job_runs_once_in_its_interval(count):
    now = timezone.now()
    for minutes in (0, 1, 59, 60, 61, 120):
        scheduler.tick(now + timedelta(minutes=minutes))
    assert len(count) == 3


def test_job_that_fails_is_noted_tried_again_and_keeps_no_other_from_running(jobs):
    runs = []

    @every(timedelta(hours=1), by=CLOCK)
    def failing():
        runs.append("failing")
        if len(runs) < 2:
            raise ValueError("broken")

    @every(timedelta(hours=1), by=CLOCK)
    def other():
        runs.append("other")

    now = timezone.now()
    assert [name.rpartition(".")[2] for name in scheduler.tick(now)] == ["other"]
    assert JobRun.objects.get(name__endswith="failing").error == "ValueError: broken"
    assert [name.rpartition(".")[2] for name in scheduler.tick(now + timedelta(minutes=1))] == ["failing"]
    assert JobRun.objects.get(name__endswith="failing").error == ""
    assert runs == ["failing", "other", "failing"]


def test_command_ticks(count):
    call_command("tick")
    assert len(count) == 1


def test_clock_that_stays_outlives_what_fails_and_ends_when_it_is_asked_to(monkeypatch):
    """What may be a broken connection is let go of each time."""
    troubles, ticks, closed = [OperationalError("away"), OSError("no room")], [], []

    def fail_twice():
        ticks.append(1)
        if troubles:
            raise troubles.pop()
        monkeypatch.setattr(shutdown, "_is_stopping", len(ticks) == 4)

    monkeypatch.setattr(tick, "tick", fail_twice)
    monkeypatch.setattr(tick, "close_old_connections", lambda: None)
    monkeypatch.setattr(backoff.connections, "close_all", lambda: closed.append(1))
    monkeypatch.setattr(shutdown, "pause", lambda seconds: None)
    tick.stay(ThisProcess("clock"), 5)
    assert (len(ticks), len(closed)) == (4, 2)


def test_every_job_of_the_portal_runs_and_may_run_again():
    for job in registry.JOBS.values():
        job.run()
        job.run()

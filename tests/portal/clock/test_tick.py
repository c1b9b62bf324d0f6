from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from portal.clock import actions, registry
from portal.clock.jobs import free_stuck_tasks
from portal.clock.models import JobRun
from portal.clock.registry import every

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch):
    """A clock with no jobs but those that a test registers."""
    found = {}
    monkeypatch.setattr(registry, "JOBS", found)
    monkeypatch.setattr(actions, "JOBS", found)
    return found


@pytest.fixture
def count(jobs):
    """How often an hourly job ran."""
    runs = []

    @every(timedelta(hours=1))
    def hourly():
        runs.append(1)

    return runs


def test_job_runs_once_in_its_interval(count):
    now = timezone.now()
    for minutes in (0, 1, 59, 60, 61, 120):
        actions.tick(now + timedelta(minutes=minutes))
    assert len(count) == 3


def test_job_that_runs_elsewhere_is_left_alone_until_it_must_be_dead(count):
    now = timezone.now()
    actions.tick(now)
    JobRun.objects.update(started_at=now, finished_at=None)
    actions.tick(now + timedelta(minutes=29))
    assert len(count) == 1
    actions.tick(now + timedelta(minutes=31))
    assert len(count) == 2


def test_job_that_fails_is_noted_tried_again_and_keeps_no_other_from_running(jobs):
    runs = []

    @every(timedelta(hours=1))
    def failing():
        runs.append("failing")
        if len(runs) < 2:
            raise ValueError("broken")

    @every(timedelta(hours=1))
    def other():
        runs.append("other")

    now = timezone.now()
    assert [name.rpartition(".")[2] for name in actions.tick(now)] == ["other"]
    assert JobRun.objects.get(name__endswith="failing").error == "ValueError: broken"
    assert [name.rpartition(".")[2] for name in actions.tick(now + timedelta(minutes=1))] == ["failing"]
    assert JobRun.objects.get(name__endswith="failing").error == ""
    assert runs == ["failing", "other", "failing"]


def test_command_ticks(count):
    call_command("tick")
    assert len(count) == 1


def test_every_job_of_the_portal_runs_and_may_run_again():
    for job in registry.JOBS.values():
        job.run()
        job.run()


def test_tasks_of_a_dead_worker_go_back_to_the_queue_and_young_ones_do_not():
    from django_tasks_db.models import DBTaskResult

    def make(minutes):
        return DBTaskResult.objects.create(
            task_path="portal.mail.tasks.deliver_due",
            args_kwargs={"args": [], "kwargs": {}},
            status="RUNNING",
            started_at=timezone.now() - timedelta(minutes=minutes),
            run_after=timezone.now(),
            backend_name="default",
            exception_class_path="",
            traceback="",
        )

    old, young = make(16), make(14)
    assert free_stuck_tasks() == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.status, old.started_at, young.status) == ("READY", None, "RUNNING")


def test_a_clock_that_stays_outlives_a_database_that_is_away(monkeypatch):
    ticks = []

    def tick():
        ticks.append(1)
        if len(ticks) == 1:
            raise OperationalError("away")

    def sleep(seconds):
        if len(ticks) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("portal.clock.management.commands.tick.tick", tick)
    monkeypatch.setattr("portal.clock.management.commands.tick.time.sleep", sleep)
    with pytest.raises(KeyboardInterrupt):
        call_command("tick", "--every", "1")
    assert len(ticks) == 3

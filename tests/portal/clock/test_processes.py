"""Claims belong to processes: free when their process is dead, never while it lives."""

import sqlite3
from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.clock import backoff, health, processes, registry, running, scheduler, tasks
from portal.clock import worker as working
from portal.clock.models import JobRun, Process
from portal.clock.models.process import ProcessQuerySet
from portal.clock.processes import MOST_STARTS, ThisProcess, free_what_the_dead_hold
from portal.clock.worker import Worker

from . import slow_tasks

pytestmark = pytest.mark.django_db
OPTIONS = {
    "queue_names": ["*"],
    "interval": 0,
    "batch": True,
    "backend_name": "default",
    "startup_delay": False,
    "max_tasks": None,
    "excluded_queue_names": [],
}


def process(name: str, silent_seconds: float) -> None:
    now = timezone.now()
    seen_at = now - timedelta(seconds=silent_seconds)
    Process.objects.create(name=name, kind="worker", host="h", pid=1, started_at=seen_at, seen_at=seen_at)


def task(path: str = "x.y", status: str = "READY", owners=(), args=()) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path=path,
        args_kwargs={"args": list(args), "kwargs": {}},
        status=status,
        # Long ago: how long it lasts says nothing.
        started_at=timezone.now() - timedelta(days=1) if owners else None,
        worker_ids=list(owners),
        run_after="9999-01-01T00:00:00Z",
        backend_name="default",
    )


@pytest.fixture
def worker(monkeypatch) -> Worker:
    """A worker that keeps the connection of the test, and does not try for ever."""
    monkeypatch.setattr(working, "close_old_connections", lambda: None)
    monkeypatch.setattr(backoff.connections, "close_all", lambda: None)
    pauses = iter(range(20))
    monkeypatch.setattr(backoff.shutdown, "pause", lambda seconds: next(pauses))
    return Worker(ThisProcess("worker"), **OPTIONS)


def test_pauses_between_attempts_grow_to_ten_seconds_and_begin_anew(monkeypatch, caplog):
    waits = []
    monkeypatch.setattr(backoff.connections, "close_all", lambda: None)
    monkeypatch.setattr(backoff.shutdown, "pause", waits.append)
    attempts = backoff.Backoff()
    for _time in range(7):
        attempts.failed("no database")
    attempts.succeeded()
    attempts.failed("no database")
    assert waits == [0.5, 1, 2, 4, 8, 10, 10, 0.5]
    assert [record.levelname for record in caplog.records].count("ERROR") == 2  # In full once each time.


def test_task_given_back_in_good_order_does_not_count_among_those_that_kill_workers():
    row = task(status="RUNNING", owners=["killed", "ours"])
    assert processes.give_back("ours") == 1
    row.refresh_from_db()
    assert (row.status, row.started_at, row.worker_ids) == ("READY", None, ["killed"])


def test_what_the_dead_hold_is_free_and_what_the_living_hold_is_not():
    process("alive", 29)
    process("dead", 31)
    process("long dead", 24 * 3600 + 1)
    rows = {owner: task(status="RUNNING", owners=[owner]) for owner in ("alive", "dead", "unknown")}
    for owner in rows:
        JobRun.objects.create(name=owner, claimed_by=owner, started_at=timezone.now())
    assert free_what_the_dead_hold() == 4
    for owner, row in rows.items():
        row.refresh_from_db()
        assert row.status == ("RUNNING" if owner == "alive" else "READY")
        assert JobRun.objects.get(name=owner).claimed_by == ("alive" if owner == "alive" else "")
    assert set(Process.objects.values_list("name", flat=True)) == {"alive", "dead"}  # They do not heap up.


def test_who_begins_while_others_are_judged_is_not_taken_for_dead(monkeypatch):
    alive, rows = ProcessQuerySet.alive, []

    def meanwhile(known, *args):
        found = list(alive(known, *args).values_list("name", flat=True))
        process("new", 0)
        rows.append(task(status="RUNNING", owners=["new"]))
        return Process.objects.filter(name__in=found)

    monkeypatch.setattr(ProcessQuerySet, "alive", meanwhile)
    assert free_what_the_dead_hold() == 0
    rows[0].refresh_from_db()
    assert rows[0].status == "RUNNING"


def test_task_that_kills_its_workers_is_given_up():
    row = task(status="RUNNING", owners=["dead"] * MOST_STARTS)
    free_what_the_dead_hold()
    row.refresh_from_db()
    assert row.status == "FAILED"


def test_task_that_was_begun_anew_meanwhile_is_not_put_back():
    row = task(status="RUNNING", owners=["dead"])
    assert processes._put_back(row.pk, ["dead"], row.started_at - timedelta(seconds=1), True) == 0
    row.refresh_from_db()
    assert row.status == "RUNNING"


def test_who_was_not_seen_for_a_while_waits_one_lease_before_it_judges(settings, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(processes, "monotonic", lambda: now[0])
    this = ThisProcess("worker")

    def after(seconds: float) -> bool:
        now[0] += seconds
        this.beat()
        return this.may_judge()

    assert [after(5) for _beat in range(8)] == [False] * 6 + [True] * 2
    assert not after(40)  # The database was away.
    assert [after(5) for _beat in range(6)] == [False] * 5 + [True]
    now[0] += 16  # It could not beat: now it may be taken for dead itself.
    assert not (this.is_known_alive() or this.may_judge())


def test_who_has_just_begun_judges_nobody():
    JobRun.objects.create(name="a.job", claimed_by="dead")
    this = ThisProcess("worker")
    this.beat_and_judge()
    assert JobRun.objects.get().claimed_by == "dead"
    this.steady_since = float("-inf")
    this.beat_and_judge()
    assert JobRun.objects.get().claimed_by == ""


def test_process_whose_row_was_lost_makes_it_again():
    this = ThisProcess("worker")
    this.beat()
    Process.objects.all().delete()
    this.beat()
    assert Process.objects.alive().get().name == this.name


def test_job_of_the_worker_is_queued_once(monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    runs = []
    monkeypatch.setattr(registry, "JOBS", {})
    monkeypatch.setattr(scheduler, "JOBS", registry.JOBS)
    monkeypatch.setattr(tasks, "JOBS", registry.JOBS)
    registry.every(timedelta(minutes=1))(lambda: runs.append(1))
    (name,) = registry.JOBS
    assert [scheduler.tick(), scheduler.tick()] == [[name], []]
    DBTaskResult.objects.update(status="RUNNING")
    assert scheduler.tick() == []
    DBTaskResult.objects.update(status="READY")
    (row,) = DBTaskResult.objects.all()
    assert tasks.run_job.call(*row.args_kwargs["args"]) is True
    assert tasks.run_job.call(*row.args_kwargs["args"]) is False  # It was run a moment ago.
    assert runs == [1]


def test_job_that_another_process_runs_is_left_alone_however_long_it_lasts():
    job = registry.JOBS["portal.clock.jobs.publish_scheduled"]
    long_ago = timezone.now() - timedelta(days=1)
    JobRun.objects.create(name=job.name, claimed_by="other", started_at=long_ago)
    assert not running.claim(job, timezone.now())
    JobRun.objects.update(claimed_by="")
    assert running.claim(job, timezone.now())


def test_job_whose_end_could_not_be_noted_is_free_again(worker, monkeypatch):
    """The database went away during a job: the claim must not stay as long as its worker lives."""
    job = registry.JOBS["portal.clock.jobs.forget_old_tasks"]

    def run(job):
        raise OperationalError("away")

    monkeypatch.setattr(running, "run", run)
    monkeypatch.setattr(processes, "_this", worker.this)
    task(tasks.run_job.module_path, args=[job.name])
    worker.run()
    assert DBTaskResult.objects.get().status == "READY"
    assert running.is_due(job, JobRun.objects.get(name=job.name), timezone.now())


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return error


def told(cause: Exception) -> OperationalError:
    """An error as Django tells it."""
    error = OperationalError()
    error.__cause__ = cause
    return error


LOST = {
    "connection": (psycopg.OperationalError("server closed the connection"), True),
    "server ends": (psycopg.errors.AdminShutdown(), True),
    "busy": (sqlite_error(sqlite3.SQLITE_BUSY), True),
    "no room": (psycopg.errors.DiskFull(), False),
    "no such table": (sqlite_error(sqlite3.SQLITE_ERROR), False),
}


@pytest.mark.parametrize(("cause", "is_lost"), LOST.values(), ids=LOST)
def test_task_under_which_the_database_went_away_runs_again_in_a_while(
    worker, settings, monkeypatch, cause, is_lost
):
    """Nobody asks once more for a translation or an import that was promised."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def call(*args, **kwargs):
        raise ValueError("a library's own") from told(cause)

    monkeypatch.setattr(type(slow_tasks.returns), "call", call)
    row = task(slow_tasks.returns.module_path)
    for starts in range(1, MOST_STARTS + 1):
        worker.run()
        row.refresh_from_db()
        is_over = not is_lost or starts == MOST_STARTS
        assert (row.status, len(row.worker_ids)) == ("FAILED" if is_over else "READY", starts)
        if is_over:
            break
        assert timezone.now() < row.run_after < timezone.now() + timedelta(minutes=1)
        DBTaskResult.objects.update(run_after=timezone.now())


def test_job_that_was_begun_in_the_future_is_due():
    """The machine's clock was wrong for a while."""
    job = registry.JOBS["portal.clock.jobs.publish_scheduled"]
    row, now = JobRun(name=job.name), timezone.now()
    for seconds, is_due in [(-31, True), (-29, False), (2, False), (3600, True)]:
        row.started_at = now + timedelta(seconds=seconds)
        assert running.is_due(job, row, now) is is_due


def test_job_that_is_no_more_alarms_nobody():
    JobRun.objects.create(name="a.job.of.before", started_at=timezone.now(), error="ValueError: broken")
    assert health.clock().numbers["failed_jobs"] == 0
    JobRun.objects.create(name=next(iter(registry.JOBS)), error="ValueError: broken")
    assert health.clock().numbers["failed_jobs"] == 1


def test_task_from_a_machine_whose_clock_is_ahead_has_not_waited():
    task()
    DBTaskResult.objects.update(enqueued_at=timezone.now() + timedelta(seconds=9))
    assert health._oldest_waiting() == 0


def test_worker_of_the_library_is_not_run_for_it_gives_no_sign_of_life(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with pytest.raises(CommandError, match="manage.py worker"):
        call_command("db_worker", "--batch")


def test_clock_itself_runs_only_what_is_short_and_asks_nobody_but_the_database():
    """Whoever adds a job here has made sure of that: while it lasts nothing is published. All others are the
    worker's.
    """
    own = {name for name, job in registry.JOBS.items() if job.by == registry.CLOCK}
    assert own == {"portal.clock.jobs.publish_scheduled", "portal.mail.jobs.queue_due_letters"}
    assert next(iter(registry.JOBS)) == "portal.clock.jobs.publish_scheduled"


def test_result_that_no_database_takes_is_a_failure_and_ends_no_worker(worker, monkeypatch):
    row = task(slow_tasks.returns.module_path)
    monkeypatch.setattr(slow_tasks, "RESULT", object())
    worker.run()
    row.refresh_from_db()
    assert row.status == "FAILED"


def test_late_result_does_not_overwrite_that_of_the_worker_that_took_over(worker):
    row = task(slow_tasks.returns.module_path, "RUNNING", ["dead"])
    DBTaskResult.objects.update(started_at=timezone.now(), status="RUNNING")
    worker.run_task(row)
    row.refresh_from_db()
    assert row.status == "RUNNING"


def test_worker_gives_back_what_it_claimed_without_knowing(worker):
    row = task(status="RUNNING", owners=[worker.this.name])
    worker.is_tidy = False
    worker.take = lambda: None
    worker.step()
    row.refresh_from_db()
    assert row.status == "READY"


def test_worker_goes_on_after_anything(worker, monkeypatch):
    troubles = [OSError("No space left on device"), RuntimeError("whatever")]
    own = worker.take

    def take():
        if troubles:
            raise troubles.pop()
        return own()

    monkeypatch.setattr(worker, "take", take)
    row = task(slow_tasks.returns.module_path)
    worker.run()
    row.refresh_from_db()
    assert row.status == "SUCCESSFUL"
    assert Process.objects.alive().get().name == worker.this.name  # It gave a sign before it took anything.

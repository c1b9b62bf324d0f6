"""What the database ended for the sake of another transaction is done again, by the worker and by the clock."""

from datetime import timedelta

import psycopg
import pytest
from django.db import OperationalError
from django.utils import timezone

from portal.clock import scheduler
from portal.clock.models import JobRun
from portal.clock.registry import CLOCK, every
from portal.web import retries

from . import slow_tasks
from .test_processes import task, worker  # noqa: F401
from .test_tick import jobs  # noqa: F401

pytestmark = pytest.mark.django_db


class Ended:
    """Something to do that the database ends so many times, as Django tells it."""

    def __init__(self, times: int, cause: type[psycopg.Error] = psycopg.errors.DeadlockDetected) -> None:
        self.left, self.runs, self.cause = times, 0, cause

    def __call__(self) -> None:
        self.runs += 1
        if self.left:
            self.left -= 1
            raise OperationalError("ended") from self.cause()


CASES = {
    "once": (Ended(1), 2, True),
    "as often as can be": (Ended(retries.MOST_ATTEMPTS - 1), retries.MOST_ATTEMPTS, True),
    "always": (Ended(99), retries.MOST_ATTEMPTS, False),
    "another fault": (Ended(1, psycopg.errors.DiskFull), 1, False),
}


@pytest.fixture(params=CASES)
def case(request, monkeypatch):
    monkeypatch.setattr(retries, "PAUSE_SECONDS", 0)
    ended, runs, is_done = CASES[request.param]
    return Ended(ended.left, ended.cause), runs, is_done


def test_task_that_a_deadlock_ended_runs_again(case, worker, monkeypatch):  # noqa: F811
    ended, runs, is_done = case
    monkeypatch.setattr(type(slow_tasks.returns), "call", lambda self, *args, **kwargs: ended())
    row = task(slow_tasks.returns.module_path)
    worker.run()
    row.refresh_from_db()
    assert (ended.runs, row.status) == (runs, "SUCCESSFUL" if is_done else "FAILED")


def test_job_that_a_deadlock_ended_runs_again(case, jobs):  # noqa: F811
    ended, runs, is_done = case

    @every(timedelta(hours=1), by=CLOCK)
    def crossing():
        ended()

    scheduler.tick(timezone.now())
    assert (ended.runs, JobRun.objects.get().error == "") == (runs, is_done)

"""Health checks of worker and clock: whether they are there and do their work."""

from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.health.registry import DOWN, OK, POOR, Finding, check, status_for

from .models.job_run import JobRun
from .models.process import Process
from .registry import CLOCK, CLOCK_BUDGET_SECONDS, JOBS

MINUTE, HOUR = 60, 3600
LATE, VERY_LATE = 90, 5 * MINUTE  # Seconds: what is scheduled is promised within 90 of its hour.


@check("worker")
def worker() -> Finding:
    """Counts the living workers and the seconds since the last sign of one, and tells how long the oldest task that
    is due has waited.
    """
    numbers = _processes(Process.Kind.WORKER)
    numbers["oldest_waiting_seconds"] = waiting = _oldest_waiting()
    return Finding(status_for(waiting, 5 * MINUTE, HOUR) if numbers["alive"] else DOWN, numbers)


@check("clock")
def clock() -> Finding:
    """Counts the living clocks, the seconds since the last sign of one and since one of its own jobs was last
    started, the jobs that failed when they last ran, and those of the clock's that took too long.

    Where a timer calls `manage.py tick` each minute none is alive between: then the last tick is what counts.
    """
    own = JobRun.objects.filter(name__in=[job.name for job in JOBS.values() if job.by == CLOCK])
    last = own.aggregate(last=Max("started_at"))["last"]
    numbers = _processes(Process.Kind.CLOCK)
    numbers["last_tick_seconds"] = seconds = _seconds_since(last)
    # Not of jobs that are no more: they are never run again.
    failing = JobRun.objects.filter(name__in=JOBS).exclude(error="")
    numbers["failed_jobs"] = failed = failing.count()
    numbers["slow_jobs"] = slow = own.filter(seconds__gt=CLOCK_BUDGET_SECONDS).count()
    if seconds is None or (not numbers["alive"] and seconds >= LATE):
        return Finding(DOWN, numbers)
    status = status_for(seconds, LATE, VERY_LATE)
    return Finding(POOR if (failed or slow) and status == OK else status, numbers)


def _processes(kind: str) -> dict[str, int | None]:
    known = Process.objects.filter(kind=kind)
    return {
        "alive": known.alive().count(),
        "last_seen_seconds": _seconds_since(known.aggregate(last=Max("seen_at"))["last"]),
    }


def _seconds_since(moment: datetime | None) -> int | None:
    return None if moment is None else max(0, round((timezone.now() - moment).total_seconds()))


def _oldest_waiting() -> int:
    """Seconds that the task which has been due longest has waited."""
    now = timezone.now()
    oldest = (
        DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", "run_after").first()
    )
    # A task without an hour of its own has one in the far future.
    # Nor has what comes from a machine whose clock is ahead.
    since = max((moment for moment in oldest or () if moment <= now), default=now)
    return round((now - since).total_seconds())

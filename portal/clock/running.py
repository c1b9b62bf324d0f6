"""Running one job, by whichever process claims it."""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext

from portal.web.retries import again_while_ended

from .models.job_run import JobRun
from .processes import own_name
from .registry import Job

logger = logging.getLogger("portal.clock")
RETRY_AFTER = timedelta(seconds=30)  # A job that failed; the clock ticks more often than that.


def is_due(job: Job, row: JobRun, now: datetime) -> bool:
    """True when a job is free and its time has come."""
    if row.claimed_by not in ("", own_name()):  # What this process claims it does at once: it is over.
        return False
    pause = min(job.every, RETRY_AFTER) if row.error else job.every
    # In either direction: what began in the future did so while the machine's clock was wrong.
    return row.started_at is None or abs(now - row.started_at) >= pause


def claim_and_run(job: Job, now: datetime | None = None) -> bool:
    """Runs a job, unless another process does or it is not due any more. Returns whether it was run and succeeded."""
    return claim(job, now or timezone.now()) and run(job)


def claim(job: Job, now: datetime) -> bool:
    """Takes the job for this process, and says whether it was free and due."""
    with transaction.atomic():
        row = locked_row(job)
        if not is_due(job, row, now):
            return False
        row.claimed_by, row.started_at, row.finished_at = own_name(), now, None
        row.save()
    return True


def run(job: Job) -> bool:
    """Runs a claimed job and notes how it ended. Returns whether it succeeded."""
    error = ""
    started = time.monotonic()
    try:
        with LogContext():  # What it changes of a row is one change.
            again_while_ended(job.run, job.name)
    except Exception as exception:  # The clock must go on, whatever a room's job does.
        logger.exception("job %s failed", job.name)
        error = f"{type(exception).__name__}: {exception}"
    seconds = time.monotonic() - started
    if seconds > job.budget_seconds:
        logger.error("job %s took %.0f s; it may take %s s", job.name, seconds, job.budget_seconds)
    JobRun.objects.filter(name=job.name, claimed_by=own_name()).update(
        claimed_by="", finished_at=timezone.now(), error=error, seconds=seconds
    )
    return not error


def locked_row(job: Job) -> JobRun:
    """The job's row, locked; call it in a transaction."""
    JobRun.objects.get_or_create(name=job.name)
    return JobRun.objects.select_for_update().get(name=job.name)

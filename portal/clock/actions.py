"""Running the jobs that are due."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from .records import JobRun
from .registry import JOBS, Job

logger = logging.getLogger("portal.clock")
STUCK_AFTER = timedelta(
    minutes=30
)  # A run that never finished, because its process was killed, no longer counts.


def tick(now: datetime | None = None) -> list[str]:
    """Runs every job that is due at `now` (aware; default: the present) and returns their names.

    A job that fails is logged and tried again at the next tick; it does not keep the others from running.
    """
    now = now or timezone.now()
    return [job.name for job in JOBS.values() if claim(job, now) and run(job)]


def claim(job: Job, now: datetime) -> bool:
    """Takes the job for this process, and says whether it was free and due."""
    JobRun.objects.get_or_create(name=job.name)
    with transaction.atomic():
        row = JobRun.objects.select_for_update().get(name=job.name)
        is_running = row.started_at and (row.finished_at is None or row.finished_at < row.started_at)
        if is_running and row.started_at and row.started_at > now - STUCK_AFTER:
            return False
        # A job fails if it has an error; then it is due at once.
        if row.started_at and not row.error and not is_running and row.started_at + job.every > now:
            return False
        row.started_at, row.finished_at = now, None
        row.save()
    return True


def run(job: Job) -> bool:
    """Runs a claimed job and notes how it ended. Returns whether it succeeded."""
    error = ""
    try:
        job.run()
    except Exception as exception:  # The clock must go on, whatever a room's job does.
        logger.exception("job %s failed", job.name)
        error = f"{type(exception).__name__}: {exception}"
    JobRun.objects.filter(name=job.name).update(finished_at=timezone.now(), error=error)
    return not error

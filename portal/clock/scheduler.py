"""Running the jobs that are due."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from .models.job_run import JobRun
from .registry import CLOCK, JOBS, Job
from .running import claim_and_run, is_due, locked_row
from .tasks import is_queued, run_job

logger = logging.getLogger("portal.clock")


def tick(now: datetime | None = None) -> list[str]:
    """Runs the clock's jobs that are due at `now` (aware; default: the present), has the others queued for the worker,
    and returns the names of those that were run or queued.

    A job that fails is logged and tried again; it does not keep the others from running.
    """
    now = now or timezone.now()
    known = {row.name: row for row in JobRun.objects.all()}
    due = [job for job in JOBS.values() if job.name not in known or is_due(job, known[job.name], now)]
    return [job.name for job in due if (claim_and_run if job.by == CLOCK else queue)(job, now)]


def queue(job: Job, now: datetime) -> bool:
    """Has the worker run a job that is due, unless it waits in the queue already. Returns whether it was queued."""
    with transaction.atomic():  # The row's lock keeps two clocks from queueing it at once.
        if not is_due(job, locked_row(job), now) or is_queued(job.name):
            return False
        run_job.enqueue(job.name)
    return True

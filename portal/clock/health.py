"""Whether the clock ticks."""

from django.db.models import Max
from django.utils import timezone

from portal.health.registry import DOWN, OK, POOR, Finding, check, status_for

from .records import JobRun

MINUTE = 60


@check("clock")
def clock() -> Finding:
    """Seconds since any job was last started, and how many jobs failed when they last ran."""
    last = JobRun.objects.aggregate(last=Max("started_at"))["last"]
    if last is None:
        return Finding(DOWN, {"last_tick_seconds": None, "failed_jobs": 0})
    seconds = round((timezone.now() - last).total_seconds())
    failed = JobRun.objects.exclude(error="").count()
    status = status_for(seconds, 3 * MINUTE, 30 * MINUTE)
    return Finding(
        POOR if failed and status == OK else status, {"last_tick_seconds": seconds, "failed_jobs": failed}
    )

"""The checks of what no room owns: cache, background worker, disk."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from portal.web.caches import RedisCache

from .registry import DOWN, OK, POOR, Finding, check, status_for

GIGABYTE = 1024**3
MINUTE, HOUR = 60, 3600


CACHE_IS_A_TABLE = settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


@check("cache", needs_database=CACHE_IS_A_TABLE)
def cache() -> Finding:
    """Whether the cache that counts limits answers. Only read: a write could wait for another writer's lock."""
    counts = caches["default"]
    if isinstance(counts, RedisCache):
        return Finding(OK if counts.answers() else POOR)  # The database counts meanwhile.
    counts.get("health")
    return Finding(OK)


@check("worker")
def worker() -> Finding:
    """How long the oldest task that is due has been waiting for a worker."""
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    oldest = (
        DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", "run_after").first()
    )
    # A task without an hour of its own has one in the far future.
    since = max(moment for moment in oldest if moment <= now) if oldest else now
    seconds = round((now - since).total_seconds())
    return Finding(status_for(seconds, 5 * MINUTE, HOUR), {"oldest_waiting_seconds": seconds})


@check("disk", needs_database=False)
def disk() -> Finding:
    """How much space is left where database, files and letters lie."""
    place = Path(settings.VAR_DIR)
    while not place.exists():
        place = place.parent
    usage = shutil.disk_usage(place)
    numbers: dict[str, int | None] = {
        "free_megabytes": usage.free // 1024**2,
        "free_percent": usage.free * 100 // usage.total,
    }
    if usage.free < GIGABYTE // 10:
        return Finding(DOWN, numbers)
    return Finding(POOR if usage.free < GIGABYTE else OK, numbers)

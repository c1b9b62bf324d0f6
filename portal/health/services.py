"""The checks of what no room owns: cache, disk."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

from portal.web.caches import RedisCache

from .registry import DOWN, OK, POOR, Finding, check

GIGABYTE = 1024**3


CACHE_IS_A_TABLE = settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


@check("cache", needs_database=CACHE_IS_A_TABLE)
def cache() -> Finding:
    """Whether the cache that counts limits answers. Only read: a write could wait for another writer's lock."""
    counts = caches["default"]
    if isinstance(counts, RedisCache):
        is_there = counts.answers()
        return Finding(OK if is_there else POOR, is_missing=not is_there)  # The database counts meanwhile.
    counts.get("health")
    return Finding(OK)


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

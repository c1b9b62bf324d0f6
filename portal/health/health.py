"""The checks of what no room owns: cache, disk."""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

from portal.web.caches import RedisCache
from portal.web.disk_space import DATABASE_REFUSED
from portal.web.files import folder_of, kept_storages

from .registry import DOWN, OK, POOR, Finding, check

GIGABYTE = 1024**3


CACHE_IS_A_TABLE = settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


@check("cache", needs_database=CACHE_IS_A_TABLE)
def cache() -> Finding:
    """Checks that the cache that counts limits answers. Only read: a write could wait for another writer's lock."""
    counts = caches["default"]
    if isinstance(counts, RedisCache):
        is_there = counts.answers()
        return Finding(OK if is_there else POOR, is_missing=not is_there)  # The database counts meanwhile.
    counts.get("health")
    return Finding(OK)


@check("disk", needs_database=False)
def disk() -> Finding:
    """Measures the space left where database, files and letters lie, and counts the places that take nothing.

    They may be on disks of their own: the numbers are those of the fullest. The disk of a database server cannot be
    seen from here; that it had no room for a row is remembered for a while by the process that was told so.
    """
    places = {place for place in map(_existing, _places()) if place.exists()}
    usages = [shutil.disk_usage(place) for place in places]
    fullest = min(usages, key=lambda usage: usage.free)
    numbers: dict[str, int | None] = {
        "free_megabytes": fullest.free // 1024**2,
        "free_percent": fullest.free * 100 // max(fullest.total, 1),
        "read_only_places": sum(not _takes_files(place) for place in places),
        "database_refused_seconds_ago": DATABASE_REFUSED.seconds_ago(),
    }
    is_closed = numbers["read_only_places"] or numbers["database_refused_seconds_ago"] is not None
    if is_closed or fullest.free < GIGABYTE // 10:
        return Finding(DOWN, numbers)
    return Finding(POOR if fullest.free < GIGABYTE else OK, numbers)


def _places() -> list[Path]:
    files = filter(None, map(folder_of, kept_storages().values()))
    places = [Path(settings.VAR_DIR), Path(tempfile.gettempdir()), *files]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and os.path.isabs(str(database["NAME"])):
        places.append(Path(database["NAME"]).parent)
    return places


def _existing(place: Path) -> Path:
    """A folder, or the one above that is there already: it is made with the first file."""
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def _takes_files(place: Path) -> bool:
    """True when a file could be written. Root is allowed everything, so the disk is asked too."""
    return os.access(place, os.W_OK | os.X_OK) and not os.statvfs(place).f_flag & os.ST_RDONLY

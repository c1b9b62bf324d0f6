"""The caches of an installation, with and without a Redis server.

`default` counts attempts to sign in, so every process must share it; `fragments` only spares work: its keys carry a
version kept in the database (portal.caching.cache), so a copy in each process's memory is right.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

REDIS = "django.core.cache.backends.redis.RedisCache"
TABLE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "portal_cache",
    # With Django's 300 a flood of made-up addresses would push out the counts of attempts. A wrong password
    # makes three rows: one network's hour of them is 3,600.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
MEMORY = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "fragments",
    "OPTIONS": {"MAX_ENTRIES": 2000},
}
LOCAL: dict[str, dict[str, Any]] = {"default": TABLE, "fragments": MEMORY}


def with_redis(server: dict[str, Any], release: str) -> dict[str, dict[str, Any]]:
    """The caches where a Redis server shares them; those of LOCAL answer while it is away.

    `server` is what `env.cache_url` makes of CACHE_URL; `release` names the code that runs: fragments are pickled, so
    no process reads those of another release. Raises ImproperlyConfigured when that is no Redis.
    """
    if server["BACKEND"] != REDIS:
        raise ImproperlyConfigured("CACHE_URL must name a Redis server, as in redis://host:6379/0")
    shared = {**server, "BACKEND": "portal.web.caches.RedisCache"}
    return {
        "default": {**shared, "FALLBACK": "table"},
        "fragments": {**shared, "KEY_PREFIX": f"fragments-{release}", "FALLBACK": "memory"},
        "table": TABLE,
        "memory": MEMORY,
    }

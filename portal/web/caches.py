"""Redis as a cache that may go away: another cache answers meanwhile, and no request waits for it."""

import logging
from collections.abc import Callable
from threading import Lock
from typing import Any

import redis
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient

from .breakers import Breaker

logger = logging.getLogger("portal.web")
PROBE = "portal.probe"
PROBE_KEPT_FOR = 10  # Seconds
_breakers: dict[str, Breaker] = {}
_making = Lock()


class RedisCache(DjangoRedisCache):
    """Redis, and while it is away the cache that `FALLBACK` names in the settings.

    The caches of one server share a breaker: however often a request asks, it waits for a dead server once.
    """

    # Django's own, which have no public names.
    _servers: list[str]
    _options: dict[str, Any]

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._fallback = params["FALLBACK"]
        seconds = settings.CACHE_SECONDS
        # Together they are what a request pays at most: the client, as Django makes it, does not try again.
        self._options = {**self._options, "socket_connect_timeout": seconds, "socket_timeout": seconds}
        self.breaker = _breaker_of(self._servers, self._options)

    @property
    def fallback(self) -> BaseCache:
        """The cache that answers while Redis is away."""
        return caches[self._fallback]

    def answers(self) -> bool:
        """True when Redis itself answers. The fallback, which may be away too, is not asked."""
        return self._ask("get", PROBE)[0]

    def _ask(self, name: str, *args: Any, **kwargs: Any) -> tuple[bool, Any]:
        """Asks Redis for a method of Django's class; returns whether it did it, and what that returned."""
        if not self.breaker.is_open:
            try:
                return True, getattr(DjangoRedisCache, name)(self, *args, **kwargs)
            except (redis.RedisError, OSError) as error:
                logger.warning("Redis: %s", type(error).__name__)
                self.breaker.open()
        return False, None


def _breaker_of(servers: list[str], options: dict[str, Any]) -> Breaker:
    """The one breaker of a server in this process. Threads have caches of their own."""
    name = ",".join(servers)
    with _making:
        if name not in _breakers:
            client = RedisCacheClient(servers, **options)
            # A server that may only be read, or whose memory is full, is no use either.
            _breakers[name] = Breaker("Redis", lambda: client.add(PROBE, 1, PROBE_KEPT_FOR))
        return _breakers[name]


def _with_fallback(name: str) -> Callable[..., Any]:
    """A method that asks Redis, and the fallback when Redis does not answer or cannot do what it is asked."""

    def method(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        is_done, result = self._ask(name, *args, **kwargs)
        return result if is_done else getattr(self.fallback, name)(*args, **kwargs)

    method.__name__ = name
    return method


# All that Django's class asks Redis for; everything else of a cache is made of these.
ASKING = (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
)
for _name in ASKING:
    setattr(RedisCache, _name, _with_fallback(_name))

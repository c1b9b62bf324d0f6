"""A real Redis, of these tests alone, is stopped and hung: nobody fails, nobody waits, and limits stay exact."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from inspect import isfunction

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.db import connection
from django.test import override_settings

from portal.caching.cache import cached
from portal.content.install import install
from portal.health.health import cache as health_of_cache
from portal.settings.caches import LOCAL, REDIS, TABLE, with_redis
from portal.web.caches import ASKING, RedisCache
from portal.web.visitors import is_first_time
from tests import services
from tests.faults.servers import Redis, redis_binary, wait_until

pytestmark = pytest.mark.django_db
READ = "import json; from portal.settings import base; print(json.dumps(base.CACHES))"
MOST_SECONDS = 0.1  # That a request may pay in all for a server that is away.
# What a caller might pass to each method.
ARGUMENTS = {"get_many": (["a", "b"],), "delete_many": (["a", "b"],), "set_many": ({"a": 1, "b": 2},), "clear": ()} | {
    "add": ("b", 1), "set": ("a", 1), "incr": ("a", 1),
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    services.needs(redis_binary(), "Redis")
    with Redis() as server:
        yield server


@pytest.fixture
def shared(server) -> Iterator[RedisCache]:
    """The cache that all processes share, on the server; both are well before and after the test."""
    with override_settings(CACHES=with_redis({"BACKEND": REDIS, "LOCATION": server.url}, "this")):
        cache = caches["default"]
        cache.clear()
        yield cache
        server.go_on()
        if server.process.poll() is not None:
            server.start()
        wait_until(lambda: not cache.breaker.is_open, 5)


@pytest.fixture(params=["hang", "stop"])
def away(request, server, shared) -> RedisCache:
    """The same cache, when nobody has noticed yet that its server is away."""
    getattr(server, request.param)()
    return shared


def test_every_cache_of_an_installation_with_redis_has_a_local_one_behind_it():
    environment = os.environ | {"CACHE_URL": "redis://127.0.0.1:1/0"}
    done = subprocess.run(
        [sys.executable, "-c", READ],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    chosen = json.loads(done.stdout)
    local = {cache["BACKEND"] for cache in LOCAL.values()}
    behind = {
        alias: chosen[cache["FALLBACK"]]["BACKEND"]
        for alias, cache in chosen.items()
        if cache["BACKEND"] == "portal.web.caches.RedisCache"
    }
    elsewhere = {alias for alias, cache in chosen.items() if cache["BACKEND"] not in local}
    assert behind.keys() == elsewhere == set(LOCAL)
    assert set(behind.values()) <= local
    # Limits are counted by all processes together.
    assert behind["default"] == LOCAL["default"]["BACKEND"]


def test_all_that_asks_redis_has_a_fallback():
    methods = {name: made.__code__ for name, made in vars(DjangoRedisCache).items() if isfunction(made)}
    assert {name for name, code in methods.items() if "_cache" in code.co_names} == set(ASKING)


@pytest.mark.parametrize("alias", sorted(LOCAL))
def test_whatever_is_asked_first_a_request_pays_a_tenth_of_a_second_at_most(away, alias):
    cache = caches[alias]
    for name in ASKING:
        waited = min(seconds_of_first(cache, name) for _time in range(3))  # The machine may be busy once.
        assert (name, cache.breaker.is_open, waited < MOST_SECONDS) == (name, True, True), waited


def seconds_of_first(cache: RedisCache, name: str) -> float:
    """How long a call waits when nobody has noticed yet that the server is away."""
    cache.fallback.set("a", 1)
    cache.breaker.is_open = False
    started = time.monotonic()
    getattr(cache, name)(*ARGUMENTS.get(name, ("a",)))
    return time.monotonic() - started


def test_a_request_that_asks_often_waits_once(away):
    away.get("a")
    started = time.monotonic()
    for _time in range(50):
        caches["fragments"].get("a")  # The other cache of the server.
    assert time.monotonic() - started < MOST_SECONDS / 2
    assert caches["fragments"].breaker is away.breaker


def test_limits_are_counted_by_the_database_and_exact(away, client):
    wrong = {"login": "nobody@example.org", "password": "wrong"}
    answers = [client.post("/en/account/login/", wrong).status_code for _attempt in range(6)]
    assert answers == [200] * 5 + [429]


def test_fragments_are_kept_in_memory_and_visitors_told_apart(away, rf):
    made = iter(range(9))
    assert [cached("x", lambda: [next(made)], depends_on=["room"]) for _ in range(2)] == [[0], [0]]
    assert [is_first_time(rf.get("/"), "file", 60) for _ in range(2)] == [True, False]


def test_health_is_poor_while_the_fallback_answers_and_well_again_by_itself(away, server):
    assert health_of_cache().status == "poor"
    server.go_on()
    if server.process.poll() is not None:
        server.start()
    wait_until(lambda: health_of_cache().status == "ok", 5)
    away.set("a", 1)
    assert (away.get("a"), away.fallback.get("a")) == (1, None)


def test_health_does_not_ask_the_database_how_redis_does(away, django_assert_num_queries):
    with django_assert_num_queries(0):  # It may be away, too.
        assert [health_of_cache().status for _time in range(2)] == ["poor", "poor"]


def test_server_that_cannot_write_is_no_use(shared):
    client = shared._cache.get_client(write=True)
    client.config_set("maxmemory", "1")
    try:
        shared.set("a", 1)
        assert (shared.get("a"), shared.breaker.is_open) == (1, True)
    finally:
        client.config_set("maxmemory", "0")


def test_installation_that_had_every_cache_in_redis_gets_the_table_that_stands_in(shared):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE['LOCATION']}")
    install()
    shared.fallback.set("a", 1)
    assert shared.fallback.get("a") == 1

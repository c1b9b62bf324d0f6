"""With CACHE_URL the limits and what is kept live in Redis, shared by all machines."""

import pytest
from django.core.cache import caches
from django.test import override_settings

from portal.caching import cache
from portal.settings.caches import REDIS, with_redis
from tests import services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def redis_caches():
    services.needs(services.redis(), "Redis")
    with override_settings(CACHES=with_redis({"BACKEND": REDIS, "LOCATION": services.redis()}, "this")):
        caches["default"].clear()
        yield
        caches["default"].clear()


def test_attempts_to_sign_in_are_counted_in_redis(client):
    wrong = {"login": "nobody@example.org", "password": "wrong"}
    answers = [client.post("/en/account/login/", wrong).status_code for _attempt in range(6)]
    assert answers == [200] * 5 + [429]

    caches["default"].clear()
    assert client.post("/en/account/login/", wrong).status_code == 200


def test_what_is_kept_is_kept_in_redis_until_its_room_changes():
    made = iter(range(9))

    def make() -> list[int]:
        return [next(made)]

    assert [cache.cached("x", make, depends_on=["room"]) for _ in range(2)] == [[0], [0]]
    cache.invalidate("room")
    assert cache.cached("x", make, depends_on=["room"]) == [1]

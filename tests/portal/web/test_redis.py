"""With CACHE_URL the limits and what is kept live in Redis, shared by all machines."""

import pytest
from django.core.cache import caches
from django.test import RequestFactory, override_settings
from portal.web.limits import is_within_limit

from portal.content import versions
from tests import services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def redis_caches():
    services.needs(services.redis(), "Redis")
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": services.redis()}
    with override_settings(CACHES={"default": redis, "fragments": {**redis, "KEY_PREFIX": "fragments"}}):
        caches["default"].clear()
        yield
        caches["default"].clear()


def test_limits_are_counted_in_redis():
    request = RequestFactory().post("/kk/account/login/")
    assert [is_within_limit(request, "try", "2/m/ip") for _ in range(3)] == [True, True, False]


def test_what_is_kept_is_kept_in_redis_until_its_room_changes():
    made = iter(range(9))

    def make() -> list[int]:
        return [next(made)]

    assert [versions.kept("x", ["room"], make) for _ in range(2)] == [[0], [0]]
    versions.bump("room")
    assert versions.kept("x", ["room"], make) == [1]

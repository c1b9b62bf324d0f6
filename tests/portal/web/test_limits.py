import pytest
from django.test import RequestFactory

from portal.web.limits import is_within_limit

pytestmark = pytest.mark.django_db


def test_uses_beyond_the_rate_are_refused_for_that_place_and_action_alone():
    def ask(action="write", place="10.0.0.1"):
        return is_within_limit(RequestFactory().post("/", REMOTE_ADDR=place), action, "2/m/ip")

    assert [ask(), ask(), ask()] == [True, True, False]
    assert ask(place="10.0.0.2")
    assert ask(action="other")


def test_reading_is_not_counted():
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
    assert [is_within_limit(request, "read", "1/m/ip") for _ in range(3)] == [True, True, True]

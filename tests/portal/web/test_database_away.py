"""Pages while the database is known not to answer, and when it fails in the middle of one."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from portal.web import deadlines

HEADINGS = {
    "kk": "Портал уақытша жұмыс істемейді",
    "ru": "Портал временно не работает",
    "en": "The portal is briefly unavailable",
}
# Pages, streams, feeds, files, personal pages, the admin.
ADDRESSES = [
    *("", "directory/", "directory/data.csv", "directory/data.json", "search/?q=a", "nothing/", "desk/"),
    *("account/login/", "news/feed.atom", "workshops/calendar.ics"),
]
OF_NO_LANGUAGE = ["/admin/", "/admin/login/", "/sitemap.xml", "/robots.txt", "/documents/1/a.pdf", "/"]
STREAMS = [
    "/en/directory/data.csv",
    "/en/directory/data.json",
    "/en/directory/regions.csv",
    "/sitemap-page-1.xml",
]


@pytest.fixture
def away(monkeypatch):
    monkeypatch.setattr(deadlines.breaker, "is_open", True)


@pytest.fixture
def visitor() -> Client:
    """Somebody whose browser sends a cookie that only the database could make sense of."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32
    return client


@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_is_told_at_once_in_their_language_without_a_query(away, visitor, language, method):
    in_language = [f"/{language}/{address}" for address in ADDRESSES]
    for address in in_language + OF_NO_LANGUAGE:
        response = getattr(visitor, method)(address, headers={"Accept-Language": language})
        assert (address, response.status_code, response["Retry-After"]) == (address, 503, "60")
        headings = re.findall(r"<h([12])>(.*?)</h\1>", response.content.decode())
        assert headings[0] == ("1", HEADINGS[language])
        assert len(headings) == (1 if address in in_language else 3)


def test_static_files_and_health_are_answered_by_themselves(away, visitor):
    assert b"".join(visitor.get("/static/css/site.css")).startswith(b"/*")
    health = visitor.get("/health/")
    assert (health.status_code, health.json()["services"]["database"]) == (503, {"status": "down"})


def answer_without_query(client: Client, address: str, number: int) -> tuple[int, bool]:
    """The status of an answer whose query of this number, from 0, fails; and whether there was such a query."""
    asked = 0

    def fail(execute, *arguments):
        nonlocal asked
        asked += 1
        if asked > number:
            raise OperationalError("the connection is lost")
        return execute(*arguments)

    with connection.execute_wrapper(fail):
        response = client.get(address)
        if response.streaming:
            b"".join(response)
    return response.status_code, asked > number


@pytest.mark.django_db
@pytest.mark.parametrize("address", STREAMS)
def test_stream_says_that_the_database_failed_before_it_says_that_all_is_well(visitor, address):
    for number in range(100):
        status, has_failed = answer_without_query(visitor, address, number)
        if not has_failed:
            break
        assert (number, status) == (number, 503)
    assert (status, number > 1) == (200, True)

"""Whatever somebody sends, as bytes on the wire, is answered: with a page, a "no", but never with a failure of ours."""

import sys
from collections.abc import Iterator
from itertools import product
from random import Random
from urllib.parse import quote, unquote_to_bytes, urlencode

import pytest
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import reverse

from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import FileFactory, MaterialFactory

pytestmark = pytest.mark.django_db

DIGITS = "7" * 5000
ODD = (
    "[", "]", "[::1", "%5B%5D", "%2f[::1/", "℀", "％", "//", "///", "\\", "%5c", "..", "%2e%2e", "../../../etc/passwd", "%00",
    "\0", "\x01", "\x0b", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffe", "%", "%%", "%zz", "%ff", "%ed%a0%80",
    b"\xff", b"\xed\xa0\x80", b"\xc0\xaf", "@", ":", ":99999", ";", ";a=b", "?", "&", "#", "*", "~", "`", "{}", "{{7*7}}", "%s",
    "%(a)s", "'", '"', "<b>", "--", "$", "^", "|", "+", " ", "%20", "%0a", "%0d%0aX: y", "\t", "=1+1", "http://", "//evil.example",
    "javascript:", "data:", "file:///", "ә" * 90, "a" * 300, "%61" * 300, "a" * 5000, "я" * 2000, "/".join("a" * 200), DIGITS,
    "9" * 20, "0", "-1", "00", "1e9", "1_0", "NaN", "inf", "٣", "²", "½", "Ⅷ", "१" * 30, "1.5", "0x10", "9999-99-99", "0000-00-00",
    "2026-02-30", "[]", "[1", "{", "null", "true", "index.php", ".env", "wp-login.php", "CON", "a.", ".", "",
)  # fmt: skip
STEMS = (
    "/", "/kk", "/ru/", "/en/", "/kk/directory/", "/ru/directory/own/", "/en/news/", "/ru/news/feed.atom", "/kk/workshops/",
    "/en/workshops/own/", "/kk/workshops/calendar.ics", "/ru/library/", "/en/library/own/", "/ru/library/own/files/1/",
    "/kk/search/", "/en/search/suggest/", "/ru/contact/", "/kk/account/login/", "/en/account/privacy/", "/ru/account/",
    "/kk/account/password/reset/key/", "/en/account/confirm-email/", "/ru/desk/workshops/", "/media/", "/media/images/",
    "/documents/", "/documents/1/", "/static/", "/static/css/", "/admin/", "/admin/login/", "/admin/pages/", "/health/",
    "/share/home.homepage/", "/sitemap-page-", "/robots.txt", "/.well-known/", "/en/_util/login/", "/styleguide/",
    "/kk/directory/data.csv", "/ru/directory/data.json", "/en/directory/regions.csv", "/admin/localize/", "/admin/choose-page/",
    "/admin/snippets/directory/organisation/", "/admin/images/", "/admin/reports/", "/admin/api/main/pages/", "/admin/users/",
)  # fmt: skip
NAMES = (
    "q", "p", "page", "next", "only", "region", "type", "kind", "language", "month", "format", "order", "ordering", "export",
    "topic", "sort", "until", "id", "locale", "parent_page_id", "collection_id", "v", "year", "since", "date", "weeks", "limit",
    "offset", "fields", "child_of", "editing_sessions", "page_type", "user", "is_current_page_type", "results_only",
)  # fmt: skip
HEADERS = (
    "HTTP_HOST", "HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_RANGE", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_COOKIE", "HTTP_REFERER",
    "HTTP_ORIGIN", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REQUESTED_WITH", "HTTP_X_CSRFTOKEN", "HTTP_SEC_FETCH_SITE", "HTTP_AUTHORIZATION", "HTTP_CONTENT_RANGE",
    "CONTENT_TYPE", "QUERY_STRING",
)  # fmt: skip
VALUES = (
    "bytes=0-", "bytes=-", "bytes=5-2", f"bytes={DIGITS}-", "bytes=0-0,1-1", "bytes=a-b", "lines=1-2", '"a', 'W/"', "*", "0",
    "Thu, 99 Foo 2026 99:99:99 GMT", "Thu, 01 Jan 0000 00:00:00 GMT", f"Thu, 01 Jan {DIGITS} 00:00:00 GMT", "kk;q=9", "kk;q=a",
    "kk-" + "a" * 500, "x" * 600, ",,,;;;", "sessionid=\x00", "sessionid=a; csrftoken=[", 'a="\\000"; sessionid="\\377"',
    "=; ==;;", "messages=%5B", "multipart/form-data", "multipart/form-data; boundary=", f"multipart/form-data; boundary={'b' * 300}",
    "multipart/form-data; boundary=\xff", "application/json", "application/x-www-form-urlencoded; charset=utf-7",
    "text/html; charset=nonsense", "-1", DIGITS, "99", "a:b", "[::1", "[::1]:80", "localhost:999999", "a b", "evil.example",
    "http://[", "https://℀.example/", "http://a:b@c:d/", "null", "none", "Basic ====",
)  # fmt: skip
METHODS = ("GET",) * 12 + (
    "HEAD",
    "HEAD",
    "POST",
    "POST",
    "POST",
    "OPTIONS",
    "PUT",
    "PATCH",
    "DELETE",
    "TRACE",
    "LOCK",
)
BODIES = (
    b"", b"a=1&b", b"\x00\xff", b"{", b"[1,2", b'{"a":1e999}', b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--",
    b"login=%00&password=%ff", b"q=" + b"9" * 5000, b"page=1&page=2", f"next={quote('//[')}&id={DIGITS}".encode(), b"&" * 1500,
)  # fmt: skip


DOORS = (
    "account_login", "account_signup", "account_logout", "account_request_login_code", "account_reset_password", "account_email",
    "account_reauthenticate", "account_change_password", "admin_login", "admin_logout", "search:results", "mfa_authenticate",
)  # fmt: skip


def raw(text: str | bytes) -> str:
    """Bytes as a WSGI server hands them over: each as one letter."""
    return (text if isinstance(text, bytes) else text.encode()).decode("latin-1")


def on_the_wire(path: str) -> str:
    """An address's path as a WSGI server hands it over: what was written with % is read."""
    return raw(unquote_to_bytes(path))


def some(chance: Random, kind: tuple) -> str:
    return raw(chance.choice(kind))


def made_up(seed: int, count: int) -> Iterator[dict]:
    """Requests that nobody means well: what a server hands to the portal, by its WSGI names."""
    chance = Random(seed)
    for _number in range(count):
        path = some(chance, STEMS) if chance.random() < 0.7 else chance.choice(("/", "//", "///", "/\\", ""))
        path += "/".join(some(chance, ODD) for _piece in range(chance.choice((0, 1, 1, 1, 2, 3))))
        query = "&".join(
            f"{chance.choice(NAMES)}={some(chance, ODD)}" for _part in range(chance.choice((0, 0, 1, 2, 3)))
        )
        request = {"REQUEST_METHOD": chance.choice(METHODS), "PATH_INFO": path, "QUERY_STRING": query}
        for _header in range(chance.choice((0, 0, 1, 1, 2))):
            request[chance.choice(HEADERS)] = some(chance, VALUES if chance.random() < 0.8 else ODD)
        request["body"] = (
            chance.choice(BODIES) if request["REQUEST_METHOD"] in ("POST", "PUT", "PATCH") else b""
        )
        yield request


@pytest.fixture
def ask():
    """Sends a request as it is; the answer's status after all of it was read, and what failed in our log's words."""
    failed = []

    def remember(sender, **kwargs):
        failed.append(repr(sys.exc_info()[1])[:300])

    got_request_exception.connect(remember)

    def send(client: Client, body: bytes = b"", **environ) -> tuple[int, list[str]]:
        failed.clear()
        method = environ.pop("REQUEST_METHOD", "GET")
        kind = environ.pop("CONTENT_TYPE", "application/x-www-form-urlencoded")
        headers = {"HTTP_SEC_FETCH_SITE": "same-origin", **environ}
        response = client.generic(method, "/", body, kind, **headers)
        response.getvalue() if response.streaming else response.content
        return response.status_code, list(failed)

    yield send
    got_request_exception.disconnect(remember)


@pytest.fixture
def rows():
    """Something to find at each kind of address."""
    OrganisationFactory(slug="own")
    WorkshopFactory(slug="own")
    FileFactory(material=MaterialFactory(slug="own"))
    NewsPageFactory()


def visitor() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def superuser() -> Client:
    client = visitor()
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.mark.parametrize(("who", "seed", "count"), [(visitor, 2026, 500), (superuser, 11, 200)])
def test_made_up_requests_are_no_failure(ask, rows, who, seed, count):
    client = who()
    failed = {}
    for request in made_up(seed, count):
        status, errors = ask(client, **request)
        if status >= 500:
            failed.setdefault(str(errors)[:160], f"{request}"[:400])
    assert failed == {}


@pytest.mark.parametrize(
    "path",
    ["//%5B%5D", "/%2f[::1/", "//℀/", "//a:b@[/", "///[", "/kk//%5B%5D/", f"/kk/{DIGITS}/", f"/{DIGITS}", f"/media/{DIGITS}",
     f"/media/{'a' * 300}", f"/media/{'я' * 300}/b.png", "/media/a%00b", "/media/images/../..", "/media/../../etc/passwd",
     f"/static/{'a' * 300}", "/static/%00", "/static/../", f"/documents/1/{'a' * 300}", f"/admin/pages/{DIGITS}/",
     f"/ru/library/own/files/{DIGITS}/a.pdf", f"/sitemap-page-{DIGITS}.xml", f"/share/home.homepage/{DIGITS}/kk.png"],
)  # fmt: skip
def test_odd_address_leads_nowhere(ask, rows, path):
    status, failed = ask(superuser(), PATH_INFO=on_the_wire(path))
    assert (status in (302, 404), failed) == (True, [])


def test_address_that_names_a_host_has_the_page_of_what_is_not_there(ask, language):
    response = visitor().generic("GET", "/", PATH_INFO=f"//{language}/directory/")
    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()


def test_odd_address_to_go_on_to_is_nowhere(ask, rows):
    """`next` and its kin: at every door, as a question and as a form."""
    addresses = [reverse(name) for name in DOORS]
    client, failed = visitor(), []
    for address, wanted in product(addresses, ("//[", "https://℀")):
        query = urlencode({"next": wanted})
        asked = ask(client, PATH_INFO=address, QUERY_STRING=query)
        sent = ask(client, query.encode(), REQUEST_METHOD="POST", PATH_INFO=address)
        failed += [(address, wanted, said) for said in (asked, sent) if said[0] >= 500]
    assert failed == []

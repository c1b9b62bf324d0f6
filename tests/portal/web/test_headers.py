import pytest
from django.http import HttpResponse
from django.test import Client

from portal.accounts.models import User
from portal.web.middleware import CacheHeadersMiddleware

pytestmark = pytest.mark.django_db
PUBLIC = ["/kk/", "/ru/", "/en/", "/en/search/?q=x", "/en/nothing/", "/en/directory/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_sets_no_cookie_and_does_not_vary_by_it(path):
    response = Client().get(path)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("path", ["/kk/", "/en/directory/", "/en/search/?q=x"])
def test_public_page_is_the_same_for_everybody_so_any_cache_may_keep_it(path):
    client = Client()
    client.force_login(User.objects.create_user("a@example.org", "a long enough one"))
    anonymous, signed_in = Client().get(path), client.get(path)
    assert anonymous.content == signed_in.content
    assert signed_in.headers["Cache-Control"] == anonymous.headers["Cache-Control"] == "public, max-age=20"
    assert not signed_in.cookies


def kept_by(rf, method: str = "get", status: int = 200, cookie: str = "", **headers: str) -> str:
    """What CacheHeadersMiddleware says of an answer at a public address."""
    answer = HttpResponse(status=status, headers=headers)
    if cookie:
        answer.set_cookie(cookie, "1")
    return CacheHeadersMiddleware(lambda _request: answer)(getattr(rf, method)("/en/directory/"))[
        "Cache-Control"
    ]


@pytest.mark.parametrize(
    ("answer", "is_public"),
    [
        ({}, True),
        ({"method": "head"}, True),
        ({"status": 301}, True),
        ({"status": 404}, True),
        ({"Vary": "Accept-Language"}, True),
        ({"cookie": "sessionid"}, False),
        ({"cookie": "anything"}, False),
        ({"cookie": "anything", "status": 404}, False),
        ({"Vary": "Accept-Language, Cookie"}, False),
        ({"method": "post"}, False),
        ({"status": 302}, False),
        ({"status": 403}, False),
        ({"status": 503}, False),
    ],
)
def test_answer_that_may_be_somebodys_own_is_kept_by_no_shared_cache(rf, answer, is_public):
    assert kept_by(rf, **answer) == ("public, max-age=20" if is_public else "private, no-cache")


def test_what_a_view_says_of_its_answer_stays(rf):
    assert kept_by(rf, **{"Cache-Control": "private, no-cache"}) == "private, no-cache"
    assert kept_by(rf, **{"Cache-Control": "public, max-age=60"}) == "public, max-age=60"


@pytest.mark.parametrize("path", ["/kk/account/login/", "/kk/desk/", "/admin/", "/en/join/", "/en/apply/"])
def test_personal_addresses_are_kept_by_nobody(path):
    assert "no-store" in Client().get(path).headers["Cache-Control"]


def test_strict_policy_holds_for_public_pages_and_is_wider_in_the_admin_alone():
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org", "a long enough one"))
    public = client.get("/kk/").headers["Content-Security-Policy"]
    admin = client.get("/admin/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in public
    assert "script-src 'self' 'unsafe-inline'" in admin


def test_bare_address_leads_to_the_language_of_the_browser():
    found = {
        asked: Client().get("/", headers={"accept-language": asked}).headers["Location"]
        for asked in ("kk", "ru-RU,ru;q=0.9", "en-GB", "de", "")
    }
    assert found == {"kk": "/kk/", "ru-RU,ru;q=0.9": "/ru/", "en-GB": "/en/", "de": "/kk/", "": "/kk/"}


@pytest.mark.parametrize("query", ["q=a%00b", "q=%00", "offset=99999999999999999999", "page=%00"])
def test_bad_bytes_in_a_query_are_no_error(query):
    assert Client().get(f"/en/search/?{query}").status_code < 500
    assert Client().get(f"/en/directory/?{query}").status_code < 500


def test_bad_bytes_in_a_path_are_no_error():
    assert Client().get("/en/directory/a%00b/").status_code == 404
    assert Client().get("/en/%00").status_code == 404


def test_bad_bytes_in_a_cookie_sign_nobody_in_and_are_no_error():
    response = Client().get("/en/desk/", headers={"cookie": r'sessionid="aaaaaaaa\000aaaaaaaa"'})
    assert response.status_code == 302

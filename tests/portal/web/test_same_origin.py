from itertools import product

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from portal.accounts.models import User
from portal.web.middleware import SameOriginMiddleware

pytestmark = pytest.mark.django_db
FORM = {
    "first_name": "Үлгі",
    "email": "new@example.org",
    "password1": "a long enough one",
    "preferred_language": "ru",
    "consent": "on",
}
OWN = "http://testserver"
FOREIGN = "https://evil.example"


def send(**headers):
    client = Client(enforce_csrf_checks=True)
    return client.post("/kk/account/signup/", FORM, headers=headers)


# What each witness may say: Sec-Fetch-Site, Origin, Referer, Django's token.
SITES = (None, "same-origin", "none", "same-site", "cross-site", "nonsense")
ORIGINS = (
    None,
    OWN,
    "null",
    FOREIGN,
    "https://testserver",
    "https://testserver.evil.example",
    "http://[",
    "",
)
REFERERS = (None, "", f"{OWN}/kk/account/signup/", f"{FOREIGN}/", f"{FOREIGN}/{OWN}/", "http://testserver@evil.example/",
            "https://testserver/", "http://[", "about:blank")  # fmt: skip


def is_let_in(site: str | None, origin: str | None, referer: str | None, has_token: bool) -> bool:
    """The rule (ADR 0004), as a person would say it."""
    if origin not in (None, OWN, "null"):
        return False  # Who names another sender is refused, whatever else is said.
    if site not in (None, "same-origin", "none"):
        return False
    if origin == "null":
        return site == "same-origin"
    if origin == OWN or site:
        return True
    if referer:
        return referer.startswith(f"{OWN}/")
    return has_token


@pytest.fixture
def door():
    """Sends a form to a view that does nothing, through the middleware; says whether the form came through."""
    token = "a" * 32

    def view(request):
        return HttpResponse()

    middleware = SameOriginMiddleware(view)

    def send(has_token=False, **headers) -> bool:
        said = {f"HTTP_{name.upper()}": value for name, value in headers.items() if value is not None}
        request = RequestFactory().post("/en/", {"csrfmiddlewaretoken": token} if has_token else {}, **said)
        if has_token:
            request.COOKIES["csrftoken"] = token
        middleware.process_request(request)
        refusal = middleware.process_view(request, view, (), {})
        assert refusal is None or refusal.status_code == 403
        return refusal is None

    return send


def test_each_combination_of_witnesses_is_answered_by_the_rule(door):
    wrong = {}
    for site, origin, referer, has_token in product(SITES, ORIGINS, REFERERS, (False, True)):
        said = (site, origin, referer, has_token)
        let_in = door(has_token, sec_fetch_site=site, origin=origin, referer=referer)
        if let_in != is_let_in(*said):
            wrong[said] = let_in
    assert wrong == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": FOREIGN},
        {"sec-fetch-site": "none", "origin": FOREIGN},
        {"sec-fetch-site": "same-origin", "origin": FOREIGN},
        {"origin": "null"},
        {"referer": f"{FOREIGN}/"},
        {},
    ],
)
def test_form_from_elsewhere_is_refused_and_changes_nothing(headers):
    response = send(**headers)
    assert response.status_code == 403
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin", "origin": OWN},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": OWN},
        {"referer": f"{OWN}/kk/account/signup/"},
    ],
)
def test_own_form_is_accepted_without_any_cookie(headers):
    response = send(**headers)
    assert response.status_code == 302
    assert User.objects.count() == 1
    assert "csrftoken" not in response.cookies


def test_second_host_of_the_installation_is_accepted_when_it_is_named(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://second.example.org"]
    second = "https://second.example.org"
    assert send(**{"sec-fetch-site": "cross-site", "origin": second}).status_code == 302


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site", "origin": OWN}, {"origin": FOREIGN}])
def test_naming_a_second_host_lets_nobody_else_in(settings, headers):
    settings.CSRF_TRUSTED_ORIGINS = ["https://second.example.org", OWN]
    assert send(**headers).status_code == 403


def test_sender_that_says_nothing_must_bring_the_token(admin_client_token):
    client, token = admin_client_token
    assert client.post("/admin/logout/").status_code == 403
    assert client.post("/admin/logout/", {"csrfmiddlewaretoken": token}).status_code == 302


@pytest.fixture
def admin_client_token():
    """An administrator's browser that has opened the admin, and the token that it got there."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("root@example.org", "a long enough one"))
    client.get("/admin/")
    return client, client.cookies["csrftoken"].value

import pytest
from django.test import Client

from portal.accounts.models import User

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


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": FOREIGN},
        {"sec-fetch-site": "same-site", "origin": "https://other.testserver"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site", "origin": OWN},
        {"sec-fetch-site": "cross-site", "origin": "http://["},
        {"origin": FOREIGN},
        {"origin": "null"},
        {"origin": "https://testserver.evil.example"},
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
    ],
)
def test_own_form_is_accepted_without_any_cookie(headers):
    response = send(**headers)
    assert response.status_code == 302
    assert User.objects.count() == 1
    assert "csrftoken" not in response.cookies


def test_second_host_of_the_installation_is_accepted_when_it_is_named(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://second.example.org"]
    headers = {"sec-fetch-site": "cross-site", "origin": "https://second.example.org"}
    assert send(**headers).status_code == 302


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

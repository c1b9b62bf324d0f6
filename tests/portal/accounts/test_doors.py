"""Every address of an account × who asks × how, and what they get."""

import pytest
from django.test import Client

from portal.accounts.enums import Role

from .factories import UserFactory

LOGIN, DESK, CODE, DETAILS, LETTERS = "→login", "→desk", "→code", "→details", "→letters"
# name: anonymous GET, anonymous POST, signed in GET, signed in POST. A number is a status, an arrow a redirect.
TABLE = {
    "": (LOGIN, LOGIN, 200, 405),
    "login/": (200, 200, DESK, DESK),
    "signup/": (200, 200, DESK, DESK),
    "logout/": ("→home", "→home", 200, "→home"),
    "inactive/": (200, 405, 200, 405),
    "profile/": (DETAILS, 405, DETAILS, 405),
    "details/": (LOGIN, LOGIN, 200, 200),
    "privacy/": (200, 405, 200, 405),
    "privacy/2026-11/": (200, 405, 200, 405),
    "privacy/nothing/": (404, 405, 404, 405),
    "data/": (LOGIN, LOGIN, 200, 405),
    "data/download/": (LOGIN, LOGIN, "→reauthenticate", "→reauthenticate"),
    "data/close/": (LOGIN, LOGIN, 200, 200),
    "data/closed/": (200, 405, 200, 405),
    "data/delete/": (LOGIN, LOGIN, 200, 200),
    "data/deleted/": (200, 405, 200, 405),
    "consents/": (LOGIN, LOGIN, 200, 404),
    "consents/1/": (LOGIN, LOGIN, 404, 405),  # Somebody else's.
    "consents/wording/photos/": (LOGIN, LOGIN, 200, 405),
    "same-person/1/": (LOGIN, LOGIN, 404, 404),  # A question to others.
    "letters/": (LOGIN, LOGIN, 200, LETTERS),
    "letters/end/nothing/": (404, 404, 404, 404),  # By a link that is nobody's.
    "email/": (LOGIN, LOGIN, 200, "→email"),
    "confirm-email/": (200, 405, 200, 405),
    "confirm-email/nothing/": (200, 404, 200, 404),
    "password/change/": (LOGIN, LOGIN, 200, 200),
    "password/set/": (LOGIN, LOGIN, "→change", "→change"),
    "password/reset/": (200, 200, 200, 200),
    "password/reset/done/": (200, 405, 200, 405),
    "password/reset/key/1-nothing/": (200, 200, 200, 200),
    "password/reset/key/done/": (200, 405, 200, 405),
    "reauthenticate/": (LOGIN, LOGIN, 200, 200),
    "login/code/": (200, 200, DESK, DESK),
    "login/code/confirm/": (CODE, CODE, DESK, DESK),
    "2fa/": (LOGIN, LOGIN, 200, 405),
    "2fa/authenticate/": (LOGIN, LOGIN, DESK, DESK),
    "2fa/reauthenticate/": (LOGIN, LOGIN, "→reauthenticate", "→reauthenticate"),
    "2fa/totp/activate/": (LOGIN, LOGIN, "→reauthenticate", "→reauthenticate"),
    "2fa/totp/deactivate/": (LOGIN, LOGIN, 404, 404),
    "2fa/recovery-codes/": (LOGIN, LOGIN, 404, 405),
    "2fa/recovery-codes/generate/": (LOGIN, LOGIN, "→reauthenticate", "→reauthenticate"),
    "2fa/recovery-codes/download/": (LOGIN, LOGIN, 404, 404),
    "nothing/": (404, 404, 404, 404),
}
ADDRESSES = {
    "/en/account/login/": LOGIN,
    "/en/desk/": DESK,
    "/en/account/details/": DETAILS,
    "/en/account/login/code/": CODE,
    "/en/": "→home",
    "/en/account/letters/": LETTERS,
    "/en/account/email/": "→email",
    "/en/account/password/change/": "→change",
    "/en/account/reauthenticate/": "→reauthenticate",
}


def outcome(response):
    if response.status_code != 302:
        return response.status_code
    return ADDRESSES.get(response.headers["Location"].partition("?")[0], response.headers["Location"])


def every_address_of_accounts():
    from django.urls import get_resolver

    def walk(patterns, prefix=""):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
            else:
                yield prefix + str(pattern.pattern)

    from federation.people import urls as people
    from portal.accounts import urls

    assert get_resolver()
    return list(walk([*urls.urlpatterns, *people.urlpatterns]))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anonymous", "user", "staff"])
@pytest.mark.parametrize("path", TABLE)
def test_address_answers_as_the_table_says(path, who):
    found = []
    for method in ("get", "post"):
        client = Client()
        if who != "anonymous":
            client.force_login(UserFactory(role=Role.EDITOR if who == "staff" else None))
        response = getattr(client, method)(f"/en/account/{path}")
        assert "no-store" in response.headers["Cache-Control"]
        found.append(outcome(response))
    expected = TABLE[path][:2] if who == "anonymous" else TABLE[path][2:]
    assert tuple(found) == expected


def test_table_has_every_address():
    # Two stand for the pages of somebody's own key; the trust page and codes for phones are not switched on.
    # The page of the code is ours in allauth's place.
    assert len(set(every_address_of_accounts())) == len(TABLE) - len({"nothing/", "privacy/nothing/"})


@pytest.mark.django_db
def test_every_page_is_drawn_in_our_layout_in_each_language(language):
    client = Client()
    for path, (status, *_) in TABLE.items():
        if status == 200:
            response = client.get(f"/{language}/account/{path}")
            names = {template.name for template in response.templates}
            assert names & {"layouts/account.html", "accounts/manage.html", "layouts/text.html"}, path
            assert not any(name and name.startswith("allauth/") for name in names), path
    client.force_login(UserFactory())
    for path, (*_, status, _post) in TABLE.items():
        if status == 200 and path != "data/download/":
            response = client.get(f"/{language}/account/{path}")
            names = {template.name for template in response.templates}
            assert names & {"layouts/account.html", "accounts/manage.html", "layouts/text.html"}, path
            assert not any(name and name.startswith("allauth/") for name in names), path

"""What every address of the portal tells the browser about what it may do: one strict policy, and two exceptions."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from lxml import etree

from portal.accounts.models import User
from tests import services
from tests.portal.accounts.test_doors import TABLE as ACCOUNT_TABLE
from tests.test_doors import TABLE, ask, numbers, visitors  # noqa: F401

pytestmark = [pytest.mark.django_db, services.asked_once]
STRICT = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
ADMIN = STRICT | {
    "img-src": "'self' data: blob:",
    "script-src": "'self' 'unsafe-inline'",
    "script-src-attr": "'none'",
    "style-src": "'self' 'unsafe-inline'",
}
FILE = {"default-src": "'none'", "sandbox": ""}
FILES = ("/documents/{document}/{name}", "/en/library/material/files/{file}/file.pdf")
FEATURES = ("camera", "geolocation", "microphone", "payment", "usb")
# What a browser fetches by itself; a link waits for somebody to press it.
FETCHED = "//script/@src | //link[not(contains(@rel, 'canonical') or contains(@rel, 'alternate'))]/@href | //img/@src"
FETCHED += " | //img/@srcset | //iframe/@src | //source/@src | //video/@src | //object/@data | //*/@poster"


def policy(response) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";")]
    return {name: words for name, _space, words in parts}


def expected(address: str) -> dict[str, str]:
    return ADMIN if address.startswith("/admin") else STRICT


def all_addresses() -> list[str]:
    return [*TABLE, *(f"/en/account/{address}" for address in ACCOUNT_TABLE)]


def test_every_address_carries_its_policy_and_fetches_nothing_from_elsewhere(visitors, numbers):  # noqa: F811
    wrong = []
    visitors["administrator"] = Client()
    visitors["administrator"].force_login(
        User.objects.create_superuser("root@example.org", "a long enough one")
    )
    for address in all_addresses():
        for name in ("anonymous", "representative", "editor", "administrator"):
            response = ask(visitors[name], "get", address.format(**numbers))
            wanted = FILE if address in FILES and response.status_code == 200 else expected(address)
            if policy(response) != wanted:
                wrong.append((address, name, response.status_code, policy(response)))
            if response.headers["X-Content-Type-Options"] != "nosniff":
                wrong.append((address, name, "may be guessed"))
            if any(f"{feature}=()" not in response.headers["Permissions-Policy"] for feature in FEATURES):
                wrong.append((address, name, response.headers["Permissions-Policy"]))
            if response.get("Content-Type", "").startswith("text/html") and response.content:
                found = etree.HTML(response.content.decode()).xpath(FETCHED)
                wrong += [
                    (address, name, url) for url in found if re.match(r"(https?:)?//(?!testserver/)", url)
                ]
    assert wrong == []


def test_public_pages_hold_no_script_and_no_style_of_their_own(visitors, numbers):  # noqa: F811
    inline = "//script[not(@src) and not(@type='application/ld+json')] | //style | //*[@style] | //@*[starts-with(name(), 'on')]"
    wrong = []
    for address in all_addresses():
        if address.startswith(("/admin", "/documents")):
            continue
        for name in ("anonymous", "representative", "secretariat"):
            response = ask(visitors[name], "get", address.format(**numbers))
            if response.get("Content-Type", "").startswith("text/html") and response.content:
                wrong += [(address, name) for _found in etree.HTML(response.content.decode()).xpath(inline)]
    assert wrong == []


@pytest.mark.parametrize(
    ("address", "method", "options", "status"),
    [
        ("/kk/", "get", {"headers": {"host": "not a host"}}, 400),
        ("/kk/", "post", {"headers": {"sec-fetch-site": "cross-site"}}, 403),
        ("/kk/nothing/", "get", {}, 404),
        ("/robots.txt", "post", {"headers": {"sec-fetch-site": "same-origin"}}, 405),
        ("/kk/directory/", "get", {}, 500),
        ("/static/css/site.css", "get", {}, 200),
        ("/kk", "get", {}, 301),
    ],
)
def test_errors_static_files_and_redirects_carry_it_too(monkeypatch, address, method, options, status):
    def broken(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    if status == 500:
        monkeypatch.setattr("federation.directory.pages.ListRequest.read", broken)
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    response = getattr(client, method)(address, **options)
    assert (response.status_code, policy(response)) == (status, STRICT)
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_uploaded_picture_may_do_nothing_and_is_kept():
    name = default_storage.save("images/p.webp", ContentFile(b"RIFF"))
    response = Client().get(f"/media/{name}")
    assert (response.status_code, policy(response), response.headers["Content-Type"]) == (
        200,
        FILE,
        "image/webp",
    )
    assert response.headers["Cache-Control"] == "public, max-age=604800"
    again = Client().get(f"/media/{name}", headers={"if-modified-since": response.headers["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


def test_uploaded_document_is_downloaded_and_never_opened_as_a_page_of_ours(visitors, numbers):  # noqa: F811
    for address in FILES:
        response = ask(visitors["anonymous"], "get", address.format(**numbers))
        assert response.headers["Content-Disposition"].startswith("attachment"), address

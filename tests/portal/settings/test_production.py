"""What an installation chooses by its environment, read in a process of its own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache import caches

CHOSEN = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "portal.example.org",
    "PUBLIC_URL": "https://portal.example.org/",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
}
READ = (
    "import json; from portal.settings import production as s; "
    "print(json.dumps([s.WAGTAILADMIN_BASE_URL, s.SERVER_EMAIL, s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src']]))"
)


def production(**environment: str) -> subprocess.CompletedProcess:
    """Reads the settings of production with nothing but these chosen."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", READ],
        cwd=settings.BASE_DIR,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", CHOSEN)
def test_what_must_be_chosen_fails_loudly_when_it_is_missing(name):
    found = production(**{key: value for key, value in CHOSEN.items() if key != name})
    assert found.stderr.splitlines()[-1].endswith(f"Set the {name} environment variable")


def test_address_of_the_portal_may_end_with_a_slash():
    found = json.loads(production(**CHOSEN).stdout)
    assert found == ["https://portal.example.org", "portal@example.org", ["'self'", "data:"]]


@pytest.mark.parametrize(
    ("chosen", "source"),
    [
        ({}, "https://files.s3.amazonaws.com"),
        ({"S3_ENDPOINT": "https://s3.example.org"}, "https://s3.example.org"),
    ],
)
def test_pictures_may_come_from_the_storage_that_is_chosen(chosen, source):
    found = json.loads(production(**CHOSEN, S3_BUCKET="files", **chosen).stdout)
    assert found[2] == ["'self'", "data:", source]


@pytest.mark.django_db
def test_many_counts_do_not_push_out_the_first():
    if "DatabaseCache" not in settings.CACHES["default"]["BACKEND"]:
        pytest.skip("this installation counts in another cache")
    counts = caches["default"]
    counts.set("a", 1)
    for number in range(310):
        counts.set(f"b{number}", 1)
    assert counts.get("a") == 1

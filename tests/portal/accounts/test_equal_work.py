"""An account shows by no work that the portal does: as many questions to the database, letters and hashes for unknown
addresses.
"""

from collections import Counter

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.mail import rendering
from portal.mail.models import Letter

from .factories import UserFactory
from .test_signing_up import NEW

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known@example.org", "unknown@example.org"
CONFIRM = "/en/account/login/code/confirm/"


@pytest.fixture
def work(monkeypatch):
    """What a request costs: questions by kind and table, templates of letters, hashes."""
    hashed, written = [], []
    encode, plain_text = MD5PasswordHasher.encode, rendering._plain_text
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )
    monkeypatch.setattr(rendering, "_plain_text", lambda *args: written.append(1) or plain_text(*args))

    def measured(client, path, data=None):
        hashed.clear(), written.clear()
        with CaptureQueriesContext(connection) as found:
            response = client.post(path, data) if data is not None else client.get(path)
        assert response.status_code in (200, 302)
        sql = [query["sql"] for query in found if "SAVEPOINT" not in query["sql"]]
        return Counter(line.split()[0] for line in sql), len(written), len(hashed)

    UserFactory(email=KNOWN, date_joined=timezone.now() - timezone.timedelta(days=1))
    return measured


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("login/code/", {"email": ""}),
        ("password/reset/", {"email": ""}),
        ("signup/", NEW),
    ],
)
def test_forms_of_strangers_cost_the_same_for_known_and_unknown_addresses(work, path, data):
    found = []
    Client().get("/en/account/login/")
    work(
        Client(),
        f"/en/account/{path}",
        {**data, **dict.fromkeys({"email", "login"} & data.keys(), "first@example.org")},
    )
    for address in (KNOWN, UNKNOWN):
        filled = {**data, **dict.fromkeys({"email", "login"} & data.keys(), address)}
        found.append(work(Client(), f"/en/account/{path}", filled))
    assert found[0] == found[1]
    assert Letter.objects.filter(address=KNOWN).count() == Letter.objects.filter(address=UNKNOWN).count()


@pytest.mark.parametrize("data", [None, {"code": "WRONG"}, {"action": "resend"}])
def test_page_of_the_code_costs_the_same(work, data):
    found = []
    for address in (KNOWN, UNKNOWN):
        client = Client()
        client.post("/en/account/login/code/", {"email": address})
        client.get(CONFIRM)
        found.append(work(client, CONFIRM, data))
    assert found[0] == found[1]
    assert Letter.objects.filter(address=KNOWN).count() == Letter.objects.filter(address=UNKNOWN).count()

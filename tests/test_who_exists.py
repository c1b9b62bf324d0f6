"""No door tells who exists: the same words and the same work for who is known and for who is not."""

import re
from collections import Counter

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.mail import rendering
from portal.mail.models import Letter
from tests.who_exists import KINDS, Asking, doors

pytestmark = pytest.mark.django_db
WRITE = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
UNIQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{12}\b|\b\d+\b")  # Keys of rows and forms, digests.
DOORS = {door.name: door for door in doors(KINDS)}


@pytest.fixture
def hashes(monkeypatch) -> list[int]:
    """Grows by each hash of a password that is made."""
    made: list[int] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: made.append(1) or encode(self, *args)
    )
    return made


@pytest.fixture
def rendered(monkeypatch) -> list[int]:
    """Grows by each letter that is put into words."""
    made: list[int] = []
    plain_text = rendering._plain_text
    monkeypatch.setattr(rendering, "_plain_text", lambda *args: made.append(1) or plain_text(*args))
    return made


def shape(sql: str) -> str:
    """What a question does: it reads, or writes to a table. Which table is read for nothing is another's at times."""
    return f"{found[1]} {found[2]}" if (found := WRITE.match(sql)) else sql.split()[0]


@pytest.fixture
def answered(hashes, rendered):
    """Asks, and returns what can be seen of the answer, and what it cost."""

    def answer(asking: Asking) -> tuple[tuple, tuple]:
        hashes.clear(), rendered.clear()
        before = Letter.objects.count()
        with CaptureQueriesContext(connection) as found:
            response = asking.send(follow=True)
        text = response.text
        for typed in filter(None, asking.typed):
            text = text.replace(typed, "…")
        steps = [status for _path, status in response.redirect_chain]
        seen = (*steps, response.status_code, sorted(response.cookies), UNIQUE.sub("…", text))
        letters = Letter.objects.count() - before
        work = Counter(shape(query["sql"]) for query in found if "SAVEPOINT" not in query["sql"])
        return seen, (work, len(hashes), len(rendered), letters)

    return answer


@pytest.mark.parametrize("name", DOORS)
def test_a_door_says_and_does_the_same_for_who_is_known_and_who_is_not(name, answered):
    cache.clear()
    door = DOORS[name]
    answered(door.make_unknown())  # What is read once by anybody is read.
    asked = door.make_known(), door.make_unknown()
    known, unknown = (answered(asking) for asking in asked)
    assert known[0] == unknown[0]
    assert known[1] == unknown[1]

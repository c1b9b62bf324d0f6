"""A database without room for one more row: nobody is told of attempts, and nobody's words are lost."""

import pytest
from django.db import connection
from django.test import Client

from home.models import ContactMessage
from portal.accounts.limits import Limit
from portal.web import disk_space
from tests.home.test_contact import SENT

pytestmark = pytest.mark.django_db(transaction=True)
OWN = {"sec-fetch-site": "same-origin"}
LONG = (
    "A long message with words that took somebody an hour. " + "Ұзақ хат. " * 300
)  # More bytes than any page of the file has.


@pytest.fixture
def full_database(transactional_db):
    """SQLite's own limit: the file may not grow by a page, which SQLite tells as it tells of a full disk."""
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite's size can be bounded by a client")
    Limit("warm", 1, 60).take("up")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")
    disk_space.DATABASE_REFUSED.last = None


def fill() -> None:
    """Takes what is left in the last pages of the cache's table, too."""
    for number in range(2000):
        try:
            Limit("filler", 1, 3600).take(f"{number}")
        except disk_space.NoRoom:
            return


def test_a_full_database_is_no_met_limit_and_loses_nobodys_words(full_database):
    """One world for all three."""
    client = Client(raise_request_exception=False)
    response = client.post("/en/contact/", {**SENT, "text": LONG}, headers=OWN)
    text = response.content.decode()
    assert (response.status_code, ContactMessage.objects.count()) == (507, 0)
    assert "no room at the moment" in text and "words that took somebody an hour" in text
    assert "Too many" not in text and "Several messages" not in text

    fill()
    with pytest.raises(disk_space.NoRoom):
        Limit("new", 5, 60).take("somebody")

    response = client.post("/en/contact/", SENT, headers=OWN)
    assert response.status_code == 507
    assert "What you wrote stays in the form" in response.content.decode()
    assert SENT["text"][:20] in response.content.decode()

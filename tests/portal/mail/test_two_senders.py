"""Two senders at once, on letters that are committed."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django_tasks_db.models import DBTaskResult

from portal.mail.delivery import deliver_due
from portal.mail.models import Letter


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Threads see only what is committed; it is two tables, which are emptied here: to flush all takes seconds."""
    with django_db_blocker.unblock():
        yield
        Letter.objects.all().delete()
        DBTaskResult.objects.all().delete()
        connection.close()


def test_two_senders_at_a_slow_server_send_each_letter_once(committed, post, server, settings):
    """The lease is shorter than one letter takes, and much shorter than all."""
    settings.LETTER_LEASE_SECONDS, settings.LETTER_HEARTBEAT_SECONDS, settings.EMAIL_TIMEOUT = 0.8, 0.1, 10
    # Queued and left there: else the commit would deliver before the two begin.
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    server.delay = 1.6
    post(2)

    def send() -> None:
        try:
            deliver_due()
        finally:
            connections.close_all()

    first, second = threading.Thread(target=send), threading.Thread(target=send)
    first.start()
    while not server.messages:
        time.sleep(0.02)
    time.sleep(1)  # The first one's lease would be over, and its dialogue is not.
    second.start()
    first.join()
    second.join()
    assert [message.to for message in server.messages] == ["reader0@example.org", "reader1@example.org"]

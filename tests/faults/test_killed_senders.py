"""Forty letters, a mail server that takes 0.2 s for each, and workers that are killed in the middle: none is lost."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from federation.workshops.letters import WRITER
from portal.journal.actions import log
from portal.mail import jobs
from portal.mail.models import Letter
from portal.mail.sending import DeferredLetter, send_all_later
from tests import services
from tests.faults.smtp import MailServer
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.running import ROOT

LETTERS, KILLS = 40, 3
LONGEST_WAIT = 60  # Seconds, on a machine that has much else to do.


@pytest.fixture
def start_worker(tmp_path) -> Iterator[Callable[[str], subprocess.Popen]]:
    """Starts workers on the database of the test; those that live at its end are killed."""
    workers = []

    def start(mail: str) -> subprocess.Popen:
        name = connection.settings_dict["NAME"]
        url = services.postgresql()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": f"{url.rpartition('/')[0]}/{name}" if url else f"sqlite:///{name}",
            "VAR_DIR": str(tmp_path),
            "EMAIL_URL": mail,
            "LETTER_LEASE_SECONDS": "1",
            "LETTER_HEARTBEAT_SECONDS": "0.2",
        }
        command = [sys.executable, "manage.py", "worker", "--interval", "0.1"]
        with (tmp_path / "log").open("ab") as log:
            workers.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def write_letters() -> None:
    """As a step of a workshop does: facts alone."""
    workshop, user = WorkshopFactory(), UserFactory()
    change = log(workshop, "approved", user, states=("submitted", "approved"))
    facts = {
        "kind": "workshop_approved",
        "workshop": workshop.pk,
        "user": user.pk,
        "step": change.pk,
    }
    send_all_later(
        DeferredLetter(f"k{number}", f"reader{number}@example.org", "kk", WRITER, facts)
        for number in range(LETTERS)
    )


def wait_until(is_so: Callable[[], bool]) -> float:
    """Lets the clock do its work until something is so; how many seconds that took."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < LONGEST_WAIT, "letters do not go on"
        jobs.queue_due_letters()
        time.sleep(0.1)
    return time.monotonic() - began


@pytest.mark.django_db(transaction=True)
def test_each_letter_arrives_once_but_for_those_in_hand_at_a_kill(settings, start_worker):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with MailServer(delay=0.2) as server:
        write_letters()
        workers = [start_worker(server.url) for _worker in range(2)]
        in_hand: set[str] = set()
        for kill in range(KILLS):
            enough = (kill + 1) * LETTERS // (KILLS + 2)
            wait_until(lambda enough=enough: len(server.messages) >= enough)
            worker = workers.pop(0)
            worker.kill()
            worker.wait()
            claimed = Letter.objects.unfinished().exclude(claimed_by="")
            in_hand |= set(claimed.values_list("address", flat=True))
            workers.append(start_worker(server.url))
            there = len(server.messages)
            assert wait_until(lambda there=there: len(server.messages) > there) < LONGEST_WAIT / 2
        wait_until(lambda: not Letter.objects.unfinished().exists())
    arrived = Counter(message.to for message in server.messages)
    assert arrived.keys() == {f"reader{number}@example.org" for number in range(LETTERS)}
    assert {address for address, times in arrived.items() if times > 1} <= in_hand
    assert arrived.total() <= LETTERS + KILLS
    assert len({message.message_id for message in server.messages}) == LETTERS

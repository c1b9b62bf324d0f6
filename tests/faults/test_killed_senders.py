"""Forty letters, and a letter to 300 participants, a mail server that takes its time for each, and workers that are killed
in the middle: none is lost.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.db import connection

from federation.workshops import actions
from federation.workshops.enums import Addressees
from federation.workshops.letters import WRITER
from portal.journal.actions import log
from portal.mail import jobs
from portal.mail.models import Letter
from portal.mail.sending import DeferredLetter, send_all_later
from tests import services
from tests.faults.smtp import MailServer
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.running import ROOT

LETTERS, PARTICIPANTS, KILLS = 40, 300, 3
LONGEST_WAIT = 90  # Seconds, on a machine that has much else to do.


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


def write_letters() -> list[str]:
    """As a step of a workshop does: facts alone. Returns the addresses."""
    workshop, user = WorkshopFactory(), UserFactory()
    change = log(workshop, "approved", user, states=("submitted", "approved"))
    facts = {
        "kind": "workshop_approved",
        "workshop": workshop.pk,
        "user": user.pk,
        "step": change.pk,
    }
    readers = [f"reader{number}@example.org" for number in range(LETTERS)]
    send_all_later(DeferredLetter(f"k-{reader}", reader, "kk", WRITER, facts) for reader in readers)
    return readers


def write_to_participants() -> list[str]:
    """As an organiser does who writes to everyone with a place. Returns the addresses."""
    workshop, readers = WorkshopFactory(), [f"reader{number}@example.org" for number in range(PARTICIPANTS)]
    for reader in readers:
        ParticipationFactory(workshop=workshop, person=PersonFactory(email=reader))
    words = actions.Written(Addressees.REGISTERED, subject={"kk": "Тақырып"}, text={"kk": "Мәтін"})
    actions.send_to_participants(workshop, UserFactory(), words, uuid4())
    return readers


def wait_until(is_so: Callable[[], bool]) -> float:
    """Lets the clock do its work until something is so; how many seconds that took."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < LONGEST_WAIT, "letters do not go on"
        jobs.queue_due_letters()
        time.sleep(0.1)
    return time.monotonic() - began


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("write", "delay"), [(write_letters, 0.2), (write_to_participants, 0.02)])
def test_each_letter_arrives_once_but_for_those_in_hand_at_a_kill(settings, start_worker, write, delay):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with MailServer(delay=delay) as server:
        readers = write()
        workers = [start_worker(server.url) for _worker in range(2)]
        in_hand: set[str] = set()
        for kill in range(KILLS):
            enough = (kill + 1) * len(readers) // (KILLS + 2)
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
    assert arrived.keys() == {*readers}
    assert {address for address, times in arrived.items() if times > 1} <= in_hand
    assert arrived.total() <= len(readers) + KILLS
    assert len({message.message_id for message in server.messages}) == len(readers)

"""What comes between a sender and its letter: a signal, another sender, a reader who leaves, a database that goes."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.clock import shutdown
from portal.clock.tasks import run_job
from portal.health.registry import CHECKS
from portal.mail import delivery, tasks
from portal.mail.delivery import deliver_due
from portal.mail.enums import Fault, GivenUp
from portal.mail.models import Letter, Pause
from portal.mail.models.letter import LetterQuerySet
from portal.mail.registry import WRITERS
from portal.mail.sending import forget_letters_to, forget_old_letters, send_later

pytestmark = pytest.mark.django_db


def test_sender_that_is_asked_to_end_finishes_its_letter_and_begins_no_other(post, server, monkeypatch):
    def meanwhile(step: str, word: str) -> None:
        monkeypatch.setattr(shutdown, "_is_stopping", True)

    server.refuse = meanwhile
    post(3)
    assert (deliver_due(), len(server.messages)) == (1, 1)
    assert Letter.objects.due(timezone.now()).count() == 2


def take(letter: Letter) -> None:
    """Another sender, for the first one was halted for longer than its lease."""
    Letter.objects.filter(pk=letter.pk).update(claimed_by="other")


def erase(letter: Letter) -> None:
    forget_letters_to(letter.address)


@pytest.mark.parametrize("meanwhile", [take, erase])
def test_letter_that_was_taken_away_before_it_went_does_not_go(post, server, writer, monkeypatch, meanwhile):
    (letter,) = post(1)
    write = WRITERS[writer]
    monkeypatch.setitem(WRITERS, writer, lambda facts: meanwhile(letter) or write(facts))
    assert (deliver_due(), server.messages) == (0, [])
    assert not Pause.objects.exists()
    assert bool(Letter.objects.get().text) is (meanwhile is take)


def test_letter_that_another_sender_has_by_now_is_not_given_up(post, server, writer, monkeypatch):
    (letter,) = post(1)
    monkeypatch.setitem(WRITERS, writer, lambda facts: take(letter))  # And there is nothing to say.
    assert deliver_due() == 0
    assert Letter.objects.unfinished().get().claimed_by == "other"


def test_letter_that_went_while_the_database_was_away_for_long_is_noted_when_it_is_back(
    post, server, monkeypatch
):
    """A quarter of an hour, of which the test waits nothing."""
    update, seconds = LetterQuerySet.update, iter(range(900))

    def away(letters, **fields):
        if "sent_at" in fields and next(seconds, None) is not None:
            raise OperationalError("away")
        return update(letters, **fields)

    passed = iter(range(100_000))
    monkeypatch.setattr(LetterQuerySet, "update", away)
    monkeypatch.setattr(delivery, "connection", SimpleNamespace(in_atomic_block=False, close=lambda: None))
    monkeypatch.setattr(
        delivery, "time", SimpleNamespace(monotonic=lambda: next(passed), sleep=lambda seconds: None)
    )
    post(1)
    assert deliver_due(seconds=100_000) == 1
    assert Letter.objects.get().sent_at


def test_letter_that_a_server_stumbles_over_while_it_takes_others_uses_up_its_own_attempts(post, server):
    server.refuse = lambda step, word: "421 4.3.2 closing" if word == "reader0@example.org" else None
    post(2)
    assert deliver_due() == 0
    assert Pause.objects.exists()  # Perhaps it is the server.
    Pause.objects.update(until=timezone.now())
    assert deliver_due() == 1
    bad = Letter.objects.get(key="k0")
    assert (bad.attempts, bad.due_at > timezone.now(), Pause.objects.exists()) == (1, True, False)


def test_pause_that_is_over_while_nothing_waits_alarms_nobody(post):
    now = timezone.now()
    Pause.objects.create(pk=Pause.THE_ONE, fault=Fault.TIMEOUT, since=now, until=now + timedelta(seconds=9))
    assert CHECKS["mail"].ask().is_missing
    Pause.objects.update(until=now)
    assert not CHECKS["mail"].ask().is_missing
    assert CHECKS["mail"].ask().status == "ok"
    post(1)
    assert CHECKS["mail"].ask().is_missing


def test_old_letter_without_words_and_facts_is_without_its_address_too(writer):
    send_later(key="k", address="reader@example.org", language="kk", writer=writer, facts={})
    Letter.objects.update(given_up_at=timezone.now() - timedelta(days=100), given_up_as=GivenUp.UNWRITTEN)
    assert (forget_old_letters(), forget_old_letters()) == (1, 0)
    assert Letter.objects.get().address == "forgotten@forgotten.invalid"


def test_jobs_have_their_turn_between_two_runs_of_the_sender(post, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(delivery, "deliver_due", lambda: 0)
    post(1)
    run_job.enqueue("a.job")
    tasks.deliver_due.call()
    assert [row.task_path for row in DBTaskResult.objects.ready()] == [
        run_job.module_path,
        tasks.deliver_due.module_path,
    ]

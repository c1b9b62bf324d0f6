"""Delivery against a real mail server: whose fault a failure is, and what follows."""

import logging
import re
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.health.registry import CHECKS
from portal.mail import delivery, jobs, pauses, tasks
from portal.mail.backends import ConsoleAndDiskBackend
from portal.mail.delivery import deliver_due
from portal.mail.enums import Fault, GivenUp
from portal.mail.models import Letter, Pause
from portal.mail.models.letter import LetterQuerySet
from portal.mail.sending import (
    DeferredLetter,
    forget_letters_to,
    forget_old_letters,
    send_all_later,
    send_later,
)

from .conftest import use

pytestmark = pytest.mark.django_db
MAILBOX = re.compile(r"reader\d*@|@example\.(?:org|com)")


def soon(minutes: float = 1):
    return timezone.now() + timedelta(minutes=minutes)


def asked() -> tuple[str, dict]:
    finding = CHECKS["mail"].ask()
    return finding.status, finding.numbers


# --- Words afterwards -------------------------------------------------------------------------------------------------


def test_letters_to_many_cost_one_insert_and_the_same_occasion_none(writer, django_assert_num_queries):
    with django_assert_num_queries(1):
        send_all_later(DeferredLetter(key, f"{key}@example.org", "kk", writer) for key in ("one", "two"))
    with django_assert_num_queries(1):
        send_later(key="one", address="three@example.org", language="ru", writer=writer, facts={})
    assert sorted(Letter.objects.values_list("address", flat=True)) == ["one@example.org", "two@example.org"]


def test_letter_whose_writer_nobody_knows_is_refused_at_once():
    with pytest.raises(LookupError):
        send_later(key="k", address="a@example.org", language="kk", writer="nobody", facts={})


def test_facts_become_words_before_the_server_is_asked_and_are_kept(post, server):
    (letter,) = post(1)
    server.refuse = lambda step, word: "451 4.7.1 later" if step == "RCPT" else None
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert letter.text and letter.html and letter.subject and letter.sent_at is None
    server.refuse = None
    assert deliver_due(soon()) == 1
    (message,) = server.messages
    assert (message.to, message.message_id) == (letter.address, f"<letter-{letter.pk}@example.org>")


@pytest.mark.parametrize("fact", ["is_broken", "is_gone"])
def test_letter_without_words_blocks_no_other_and_is_given_up_at_last(post, writer, server, fact, caplog):
    send_later(
        key="bad",
        address="reader@example.org",
        language="kk",
        writer=writer,
        facts={fact: "reader9@example.org"},
    )
    post(2)
    assert deliver_due() == 2
    now = timezone.now()
    for _attempt in range(delivery.MOST_ATTEMPTS):
        now += delivery.LONGEST_WAIT
        deliver_due(now)
    bad = Letter.objects.get(key="bad")
    assert (bad.given_up_as, bool(bad.error)) == (GivenUp.UNWRITTEN, True)
    assert asked()[0] == "poor"
    assert MAILBOX.search(bad.error + caplog.text) is None


def test_facts_are_forgotten_with_the_words(post):
    first, second = post(2)
    assert forget_letters_to(first.address) == 1
    Letter.objects.filter(pk=second.pk).update(given_up_at=timezone.now() - timedelta(days=100))
    assert forget_old_letters() == 2 - 1
    assert list(Letter.objects.values_list("facts", "text")) == [({}, ""), ({}, "")]
    assert deliver_due() == 0


# --- Whose fault it is ------------------------------------------------------------------------------------------------

OF_MAILBOX = ["550 5.1.1 No such user", "550 no mailbox here", "553 5.1.3 bad", "552 5.2.2 full", "551 gone"]
OF_SERVER = {
    ("connection", "421 4.3.2 busy"): "connection",
    ("connection", "554 we do not know you"): "connection",
    ("AUTH", "no"): "sign_in",
    ("MAIL", "550 5.7.1 <portal@example.org> not allowed"): "sender",
    ("MAIL", "530 5.7.0 sign in first"): "sign_in",
    ("RCPT", "553 5.1.8 <portal@example.org> unknown domain"): "sender",
    ("RCPT", "530 5.7.0 sign in first"): "sign_in",
    ("RCPT", "452 4.3.1 no room on this system"): "server",
    ("DATA", "452 4.3.1 no room on this system"): "server",
    ("DATA", "421 4.3.2 closing"): "server",
}
OF_LETTER = {
    ("RCPT", "450 4.2.0 <reader0@example.org> greylisted"),
    ("RCPT", "554 5.7.1 <reader0@example.org> relaying denied"),
    ("MAIL", "552 5.3.4 too big"),
    ("DATA", "554 5.7.1 spam from reader0@example.org"),
}  # fmt: skip


def only_at(step: str, answer: str):
    return lambda found, word: answer if found == step else None


@pytest.mark.parametrize("answer", OF_MAILBOX)
def test_refusal_of_a_mailbox_is_final_and_stops_nobody(post, server, answer):
    server.refuse = lambda step, word: answer if (step, word) == ("RCPT", "reader0@example.org") else None
    bad, _good = post(2)
    assert deliver_due() == 1
    bad.refresh_from_db()
    assert (bad.given_up_as, bad.attempts, Pause.objects.exists()) == (GivenUp.REFUSED, 1, False)
    status, numbers = asked()
    assert (status, numbers["mailboxes_refused_in_7_days"], numbers["given_up_in_7_days"]) == ("ok", 1, 0)


@pytest.mark.parametrize(("step", "answer"), sorted(OF_LETTER))
def test_other_refusals_of_one_letter_use_up_its_attempts_alone(post, server, step, answer):
    letters = post(2)
    server.refuse = only_at(step, answer)
    assert deliver_due() == 0
    for letter in letters:
        letter.refresh_from_db()
    assert [(letter.attempts, letter.given_up_at) for letter in letters] == [(1, None), (1, None)]
    assert not Pause.objects.exists()


@pytest.mark.parametrize(("step", "answer", "fault"), [(*key, fault) for key, fault in OF_SERVER.items()])
def test_fault_of_the_server_pauses_all_letters_and_uses_up_no_attempt(
    post, server, settings, step, answer, fault
):
    use(settings, server, sign_in=step == "AUTH")
    letters, now = post(2), timezone.now()
    server.refuse = only_at(step, answer)
    waits = []
    for _attempt in range(20):
        assert deliver_due(now) == 0
        assert deliver_due(now + timedelta(seconds=1)) == 0
        waits.append((Pause.objects.get().until - now).total_seconds())
        now = Pause.objects.get().until
    assert waits[:3] == [10, 20, 40]
    assert waits[-1] == 300
    for letter in letters:
        letter.refresh_from_db()
    assert [(letter.attempts, letter.given_up_at) for letter in letters] == [(0, None), (0, None)]
    status, numbers = asked()
    assert (status, f"server_{fault}_fault_seconds" in numbers) == ("poor", True)
    assert CHECKS["mail"].ask().is_missing  # Monitoring calls somebody.
    server.refuse = None
    assert deliver_due(now) == 2
    assert asked()[0] == "ok"


def test_server_that_is_away_or_hangs_pauses_all_letters(post, server):
    letters = post(2)
    server.hang()
    assert deliver_due() == 0
    assert Pause.objects.get().fault == "timeout"
    server.stop()
    assert deliver_due(soon()) == 0
    assert Pause.objects.get().fault == "connection"
    assert not jobs.queue_due_letters()
    server.start()
    assert deliver_due(soon(5)) == len(letters)


def test_each_pause_is_longer_than_the_one_before_and_none_longer_than_five_minutes():
    now, waits = timezone.now(), []
    for _time in range(15):
        pauses.pause(Fault.TIMEOUT, now)
        waits.append((Pause.objects.get().until - now).total_seconds())
    assert waits == [10, 20, 40, 80, 160, *[300] * 10]
    assert pauses.is_paused(now + timedelta(seconds=299)) and not pauses.is_paused(
        now + timedelta(seconds=300)
    )
    pauses.end_pause()
    pauses.pause(Fault.TIMEOUT, now)
    assert Pause.objects.get().until == now + pauses.FIRST


def test_letter_that_goes_out_ends_the_pause_that_another_sender_has_just_begun(post, server):
    post(1)
    sender, now = delivery.Sender(), timezone.now()
    letter = sender.claim_next(now)
    pauses.pause(Fault.TIMEOUT, now)
    assert sender.deliver(letter, now)
    sender.close()
    assert not Pause.objects.exists()


def test_server_that_takes_few_letters_over_one_connection_is_no_fault(post, server):
    taken = []

    def refuse(step, word):
        if step == "DATA":
            taken.append(server.connections)
        return (
            "421 4.7.0 too many messages" if step == "MAIL" and taken.count(server.connections) == 2 else None
        )

    server.refuse = refuse
    post(5)
    assert (deliver_due(), server.connections, Pause.objects.exists()) == (5, 3, False)


# --- Each once --------------------------------------------------------------------------------------------------------


def test_letter_in_hand_is_left_alone_until_its_lease_is_over(post, server):
    post(1)
    now = timezone.now()
    assert delivery.Sender().claim_next(now) is not None
    assert deliver_due(now + timedelta(seconds=29)) == 0
    assert deliver_due(now + timedelta(seconds=31)) == 1


def test_of_two_senders_that_see_the_same_letter_one_has_it(post, monkeypatch):
    post(1)
    now, rivals = timezone.now(), []
    first = LetterQuerySet.first

    def meanwhile(letters):
        letter = first(letters)
        if not rivals:
            rivals.append("now")
            rivals[0] = delivery.Sender().claim_next(now)
        return letter

    monkeypatch.setattr(LetterQuerySet, "first", meanwhile)
    assert delivery.Sender().claim_next(now) is None
    assert rivals == [Letter.objects.get()]


def test_letter_that_kills_whoever_has_it_is_given_up(post, server):
    post(1)
    now = timezone.now()
    for _kill in range(delivery.MOST_ATTEMPTS):
        assert delivery.Sender().claim_next(now)
        now += timedelta(minutes=1)
    assert deliver_due(now) == 0
    assert Letter.objects.get().given_up_as == GivenUp.FAILED


def test_sender_is_queued_once_and_by_the_clock_only_when_letters_are_due(post, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert not jobs.queue_due_letters()
    post(3)
    assert jobs.queue_due_letters()
    assert jobs.queue_due_letters()
    assert list(DBTaskResult.objects.values_list("task_path", "status")) == [
        (tasks.deliver_due.module_path, "READY")
    ]


def test_run_that_is_over_queues_the_next(post, server, monkeypatch):
    post(3)
    run = delivery.deliver_due
    counts = []
    monkeypatch.setattr(delivery, "deliver_due", lambda: counts.append(run(seconds=0.01)) or counts[-1])
    server.delay = 0.02
    tasks.deliver_due.enqueue()
    assert counts == [1, 1, 1]


def test_each_letter_on_disk_has_a_file_of_its_own(tmp_path):
    backend = ConsoleAndDiskBackend(file_path=tmp_path)
    backend.send_messages([EmailMessage(f"Letter {number}", to=["a@example.org"]) for number in range(50)])
    assert len(list(tmp_path.iterdir())) == 50


# --- Logs -------------------------------------------------------------------------------------------------------------


def test_no_log_and_no_error_names_an_address(post, server, settings, tmp_path, caplog):
    caplog.set_level(logging.DEBUG, "portal")
    use(settings, server, sign_in=True)
    post(2)
    now = timezone.now()
    for step, answer in [*OF_SERVER, *sorted(OF_LETTER), ("RCPT", "550 5.1.1 unknown:")]:
        server.refuse = lambda found, word, step=step, answer=answer: (
            f"{answer} {word}" if found == step else None
        )
        now += timedelta(days=1)
        deliver_due(now)
        errors = list(Letter.objects.values_list("error", flat=True))
        assert [error for error in errors if MAILBOX.search(error)] == []
    assert Letter.objects.filter(given_up_as=GivenUp.REFUSED).count() == 2
    Letter.objects.update(given_up_at=None)
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "portal.mail.backends.ConsoleAndDiskBackend", tmp_path
    assert deliver_due(now + timedelta(days=1)) == 2
    assert len(list(tmp_path.iterdir())) == 2
    assert len(caplog.records) >= len(OF_SERVER) + len(OF_LETTER)
    assert MAILBOX.search(caplog.text) is None

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.mail import delivery
from portal.mail.delivery import Sender, deliver_due
from portal.mail.models import Letter
from portal.mail.sending import forget_letters_to, forget_old_letters, send_later, send_letter

pytestmark = pytest.mark.django_db
TEMPLATE = "mail/account/invitation"


def write(key="key", language="kk", address="reader@example.org", **more):
    context = {"address": address, "url": "http://testserver/x/?a=1&b='2'"}
    return send_letter(
        key=key, address=address, language=language, template=TEMPLATE, context=context, **more
    )


@pytest.fixture
def note(writer):
    """Notes a letter with a code that is of use for so long."""

    def note(key, good_for):
        send_later(
            key=key, address="reader@example.org", language="kk", writer=writer, facts={},
            sealed={"code": "K7-Q2M"}, good_for=good_for,
        )  # fmt: skip

    return note


@pytest.fixture
def broken(monkeypatch):
    """A letter that cannot go, whatever the server does, until `broken.undo()`."""

    def refuse(letter):
        raise ValueError("no such letter")

    monkeypatch.setattr(delivery, "message_of", refuse)
    return monkeypatch


def test_letter_goes_out_once_with_text_and_html(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        letter = write()
    assert deliver_due() == 0
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["reader@example.org"], letter.subject)
    assert message.extra_headers["Content-Language"] == "kk"
    assert message.alternatives[0].mimetype == "text/html"
    letter.refresh_from_db()
    assert letter.sent_at is not None


def nobody(language: str) -> str:
    return ""


def office(language: str) -> str:
    return f"office-{language}@example.org"


def test_answers_go_to_the_letter_s_own_address_or_else_to_the_federation_s(settings):
    settings.ADDRESS_FOR_ANSWERS = f"{__name__}.nobody"
    write("nobody")
    deliver_due()
    settings.ADDRESS_FOR_ANSWERS = f"{__name__}.office"
    write("office")
    deliver_due()
    own = write("own")
    Letter.objects.filter(pk=own.pk).update(reply_to="writer@example.org")
    deliver_due()
    assert [message.reply_to for message in mail.outbox] == [
        [],
        ["office-kk@example.org"],
        ["writer@example.org"],
    ]


def test_same_occasion_is_not_written_twice():
    assert write() is not None
    assert write() is None
    assert Letter.objects.count() == 1


def test_nothing_is_written_when_the_change_itself_fails(django_capture_on_commit_callbacks):
    from django.db import transaction

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert not Letter.objects.exists()
    assert mail.outbox == []


def test_text_part_is_plain_and_html_part_is_escaped():
    letter = write()
    assert "a=1&b='2'" in letter.text
    assert "a=1&amp;b=&#x27;2&#x27;" in letter.html


def test_letter_that_cannot_go_is_tried_again_after_growing_pauses(broken):
    letter = write()
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert (letter.attempts, letter.error, letter.sent_at) == (1, "no such letter", None)
    assert deliver_due() == 0  # Not due yet.
    later = timezone.now() + timedelta(minutes=2)
    assert deliver_due(later) == 0
    broken.undo()
    assert deliver_due(timezone.now() + timedelta(minutes=10)) == 1
    letter.refresh_from_db()
    assert (letter.attempts, letter.error) == (3, "")
    assert len(mail.outbox) == 1


def test_pauses_grow_and_after_two_days_it_is_given_up(broken):
    letter = write()
    now = start = timezone.now()
    while not Letter.objects.get().given_up_at:
        deliver_due(now)
        now = max(now, Letter.objects.get().due_at)
    assert Letter.objects.get().attempts == delivery.MOST_ATTEMPTS
    assert timedelta(days=2) < now - start < timedelta(days=3)
    assert deliver_due(now + timedelta(days=30)) == 0
    assert letter.pk == Letter.objects.get().pk


def test_letter_that_has_waited_longer_than_it_is_good_for_is_not_sent(note):
    now = timezone.now()
    for key, minutes in (("short", 1), ("long", 3)):
        note(key, timedelta(minutes=minutes))
    assert deliver_due(now + timedelta(minutes=2)) == 1
    letter = Letter.objects.get(key="short")
    assert (letter.given_up_as, letter.sealed, len(mail.outbox)) == ("expired", "", 1)


def test_letter_is_of_use_until_its_moment_and_no_longer(note, time_machine):
    time_machine.move_to("2026-03-10 12:00:00+05:00", tick=False)
    over = timezone.now() + timedelta(minutes=15)
    for key in ("in time", "late"):
        note(key, timedelta(minutes=15))
    first = Letter.objects.get(key="in time")
    sender = Sender()
    assert sender.deliver(sender.claim_next(timezone.now()), over - timedelta(microseconds=1))
    assert not sender.deliver(sender.claim_next(timezone.now()), over)
    first.refresh_from_db()
    assert (first.sent_at is None, Letter.objects.get(key="late").given_up_as) == (False, "expired")


def test_no_lock_is_held_while_the_server_is_asked(monkeypatch):
    from django.db import connection

    write()
    depth = len(connection.savepoint_ids)
    depths = []
    message_of = delivery.message_of
    monkeypatch.setattr(
        delivery,
        "message_of",
        lambda found: depths.append(len(connection.savepoint_ids)) or message_of(found),
    )
    assert deliver_due() == 1
    assert depths == [depth]


def test_many_letters_of_one_transaction_wake_the_sender_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as calls:
        for number in range(5):
            write(str(number))
    assert len(calls) == 1


def test_step_is_done_though_the_queue_refuses(django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr("portal.mail.sending.wake_sender", lambda: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        write()
    assert deliver_due() == 1  # The clock asks again.


def test_old_letters_are_emptied_but_their_occasion_is_remembered():
    letter = write()
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=100))
    assert forget_old_letters() == 1
    letter.refresh_from_db()
    assert (letter.text, letter.html, letter.subject) == ("", "", "")
    assert "reader@example.org" not in letter.address
    assert write() is None


def test_old_letter_that_never_went_out_is_emptied_with_the_words_of_the_server():
    letter = write()
    refusal = "550 reader@example.org: no such user"
    Letter.objects.update(given_up_at=timezone.now() - timedelta(days=100), error=refusal)
    assert forget_old_letters() == 1
    letter.refresh_from_db()
    assert (letter.text, letter.error, letter.address) == ("", "", "forgotten@forgotten.invalid")


def test_letters_to_an_erased_address_are_emptied_and_not_sent():
    letter, other = write(), write(key="other", address="other@example.org")
    about = write(key="about", address="office@example.org", reply_to="reader@example.org")
    assert forget_letters_to("Reader@example.org") == 2
    assert deliver_due() == 1
    assert [message.to for message in mail.outbox] == [["other@example.org"]]
    for row in (letter, other, about):
        row.refresh_from_db()
    assert (letter.text, letter.address, letter.sent_at) == ("", "erased@erased.invalid", None)
    assert (about.text, about.reply_to, about.sent_at) == ("", "", None)
    assert other.text

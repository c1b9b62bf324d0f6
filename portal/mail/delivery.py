"""Delivering letters: one by one over one connection, each once, whoever else delivers at the same time."""

import logging
import time
import uuid
from contextlib import suppress
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.models import F
from django.utils import timezone

from portal.clock.heartbeat import beating
from portal.clock.shutdown import is_stopping
from portal.web.secret_words import without_secrets

from .enums import GivenUp
from .failures import Failure, failure_of, without_addresses
from .models.letter import Letter
from .pauses import end_pause, is_paused, pause
from .rendering import make_links, office_address, render_facts, traceback_of
from .unsubscribing import UNSUBSCRIBE_URL

logger = logging.getLogger("portal.mail")
MOST_ATTEMPTS = 14  # With the waits below: a little over two days.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=12)
NO_KEY = "The key that sealed it is gone."  # Of the installation, which seals with another by now.
LONGEST_RUN = 30  # Seconds; then other work of the background gets its turn.


def deliver_due(now: datetime | None = None, seconds: float = LONGEST_RUN) -> int:
    """Delivers the letters that are due, the longest waiting first, and returns how many went out.

    Ends when none is left, after `seconds`, when the mail server takes none at present, or, between two letters, when
    the process is asked to end. `now` is for tests.
    """
    sender, until, count = Sender(), time.monotonic() + seconds, 0
    try:
        while not (is_stopping() or is_paused(now or timezone.now())) and time.monotonic() < until:
            letter = sender.claim_next(now or timezone.now())
            if letter is None:
                break
            count += sender.deliver(letter, now or timezone.now())
    finally:
        sender.close()
    return count


def is_more_due(now: datetime | None = None) -> bool:
    """True when a sender would find something to do."""
    now = now or timezone.now()
    return not is_paused(now) and Letter.objects.due(now).exists()


class Sender:
    """One run of delivery: its name on the letters that it has in hand, and its connection to the mail server."""

    def __init__(self) -> None:
        self.name = str(uuid.uuid4())
        self.connection: BaseEmailBackend = get_connection()
        self.is_signed_in = False
        self.has_delivered = False  # Over this connection.

    def close(self) -> None:
        """Takes leave of the mail server; whatever it says to that, the letters are delivered."""
        self.is_signed_in = self.has_delivered = False
        with suppress(Exception):
            self.connection.close()

    def claim_next(self, now: datetime) -> Letter | None:
        """Takes the letter that has waited longest for this sender alone; None when none is free.

        The claim is one statement and lasts LETTER_LEASE_SECONDS unless it is renewed: no lock is held while the
        server is asked, and what a killed sender had in hand is soon free.
        """
        while letter := Letter.objects.due(now).order_by("due_at", "pk").first():
            free = Letter.objects.due(now).filter(pk=letter.pk)
            lease = now + timedelta(seconds=settings.LETTER_LEASE_SECONDS)
            if free.update(claimed_until=lease, claimed_by=self.name, attempts=F("attempts") + 1):
                letter.attempts += 1
                return letter
        return None

    def _renew(self, letter: Letter) -> bool:
        """Prolongs the claim, and returns whether it still holds: nobody else has the letter, nor was it erased."""
        lease = timezone.now() + timedelta(seconds=settings.LETTER_LEASE_SECONDS)
        own = Letter.objects.unfinished().filter(pk=letter.pk, claimed_by=self.name)
        return own.update(claimed_until=lease) > 0

    def deliver(self, letter: Letter, now: datetime) -> bool:
        """Delivers a claimed letter, and returns whether it is delivered now. A failure is tried again later."""
        if letter.expires_at and letter.expires_at <= now:
            return self._give_up(letter, GivenUp.EXPIRED, "It was of no use any more.")
        if letter.attempts > MOST_ATTEMPTS:
            return self._give_up(letter, GivenUp.FAILED, "Whoever had it in hand was killed each time.")
        with beating(lambda: self._renew(letter), settings.LETTER_HEARTBEAT_SECONDS):
            if not self._is_written(letter, now):
                return False
            try:
                if not self._hand_over(letter):
                    return False
            except (DatabaseError, InterfaceError):
                raise  # Nothing can be noted now; the letter is free again when its lease is over.
            except Exception as problem:  # Whatever the mail server does, the letter stays.
                return self._note(letter, problem, now)
            self.has_delivered = True
            _keep_sent(letter)
        return True

    def _is_written(self, letter: Letter, now: datetime) -> bool:
        """Puts the letter into words where it is facts alone, and makes its links; False when that cannot be done, or
        there are none.
        """
        try:
            if render_facts(letter) and make_links(letter):
                return True
        except (DatabaseError, InterfaceError):
            raise
        except InvalidToken:
            return self._try_later(letter, Failure(NO_KEY), now, GivenUp.FAILED)
        except Exception as problem:  # A fault of one letter's writer or template is no other letter's.
            logger.error(
                "letter %s cannot be written\n%s", letter.pk, without_addresses(traceback_of(letter))
            )
            error = f"It could not be written: {type(problem).__name__}."
            return self._try_later(letter, Failure(error), now, GivenUp.UNWRITTEN)
        return self._give_up(letter, GivenUp.UNWRITTEN, "There was nothing to say any more.")

    def _hand_over(self, letter: Letter) -> bool:
        """Gives the letter to the mail server; False when it is not this sender's any more: it was halted for long."""
        message = message_of(letter)
        if not self.is_signed_in:
            self.connection.open()
            self.is_signed_in = True
        if not self._renew(letter):
            return False
        message.connection = self.connection
        message.send()
        return True

    def _note(self, letter: Letter, problem: Exception, now: datetime) -> bool:
        """Keeps what went wrong, without secrets and addresses, and does what follows from whose fault it is."""
        failure = failure_of(problem, self.is_signed_in)
        # Many servers take so many letters over one connection and no more: what is refused on a fresh one counts.
        is_used_up = self.has_delivered
        is_own = self.is_signed_in and self._is_stumbled_over(letter)
        if not failure.is_final:
            self.close()
        try:
            secrets = letter.words().secrets
        except InvalidToken:
            failure, secrets = Failure(NO_KEY), ()
        failure = Failure(without_secrets(failure.error, secrets), failure.fault, failure.is_final)
        logger.warning("letter %s not delivered: %s", letter.pk, failure.error)
        if failure.fault and is_used_up:
            return self._let_go(letter, failure.error, attempts=letter.attempts - 1)
        if failure.fault and not is_own:
            pause(failure.fault, now)
            # The others first when the server is back: perhaps it is this letter that it stumbles over.
            return self._let_go(letter, failure.error, attempts=letter.attempts - 1, due_at=now)
        if failure.is_final:
            return self._give_up(letter, GivenUp.REFUSED, failure.error)
        return self._try_later(letter, failure, now, GivenUp.FAILED)

    def _is_stumbled_over(self, letter: Letter) -> bool:
        """True when the server has taken others since this e-mail failed last: then it is not the server's fault
        again.
        """
        return bool(letter.error) and Letter.objects.filter(sent_at__gt=letter.due_at).exists()

    def _try_later(self, letter: Letter, failure: Failure, now: datetime, given_up_as: GivenUp) -> bool:
        if letter.attempts >= MOST_ATTEMPTS:
            return self._give_up(letter, given_up_as, failure.error)
        wait = min(FIRST_WAIT * 2 ** (letter.attempts - 1), LONGEST_WAIT)
        return self._let_go(letter, failure.error, due_at=now + wait)

    def _give_up(self, letter: Letter, given_up_as: GivenUp, error: str) -> bool:
        return self._let_go(letter, error, given_up_at=timezone.now(), given_up_as=given_up_as, sealed="")

    def _let_go(self, letter: Letter, error: str, **fields: object) -> bool:
        """Writes how an attempt ended, unless another sender has the letter by now; always False: it did not go."""
        own = Letter.objects.unfinished().filter(pk=letter.pk, claimed_by=self.name)
        own.update(error=error, claimed_until=None, claimed_by="", **fields)
        return False


def _keep_sent(letter: Letter) -> None:
    """Notes that a letter has gone, also if another sender has claimed it meanwhile.

    A database that is away at this moment is waited for, as long as the process may stay: forgotten, the letter would
    go twice.
    """
    while True:
        try:
            Letter.objects.filter(pk=letter.pk).update(
                sent_at=timezone.now(), error="", sealed="", claimed_until=None, claimed_by=""
            )
            end_pause()
            return
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or is_stopping():
                raise
            connection.close()
            time.sleep(1)


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as e-mail. Its Message-ID is the same at every attempt, so that a mail client can drop a copy.

    Raises RuntimeError when what goes with it cannot be read: that is no fault of the mail server.
    """
    answers = letter.reply_to or office_address(letter.language)
    words = letter.words()
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message = EmailMultiAlternatives(
        letter.subject,
        words.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.address],
        reply_to=[answers] if answers else None,
        headers={
            "Content-Language": letter.language,
            "Message-ID": f"<letter-{letter.pk}@{domain}>",
            **_unsubscribing(letter),
        },
    )
    if words.html:
        message.attach_alternative(words.html, "text/html")
    for attachment in letter.attachments.order_by("pk"):
        try:
            with attachment.file.open("rb") as file:
                message.attach(attachment.name, file.read(), attachment.content_type)
        except OSError as problem:
            raise RuntimeError(f"An attachment cannot be read: {type(problem).__name__}.") from None
    return message


def _unsubscribing(letter: Letter) -> dict[str, str]:
    """The headers by which a mail client ends a subscription with one click (RFC 8058), which asks for https."""
    url = letter.made_links.get(UNSUBSCRIBE_URL, "")
    if not url.startswith("https://"):
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}

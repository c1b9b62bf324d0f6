"""Writing letters and forgetting them. They go out by `delivery`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Q
from django.utils import timezone

from portal.clock.batches import in_batches

from .enums import GivenUp
from .models.letter import Letter
from .registry import WRITERS, Facts
from .rendering import render_letter
from .tasks import wake_sender

KEPT_FOR = timedelta(days=90)  # As the privacy terms say.
FORGOTTEN, ERASED = "forgotten@forgotten.invalid", "erased@erased.invalid"
NO_WORDS: dict[str, Any] = {
    "subject": "",
    "text": "",
    "html": "",
    "sealed": "",
    "facts": {},
    "error": "",
    "reply_to": "",
}


def send_letter(
    *,
    key: str,
    address: str,
    language: str,
    template: str,
    context: dict[str, Any],
    reply_to: str = "",
    secrets: Iterable[str] = (),
    good_for: timedelta | None = None,
) -> Letter | None:
    """Puts a letter in the outbox, in the same transaction as the change it tells of.

    `template` names a folder of templates: `<template>/subject.txt` (one line), `<template>/body.txt` and, when it
    is there, `<template>/body.html`; all are rendered now, in `language`, with `context` plus `site_url`,
    `language` and `other_languages`. A long subject ends between two words.
    `reply_to` is the address that answers go to, where it is not the federation's.
    `secrets` are the words that let somebody in: they are kept sealed, and only until the letter is delivered; the
    keys of links are found without being named. A letter that has waited longer than it is `good_for` is not sent.
    Returns None when a letter with this `key` was written before: then nothing is sent.
    """
    now = timezone.now()
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "address": address,
            "reply_to": reply_to,
            "language": language,
            "expires_at": now + good_for if good_for else None,
            "due_at": now,
            **render_letter(language, template, context, secrets),
        },
    )
    if not is_new:
        return None
    _wake_sender_on_commit()
    return letter


@dataclass(frozen=True)
class DeferredLetter:
    """A letter that is written down as facts, which are JSON: keys of rows, and what the step has fixed."""

    key: str
    address: str
    language: str
    writer: str
    facts: Facts = field(default_factory=dict)


def send_later(*, key: str, address: str, language: str, writer: str, facts: Facts) -> None:
    """Puts a letter in the outbox whose words the registered `writer` finds later, out of `facts`.

    For steps that hold a row that others wait for: it costs them one INSERT. A letter with this `key` that was
    written before stays as it is. Raises LookupError without such a writer.
    """
    send_all_later([DeferredLetter(key, address, language, writer, facts)])


def send_all_later(letters: Iterable[DeferredLetter]) -> None:
    """As `send_later`, for any number of letters at once."""
    now = timezone.now()
    rows = [
        Letter(
            key=letter.key, address=letter.address, language=letter.language, writer=letter.writer,
            facts=letter.facts, due_at=now,
        )
        for letter in letters
    ]  # fmt: skip
    if unknown := {row.writer for row in rows} - WRITERS.keys():
        raise LookupError(f"nobody writes {', '.join(sorted(unknown))}")
    if rows:
        Letter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        _wake_sender_on_commit()


def _wake_sender_on_commit() -> None:
    """Asks for one run of the sender, however many letters the transaction writes."""
    waiting = connections[DEFAULT_DB_ALIAS].run_on_commit
    if not any(entry[1] is wake_sender for entry in waiting):  # Savepoints, function, robust.
        # Should the queue refuse, the clock asks again: robust.
        transaction.on_commit(wake_sender, robust=True)


def forget_old_letters(now: datetime | None = None) -> int:
    """Empties letters that went out, or were given up, long ago; returns how many.

    The row stays, so that its occasion is not written to again.
    """
    limit = (now or timezone.now()) - KEPT_FOR
    old = Letter.objects.filter(Q(sent_at__lt=limit) | Q(given_up_at__lt=limit))
    return in_batches(
        old.exclude(address__in=(FORGOTTEN, ERASED)),
        lambda letters: letters.update(address=FORGOTTEN, **NO_WORDS),
    )


def forget_letters_to(address: str) -> int:
    """Empties every letter to an address, or about a message from it, and sends none that still waits; returns how
    many.
    """
    letters = Letter.objects.filter(Q(address__iexact=address) | Q(reply_to__iexact=address))
    letters.unfinished().update(given_up_at=timezone.now(), given_up_as=GivenUp.ERASED)
    return letters.update(address=ERASED, **NO_WORDS)

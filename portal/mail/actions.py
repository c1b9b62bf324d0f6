"""Writing and delivering letters."""

import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from html import unescape
from textwrap import shorten
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template import Context, TemplateDoesNotExist, engines
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import pgettext

from portal.language import LANGUAGES, own_language_name
from portal.web.secret_words import keys_in, without_secrets

from .records import Letter, Words
from .replies import address_for_answers

logger = logging.getLogger("portal.mail")
MOST_ATTEMPTS = 14  # With the pauses below: a little over two days.
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)
MOST_AT_ONCE = 500
KEPT_FOR = timedelta(days=90)  # As the privacy terms say.
GAPS = re.compile(r"\n\s*\n")  # Whatever a template leaves out, one empty line stays.
LONGEST_SUBJECT = 78  # Signs; what is longer, programs cut where they like.
NO_WORDS = {
    "subject": "",
    "text": "",
    "html": "",
    "sealed": "",
    "error": "",
    "reply_to": "",
}  # A server's refusal repeats the address.


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
    with translation.override(language):
        context = {
            "site_url": settings.WAGTAILADMIN_BASE_URL,
            "language": language,
            "other_languages": _other_languages(language),
            **context,
        }
        subject = _plain_text(f"{template}/subject.txt", context)
        text = GAPS.sub("\n\n", _plain_text(f"{template}/body.txt", context).strip()) + "\n"
        try:
            html = str(render_to_string(f"{template}/body.html", context))
        except TemplateDoesNotExist:
            html = ""
        words = Words(text, html, tuple({*secrets, *keys_in(text), *keys_in(unescape(html))}))
    now = timezone.now()
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "address": address,
            "reply_to": reply_to,
            "language": language,
            "subject": shorten(without_secrets(subject, words.secrets), LONGEST_SUBJECT, placeholder="…"),
            "text": without_secrets(text, words.secrets),
            "html": without_secrets(html, words.secrets),
            "sealed": words.sealed(),
            "expires_at": now + good_for if good_for else None,
            "due_at": now,
        },
    )
    if not is_new:
        return None
    from .tasks import deliver_letter  # The task imports this module.

    # Should the queue refuse, the clock delivers: robust.
    transaction.on_commit(lambda: deliver_letter.enqueue(letter.pk), robust=True)
    return letter


def _other_languages(language: str) -> list[dict[str, str]]:
    """The languages that a letter is not in, each with its own name and the way to have letters in it."""
    found = []
    for code in LANGUAGES:
        if code != language:
            with translation.override(code):
                wish = pgettext("in the language of the translation", "Get e-mails in English")
                found.append({"code": code, "name": own_language_name(code), "wish": wish})
    return found


def _plain_text(template: str, context: dict[str, Any]) -> str:
    """Renders a template that is not HTML: an apostrophe stays an apostrophe."""
    return engines["django"].engine.get_template(template).render(Context(context, autoescape=False))


def deliver(letter_id: int, now: datetime | None = None) -> bool:
    """Delivers one letter that is due, and returns whether it is delivered now. A failure is tried again later.

    The letter is claimed first, in one statement, by putting off its next attempt: two workers never send the same
    letter, no lock is held while the server is asked, and a worker that dies with a letter in hand delays it only.
    """
    now = now or timezone.now()
    letter = _claim(letter_id, now)
    if letter is None:
        return False
    if letter.expires_at and letter.expires_at <= now:
        _give_up(letter, "It was of no use any more.")
        return False
    try:
        _hand_over(letter)
    except Exception as exception:  # Whatever the mail server does, the letter stays.
        _note_failure(letter, exception)
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), error="", sealed="")
    return True


def _note_failure(letter: Letter, exception: Exception) -> None:
    """Keeps what went wrong, and gives up after the last attempt. A server may repeat what it refuses: not its secrets."""
    try:
        error = without_secrets(str(exception), letter.words().secrets)[:1000]
    except InvalidToken:  # Sealed with a key that the installation has no more.
        error = "The key that sealed it is gone."
    logger.warning("letter %s not delivered: %s", letter.key, error)
    if letter.attempts >= MOST_ATTEMPTS:
        _give_up(letter, error)
    else:
        Letter.objects.filter(pk=letter.pk).update(error=error)


def _give_up(letter: Letter, error: str) -> None:
    Letter.objects.filter(pk=letter.pk).update(error=error, given_up_at=timezone.now(), sealed="")


def _claim(letter_id: int, now: datetime) -> Letter | None:
    """Takes a letter that is due for this process; None when there is none or another process has it."""
    letter = Letter.objects.waiting(now).filter(pk=letter_id).first()
    if letter is None:
        return None
    pause = min(FIRST_PAUSE * 2**letter.attempts, LONGEST_PAUSE)
    still_ours = Letter.objects.waiting(now).filter(pk=letter_id, attempts=letter.attempts)
    if not still_ours.update(attempts=letter.attempts + 1, due_at=now + pause):
        return None
    letter.attempts += 1
    return letter


def deliver_waiting(now: datetime | None = None) -> int:
    """Delivers all letters that are due, oldest first, and returns how many went out."""
    now = now or timezone.now()
    due = Letter.objects.waiting(now).order_by("created_at").values_list("pk", flat=True)[:MOST_AT_ONCE]
    return sum(deliver(pk, now) for pk in list(due))


def forget_old_letters(now: datetime | None = None) -> int:
    """Empties letters that went out, or were given up, long ago; returns how many.

    The row stays, so that its occasion is not written to again.
    """
    limit = (now or timezone.now()) - KEPT_FOR
    old = Letter.objects.filter(Q(sent_at__lt=limit) | Q(given_up_at__lt=limit)).exclude(text="")
    return old.update(address="forgotten@forgotten.invalid", **NO_WORDS)


def forget_letters_to(address: str) -> int:
    """Empties every letter to an address, or about a message from it, and sends none that still waits; returns how many."""
    letters = Letter.objects.filter(Q(address__iexact=address) | Q(reply_to__iexact=address))
    letters.filter(sent_at=None, given_up_at=None).update(given_up_at=timezone.now())
    return letters.update(address="erased@erased.invalid", **NO_WORDS)


def _hand_over(letter: Letter) -> None:
    answers = letter.reply_to or address_for_answers(letter.language)
    words = letter.words()
    message = EmailMultiAlternatives(
        letter.subject,
        words.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.address],
        reply_to=[answers] if answers else None,
        headers={"Content-Language": letter.language, "Message-ID": _message_id(letter)},
    )
    if words.html:
        message.attach_alternative(words.html, "text/html")
    message.send()


def _message_id(letter: Letter) -> str:
    """The same for every attempt, so that a mail client can drop a copy."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<letter-{letter.pk}@{domain}>"

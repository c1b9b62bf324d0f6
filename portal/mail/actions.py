"""Writing and delivering letters."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .records import Letter

logger = logging.getLogger("portal.mail")
MOST_ATTEMPTS = 12  # With the pauses below: about two days.
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)


def send_letter(*, key: str, address: str, language: str, template: str, context: dict[str, Any]) -> Letter | None:
    """Puts a letter in the outbox, in the same transaction as the change it tells of.

    `template` names a folder of templates: `<template>/subject.txt` (one line), `<template>/body.txt` and, when it
    is there, `<template>/body.html`; all are rendered now, in `language`, with `context` plus `site_url` and
    `site_name`. Returns None when a letter with this `key` was written before: then nothing is sent.
    """
    with translation.override(language):
        context = {"site_url": settings.WAGTAILADMIN_BASE_URL, "language": language, **context}
        subject = " ".join(render_to_string(f"{template}/subject.txt", context).split())
        text = render_to_string(f"{template}/body.txt", context).strip() + "\n"
        try:
            html = render_to_string(f"{template}/body.html", context)
        except TemplateDoesNotExist:
            html = ""
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "address": address,
            "language": language,
            "subject": subject[:250],
            "text": text,
            "html": html,
            "due_at": timezone.now(),
        },
    )
    if not is_new:
        return None
    from .tasks import deliver_letter  # The task imports this module.

    transaction.on_commit(lambda: deliver_letter.enqueue(letter.pk))
    return letter


def deliver(letter_id: int) -> bool:
    """Delivers one waiting letter and returns whether it is delivered now. A failure is tried again later.

    The row is locked while the server is asked, so that two workers never send the same letter.
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id, sent_at=None, given_up_at=None).first()
        if letter is None:
            return False
        letter.attempts += 1
        try:
            _hand_over(letter)
        except Exception as exception:  # Whatever the mail server does, the letter stays.
            logger.warning("letter %s not delivered: %s", letter.key, exception)
            pause = min(FIRST_PAUSE * 2 ** (letter.attempts - 1), LONGEST_PAUSE)
            letter.due_at = timezone.now() + pause
            letter.error = str(exception)[:1000]
            if letter.attempts >= MOST_ATTEMPTS:
                letter.given_up_at = timezone.now()
        else:
            letter.sent_at, letter.error = timezone.now(), ""
        letter.save()
    return letter.sent_at is not None


def deliver_waiting(now=None) -> int:
    """Delivers all letters that are due, oldest first, and returns how many went out."""
    due = Letter.objects.filter(sent_at=None, given_up_at=None, due_at__lte=now or timezone.now())
    return sum(deliver(pk) for pk in due.order_by("created_at").values_list("pk", flat=True)[:500])


def _hand_over(letter: Letter) -> None:
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.address],
        headers={"Content-Language": letter.language, "Message-ID": _message_id(letter)},
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


def _message_id(letter: Letter) -> str:
    """The same for every attempt, so that a mail client can drop a copy."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<letter-{letter.pk}@{domain}>"

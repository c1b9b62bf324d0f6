"""Actions on contact messages: they are taken in, answered, and forgotten."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from federation.people.models import Person
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.registry import forget_in_history
from portal.clock.batches import in_batches
from portal.look.components import Fact
from portal.mail.fields import readable
from portal.mail.sending import send_letter

from .enums import MessageState
from .models.message import ContactMessage, ContactMessageQuerySet


@transaction.atomic
def take_message(*, language: str, name: str, email: str, subject: str, text: str) -> ContactMessage:
    """Keeps a message, tells the secretariat and thanks the sender; the same one sent twice in a day is kept once.

    The letter to the sender does not repeat what was written: anybody can give anybody's address, and nobody shall
    send their own words to others in the federation's name.
    """
    words = "\n".join([email.lower(), subject, " ".join(text.split()), str(timezone.localdate())])
    message, is_new = ContactMessage.objects.get_or_create(
        fingerprint=hashlib.sha256(words.encode()).hexdigest(),
        defaults={"language": language, "name": name, "email": email, "subject": subject, "text": text},
    )
    if is_new:
        _tell_secretariat(message)
        _thank(message)
    return message


@transaction.atomic
def mark_answered(message: ContactMessage, user: User) -> ContactMessage:
    """Notes who answered and when; the first answer stays."""
    message = ContactMessage.objects.select_for_update().get(pk=message.pk)
    if message.state != MessageState.ANSWERED:
        message.state, message.answered_at, message.answered_by = MessageState.ANSWERED, timezone.now(), user
        message.save(update_fields=["state", "answered_at", "answered_by"])
    return message


@transaction.atomic
def mark_new(message: ContactMessage) -> ContactMessage:
    """Puts a message back among those that wait."""
    message = ContactMessage.objects.select_for_update().get(pk=message.pk)
    if message.state != MessageState.NEW:
        message.state, message.answered_at, message.answered_by = MessageState.NEW, None, None
        message.save(update_fields=["state", "answered_at", "answered_by"])
    return message


@transaction.atomic
def forget_messages(messages: ContactMessageQuerySet) -> int:
    """Deletes messages, and whatever names the admin's history has for them; returns how many."""
    forget_in_history(messages)
    return messages.delete()[0]


def forget_old_messages(now: datetime | None = None) -> int:
    """Deletes the messages whose twelve months are over; returns how many."""
    return in_batches(ContactMessage.objects.older_than_kept(now or timezone.now()), forget_messages)


def _tell_secretariat(message: ContactMessage) -> None:
    staff = User.objects.with_role(Role.SECRETARIAT).select_related("person")
    for user in staff:
        with override(user.preferred_language):
            facts = [
                Fact(pgettext("of a message", "From"), message.name),
                Fact(_("E-mail"), readable(message.email)),
                Fact(_("About"), message.get_subject_display()),
                Fact(_("Language"), message.get_language_display()),
            ]
        _send(
            message,
            f"user-{user.pk}",
            user.email,
            user.preferred_language,
            "message",
            facts=facts,
            person=user.known_person,
            url=message.admin_url,
            reply_to=message.email,
        )


def _thank(message: ContactMessage) -> None:
    with override(message.language):
        facts = [Fact(_("About"), message.get_subject_display())]
    _send(message, "sender", message.email, message.language, "receipt", facts=facts, url="")


def _send(
    message: ContactMessage,
    to: str,
    address: str,
    language: str,
    kind: str,
    *,
    url: str,
    person: Person | None = None,
    reply_to: str = "",
    **context: Any,
) -> None:
    """Puts one letter in the outbox: its words lie in templates/mail/contact/<kind>/."""
    send_letter(
        key=f"contact:{message.pk}:{to}",
        person=person,
        address=address,
        reply_to=reply_to,
        language=language,
        template=f"mail/contact/{kind}",
        context={
            "message": message,
            "action_url": f"{settings.WAGTAILADMIN_BASE_URL}{url}" if url else "",
            **context,
        },
    )

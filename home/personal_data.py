"""Personal data that home holds on somebody: messages sent from their addresses."""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.registry import Leaving, Subject, Told, register_personal_data
from portal.backup.erasures import can_be_erased

from .actions import forget_messages
from .enums import MessageState, MessageSubject
from .models.message import ContactMessage


def export_messages(subject: Subject) -> list[dict[str, Any]]:
    """The messages as they were sent."""
    rows = ContactMessage.objects.of(subject).order_by("pk")
    fields = ("created_at", "language", "name", "email", "subject", "text", "state")
    return [
        {**row, "subject": MessageSubject(row["subject"]), "state": MessageState(row["state"])}
        for row in rows.values(*fields)
    ]


def erase_messages(subject: Subject) -> None:
    """Deletes them; of messages that they answered, nothing tells who did."""
    if subject.user:
        ContactMessage.objects.filter(answered_by=subject.user).update(answered_by=None)
    forget_messages(ContactMessage.objects.of(subject))


def delete_message(message: ContactMessage) -> None:
    """Deletes one."""
    forget_messages(ContactMessage.objects.filter(pk=message.pk))


def tell_messages(subject: Subject, leaving: Leaving) -> Told:
    """The messages from their addresses."""
    number = ContactMessage.objects.of(subject).count()
    if not number:
        return Told()
    words = ngettext("%(number)d message written to us.", "%(number)d messages written to us.", number) % {
        "number": number
    }
    return Told(goes=(words,)) if leaving is Leaving.ERASURE else Told(stays=(words,))


register_personal_data(
    "messages",
    title=gettext_lazy("Messages written to us through the contact form"),
    kept=gettext_lazy("Twelve months."),
    export=export_messages,
    erase=erase_messages,
    tells=tell_messages,
    keys=["home.ContactMessage.answered_by"],
)
can_be_erased(ContactMessage, born="created_at", repeat=delete_message)

"""Personal data that home holds on a user: messages sent from the address of the account."""

from typing import Any

from portal.accounts.models import User
from portal.accounts.registry import register_personal_data
from portal.backup.erasures import can_be_erased

from .actions import forget_messages
from .models.message import ContactMessage


def export_messages(user: User) -> list[dict[str, Any]]:
    """The messages as they were sent."""
    rows = ContactMessage.objects.of(user).order_by("pk")
    fields = ("created_at", "language", "name", "email", "subject", "text", "state")
    return [dict(row) for row in rows.values(*fields)]


def erase_messages(user: User) -> None:
    """Deletes them."""
    forget_messages(ContactMessage.objects.of(user))


def delete_message(message: ContactMessage) -> None:
    """Deletes one."""
    forget_messages(ContactMessage.objects.filter(pk=message.pk))


register_personal_data("messages", export=export_messages, erase=erase_messages)
can_be_erased(ContactMessage, born="created_at", repeat=delete_message)

"""Receivers that tell the secretariat when an account is closed that was an organisation's last manager, and those who
represent an organisation what the office has changed of it.
"""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from federation.directory.models import Organisation
from portal.accounts.models import User
from portal.journal.registry import OfficeChange, relied_on, tells

from .actions import tell_of_entry, tell_of_membership, tell_of_silence, tell_of_term
from .models.membership import Membership
from .models.representative import Representative

relied_on(
    Membership, about=lambda row: row.organisation, verb="membership", besides=["note"], says_values=True
)
relied_on(Representative, about=lambda row: row.organisation, verb="representation")


@receiver(post_save, sender=User)
def account_closed(
    instance: User,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_kwargs: Any,
) -> None:
    """Signal receiver: an account was saved, perhaps as a closed one."""
    if (
        raw
        or created
        or instance.is_active
        or (update_fields is not None and "is_active" not in update_fields)
    ):
        return
    managed = Representative.objects.current().managers().of(instance)
    organisations = Organisation.objects.filter(pk__in=managed.values("organisation"))
    # Each time that it is saved as a closed one, unless it was used in between: then it was closed anew.
    used = instance.last_login.isoformat() if instance.last_login else "never"
    tell_of_silence(organisations, f"account-{instance.pk}:{used}")


@tells(Membership)
def membership_kept(change: OfficeChange) -> None:
    """The office has entered, corrected, ended or deleted a membership."""
    tell_of_membership(change)


@tells(Representative)
def term_kept(change: OfficeChange) -> None:
    """The office has said who represents an organisation, or until when."""
    tell_of_term(change)


@tells(Organisation)
def entry_kept(change: OfficeChange) -> None:
    """The office has changed, imported, put back or deleted an entry of the directory."""
    tell_of_entry(change)

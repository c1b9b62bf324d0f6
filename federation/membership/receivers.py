"""Receivers that tell the secretariat when an account is closed that was an organisation's last manager."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from federation.directory.models import Organisation
from portal.accounts.models import User

from .actions import tell_of_silence
from .models.representative import Representative


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

"""What Django and allauth take by a setting: the keys of password resets."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator


class ResetKeys(PasswordResetTokenGenerator):
    """Makes and checks the keys of resets; a key is worth nothing once one of the account's addresses has changed.

    allauth's own does the same, and adds the account's missing addresses by the way: also for whoever opens a link that
    is forged, where only an account that exists would cost the writing.
    """

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        addresses = {
            user.email,
            *EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True),
        }
        return super()._make_hash_value(user, timestamp) + "|".join(sorted(addresses - {""}))

"""Closing an account whose person goes on under another."""

from portal.accounts.models import User


def close_account(user: User) -> None:
    """Nobody signs in with the account any more, and its roles end. Closed again, it changes nothing."""
    user.groups.clear()
    user.user_permissions.clear()
    user.is_active = user.is_staff = False
    user.save(update_fields=["is_active", "is_staff"])

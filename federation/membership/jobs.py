"""Scheduled jobs of membership."""

from datetime import timedelta

from portal.clock.registry import every

from .actions import forget_old_invitations, forget_old_representatives


@every(timedelta(days=1))
def delete_old_representatives() -> int:
    """Deletes who represented an organisation once, when five years are over. Returns how many."""
    return forget_old_representatives()


@every(timedelta(days=1))
def delete_old_invitations() -> int:
    """Deletes invitations of two years ago. Returns how many."""
    return forget_old_invitations()

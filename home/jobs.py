"""Scheduled jobs of home."""

from datetime import timedelta

from portal.clock.registry import every

from .actions import forget_old_messages


@every(timedelta(days=1))
def delete_old_messages() -> int:
    """Deletes messages to the secretariat once their twelve months are over."""
    return forget_old_messages()

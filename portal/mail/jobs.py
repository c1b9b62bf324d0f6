"""Scheduled jobs of the outbox."""

from datetime import timedelta

from portal.clock.registry import CLOCK, every

from .delivery import is_more_due
from .sending import forget_old_letters
from .tasks import wake_sender


@every(timedelta(seconds=15), by=CLOCK)
def queue_due_letters() -> bool:
    """Wakes the sender for letters whose hour has come, or whose sender was killed; it sends none itself."""
    if is_due := is_more_due():
        wake_sender()
    return is_due


@every(timedelta(days=1))
def empty_old_letters() -> int:
    """Forgets what letters said and to whom once nobody needs it."""
    return forget_old_letters()

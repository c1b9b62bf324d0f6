"""What the clock does for the outbox."""

from datetime import timedelta

from portal.clock.registry import every

from .actions import deliver_waiting, forget_old_letters


@every(timedelta(minutes=1))
def deliver_waiting_letters() -> int:
    """Delivers letters whose task was lost or whose server was down."""
    return deliver_waiting()


@every(timedelta(days=1))
def empty_old_letters() -> int:
    """Forgets what letters said and to whom once nobody needs it."""
    return forget_old_letters()

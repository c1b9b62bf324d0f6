"""What the clock does for accounts."""

from datetime import timedelta

from django.core.management import call_command

from portal.clock.registry import every


@every(timedelta(days=1))
def clear_old_sessions() -> None:
    """Forgets sessions that have ended."""
    call_command("clearsessions")

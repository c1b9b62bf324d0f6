"""What the clock does for accounts."""

from datetime import timedelta

from django.core.management import call_command

from portal.backup.erasures import note_missed
from portal.clock.registry import every


@every(timedelta(days=1))
def clear_old_sessions() -> None:
    """Forgets sessions that have ended."""
    call_command("clearsessions")


@every(timedelta(hours=1))
def note_missed_erasures() -> int:
    """Keeps the journal of erasures whole, should a process have been killed in between. Returns how many were missing."""
    return note_missed()

"""Scheduled jobs of accounts."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.backup.erasures import note_missed
from portal.clock.batches import in_batches
from portal.clock.registry import every


@every(timedelta(days=1))
def clear_old_sessions() -> int:
    """Forgets sessions that have ended; Django's own command does so in one transaction. Returns how many."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    return in_batches(ended, lambda sessions: sessions.delete()[0])


@every(timedelta(hours=1))
def note_missed_erasures() -> int:
    """Keeps the journal of erasures whole, should a process have been killed in between. Returns how many were
    missing.
    """
    return note_missed()

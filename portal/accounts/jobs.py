"""Scheduled jobs of accounts."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.backup.erasures import note_missed
from portal.clock.batches import in_batches
from portal.clock.registry import every

from .actions import forget_closed_accounts, forget_unconfirmed_accounts


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


@every(timedelta(days=1))
def empty_closed_accounts() -> int:
    """Empties accounts that were closed three years ago. Returns how many."""
    return forget_closed_accounts()


@every(timedelta(days=1))
def erase_unconfirmed_accounts() -> int:
    """Erases accounts whose address was never confirmed. Returns how many."""
    return forget_unconfirmed_accounts()

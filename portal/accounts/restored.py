"""Ending of all sessions after a restore."""

from django.contrib.sessions.models import Session

from portal.backup.registry import Wishes, after_restore


@after_restore
def end_sessions(_wishes: Wishes) -> str:
    """Ends all sessions: some of them were ended by their owners after the backup."""
    return f"Sessions that are ended: {Session.objects.all().delete()[0]}."

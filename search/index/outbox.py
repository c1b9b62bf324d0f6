"""The outbox: what changed is noted with the change itself, and told to the search server afterwards
(`search.index.delivery`, ADR 0010).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from ..engines import has_cluster
from ..models.change import SearchChange

changes_noted = Signal()
"""Sent once a transaction, after it has noted changes."""


def note(changes: Iterable[tuple[int, int]]) -> None:
    """Notes documents that were written or deleted, with their versions, in the transaction that does it.

    Without a cluster nothing is noted: who configures one later begins with a new index.
    """
    if not has_cluster():
        return
    now = timezone.now()
    SearchChange.objects.bulk_create(
        SearchChange(document=document, version=version, at=now) for document, version in changes
    )
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is _tell for entry in waiting):
        # Should the queue refuse, the clock delivers: robust.
        transaction.on_commit(_tell, robust=True)


def _tell() -> None:
    changes_noted.send(sender=SearchChange)


def try_refused_again() -> None:
    """Lets what was refused wait again: for an index of another shape."""
    SearchChange.objects.refused().update(error="")


def oldest_waiting(now: datetime | None = None) -> int:
    """Seconds for which the oldest change has been waiting; 0 when none is."""
    oldest = SearchChange.objects.waiting_since()
    return max(round(((now or timezone.now()) - oldest).total_seconds()), 0) if oldest else 0

"""Forgetting who represented whom, and who was invited, once the terms of keeping are over."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.registry import forget_in_history
from portal.clock.batches import in_batches

from ..models.representative import Representative
from ..models.representative_invitation import RepresentativeInvitation
from ..querysets import RepresentativeQuerySet

# As the page on personal data says: after the role ended, and after an invitation was answered, withdrawn or last sent.
KEPT_FOR = timedelta(days=5 * 365)
INVITATIONS_KEPT_FOR = timedelta(days=2 * 365)


def forget_old_representatives(today: date | None = None) -> int:
    """Deletes the representatives whose role ended long ago; returns how many."""
    limit = (today or timezone.localdate()) - KEPT_FOR
    old = Representative.objects.filter(until__lt=limit)
    in_batches(old, _forget_names)
    return in_batches(old, _delete)


def forget_old_invitations(now: datetime | None = None) -> int:
    """Deletes the invitations that are answered, withdrawn or unanswered for long; returns how many."""
    limit = (now or timezone.now()) - INVITATIONS_KEPT_FOR
    ended = Q(accepted_at__lt=limit) | Q(declined_at__lt=limit) | Q(withdrawn_at__lt=limit)
    is_silent = Q(accepted_at=None, declined_at=None, withdrawn_at=None, sent_at__lt=limit)
    old = RepresentativeInvitation.objects.filter(ended | is_silent)
    return in_batches(old, _delete_invitations)


def _delete_invitations(rows: QuerySet[RepresentativeInvitation]) -> int:
    forget_in_history(rows)
    return rows.delete()[1].get(RepresentativeInvitation._meta.label, 0)


def _forget_names(rows: RepresentativeQuerySet) -> int:
    forget_in_history(rows)
    return 0


def _delete(rows: RepresentativeQuerySet) -> int:
    return rows.delete()[1].get(Representative._meta.label, 0)

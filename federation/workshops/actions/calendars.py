"""Telling calendars that an event says something new: its SEQUENCE and LAST-MODIFIED (RFC
5545, 3.8.7.4 and 3.8.7.3).
"""

from django.db import transaction
from django.utils import timezone

from portal.caching.cache import invalidate

from ..contents.digests import event_digest
from ..enums import WORKSHOPS_SCOPE
from ..models.workshop import Workshop


def renew_event(workshop_id: int, known: Workshop | None = None) -> None:
    """Raises the event's number when a public workshop says something else than before; `known` learns of it."""
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update(no_key=True).public().filter(pk=workshop_id).first()
        event = event_digest(workshop) if workshop else ""
        if workshop is None or event in ("", workshop.calendar_event):
            return
        if workshop.calendar_event:  # Else nobody has the event yet.
            workshop.calendar_sequence += 1
        workshop.calendar_event, workshop.calendar_changed_at = event, timezone.now()
        names = ("calendar_event", "calendar_sequence", "calendar_changed_at")
        Workshop.objects.filter(pk=workshop_id).update(**{name: getattr(workshop, name) for name in names})
        invalidate(WORKSHOPS_SCOPE)
    if known is not None:
        for name in names:
            setattr(known, name, getattr(workshop, name))

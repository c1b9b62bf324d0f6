"""Telling calendars that an event says something new: its SEQUENCE and LAST-MODIFIED (RFC 5545, 3.8.7.4 and 3.8.7.3)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.caching.versions import bump

from ..digests import event_of
from ..models.workshop import Workshop, WorkshopDescription


def workshop_saved(sender: type[Workshop], instance: Workshop, raw: bool = False, **kwargs: Any) -> None:
    """Signal receiver: a workshop was saved, perhaps with other days, places or state."""
    if not raw:
        follow(instance.pk, instance)


def words_changed(
    sender: type[WorkshopDescription], instance: WorkshopDescription, raw: bool = False, **kwargs: Any
) -> None:
    """Signal receiver: words about a workshop were saved, published or deleted."""
    if not raw:
        follow(instance.record_id)


def follow(workshop_id: int, known: Workshop | None = None) -> None:
    """Raises the event's number when a public workshop says something else than before; `known` learns of it."""
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update(no_key=True).public().filter(pk=workshop_id).first()
        event = event_of(workshop) if workshop else ""
        if workshop is None or event in ("", workshop.calendar_event):
            return
        if workshop.calendar_event:  # Else nobody has the event yet.
            workshop.calendar_sequence += 1
        workshop.calendar_event, workshop.calendar_changed_at = event, timezone.now()
        names = ("calendar_event", "calendar_sequence", "calendar_changed_at")
        Workshop.objects.filter(pk=workshop_id).update(**{name: getattr(workshop, name) for name in names})
        bump("workshops")
    if known is not None:
        for name in names:
            setattr(known, name, getattr(workshop, name))

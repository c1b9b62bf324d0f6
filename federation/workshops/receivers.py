"""Receivers that follow a change of a workshop, of its words, or of a name that search knows it by."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save

from federation.directory.models import Organisation, Region
from portal.content.searchable import search_changed

from .actions.calendars import renew_event
from .models.workshop import Workshop
from .models.workshop_description import WorkshopDescription


def connect() -> None:
    """Listens to workshops, their words, and the names of hosts and regions."""
    post_save.connect(workshop_saved, sender=Workshop, dispatch_uid="workshops.event")
    for signal in (post_save, post_delete):
        signal.connect(words_changed, sender=WorkshopDescription, dispatch_uid="workshops.event.words")
    for model in (Organisation, Region):
        post_save.connect(names_changed, sender=model, dispatch_uid=f"workshops.{model.__name__}")


def workshop_saved(instance: Workshop, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a workshop was saved, perhaps with other days, places or state."""
    if not raw:
        renew_event(instance.pk, instance)


def words_changed(instance: WorkshopDescription, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: words about a workshop were saved, published or deleted."""
    if not raw:
        renew_event(instance.record_id)


def names_changed(
    sender: type[models.Model], instance: Organisation | Region, raw: bool = False, **_kwargs: Any
) -> None:
    """Signal receiver: a host or region was saved, perhaps with other names, or is public since or no longer."""
    if not raw:
        told = Q(host=instance.pk) if sender is Organisation else Q(region=instance.pk)
        # What is hidden now is let go of at once.
        is_public = isinstance(instance, Region) or instance.is_public
        search_changed.send(sender=Workshop, rows=Workshop.objects.filter(told), may_wait=is_public)

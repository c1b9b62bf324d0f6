"""What search knows of workshops follows the names of the directory."""

from django.db import models
from django.db.models import Q

from federation.directory.models import Organisation
from portal.content.searchable import search_changed

from .models.workshop import Workshop


def names_changed(
    sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: object
) -> None:
    """Signal receiver: a host or region was saved, perhaps with other names, or is public since or no longer."""
    if not raw:
        told = Q(host=instance.pk) if sender is Organisation else Q(region=instance.pk)
        # What is hidden now is let go of at once.
        is_public = sender is not Organisation or instance.is_public  # type: ignore[attr-defined]
        search_changed.send(sender=Workshop, rows=Workshop.objects.filter(told), may_wait=is_public)

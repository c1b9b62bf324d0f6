"""Receivers that follow a change of a picture."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from .models.image import PortalImage
from .tasks import make_sizes


def connect() -> None:
    """Listens to pictures."""
    post_save.connect(picture_saved, sender=PortalImage, dispatch_uid="media.picture")


def picture_saved(instance: PortalImage, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a picture was saved; the worker makes its sizes as soon as all is saved."""
    if not raw:
        # Should the queue refuse, the clock has them made: robust.
        transaction.on_commit(lambda: make_sizes.enqueue(instance.pk), robust=True)

"""Signal receivers that invalidate what is cached when rows change."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

from .cache import InvalidatesCache, invalidate


def connect() -> None:
    """Listens to every save and delete."""
    post_save.connect(invalidate_on_change, dispatch_uid="content.versions.save")
    post_delete.connect(invalidate_on_change, dispatch_uid="content.versions.delete")


def invalidate_on_change(sender: type[models.Model], **kwargs: Any) -> None:
    """Signal receiver: a row was saved or deleted."""
    if issubclass(sender, InvalidatesCache) and not kwargs.get("raw"):
        for scope in sender.cache_scopes():
            invalidate(scope)

"""The files that people gave: which storages keep them, and which columns name them."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models

BELONGS_TO_CODE = {"staticfiles"}  # `collectstatic` writes it anew.


def kept_storages() -> dict[str, Storage]:
    """Every storage of the settings that keeps what people gave, by its name there."""
    return {alias: storages[alias] for alias in settings.STORAGES if alias not in BELONGS_TO_CODE}


def private_storage() -> Storage:
    """The storage that no web server serves. A callable, so that migrations do not freeze its place."""
    return storages["private"]


def folder_of(storage: Storage) -> Path | None:
    """The folder of this machine that a storage is; None for one elsewhere."""
    place = getattr(storage, "location", "")
    return Path(place) if os.path.isabs(place) else None


def are_same(one: Storage, other: Storage) -> bool:
    """True when two storages are the same place: those of columns are made apart from those of the settings."""
    folder = folder_of(one)
    return one == other or (folder is not None and folder == folder_of(other))


def file_fields() -> Iterator[models.FileField]:
    """The columns of all tables that name files."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield from (field for field in model._meta.local_fields if isinstance(field, models.FileField))

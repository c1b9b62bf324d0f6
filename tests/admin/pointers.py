"""Rows that point at others: by which fields they do, and how one is made."""

from collections.abc import Iterator

from django.db import models
from wagtail.documents.models import Document
from wagtail.images.models import Image

from .rows import make

# Wagtail's own, whose places ours take.
REPLACED = (Image, Document)


def pointers_at(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields by which rows of other kinds point at rows of the model; through tables by their own field."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model in REPLACED:
            continue
        field = relation.remote_field
        is_of_parent = getattr(field, "remote_field", None) and field.remote_field.parent_link
        if (
            not field.model._meta.auto_created
            and not is_of_parent
            and not hasattr(field, "bulk_related_objects")
        ):
            yield field


def protects(field: models.Field) -> bool:
    """True when a row that points by this field keeps what it points at."""
    on_delete = getattr(field.remote_field, "on_delete", None)
    return on_delete in (models.PROTECT, models.RESTRICT)


def point_at(row: models.Model, field: models.Field) -> models.Model:
    """A row that points at `row` by a field."""
    if field.many_to_many:
        pointer = make(field.model)
        getattr(pointer, field.name).add(row)
    else:
        taken = field.model._base_manager.filter(**{field.name: row}).first() if field.unique else None
        pointer = taken or make(field.model, **{field.name: row})
    return pointer

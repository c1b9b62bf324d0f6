"""What refers to organisations, asked of the database and of Wagtail's index, which alone knows blocks of pages."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import ReferenceIndex

from portal.content import versions

from ..models.organisation import Organisation

Referring = dict[str, int]  # The kind of rows, as "app.model" → how many of them.


def rows_that_refer(keys: Iterable[Any]) -> dict[Any, Referring]:
    """Returns which rows refer to each of some organisations, but for the names and sources that are part of it.

    Whatever a deletion would take along, be refused for or leave pointing nowhere, counts.
    """
    keys = list(keys)
    own = {part.related_model for part in versions.parts(Organisation)}
    found: dict[Any, Counter[str]] = defaultdict(Counter)
    for relation in _relations():
        model, name = relation.related_model, relation.field.name
        if model in own:
            continue
        rows = model._base_manager.filter(**{f"{name}__in": keys})
        for key in rows.values_list(name, flat=True):
            found[key][model._meta.label_lower] += 1
    for key, label in _in_blocks(keys, own):
        found[key][label] = found[key][label] or 1
    return {key: dict(counted) for key, counted in found.items()}


def _relations() -> list[Any]:
    """The relations that lead to an organisation; of a choice of several rows that itself, not the table between."""
    fields = Organisation._meta.get_fields(include_hidden=True)
    relations = [field for field in fields if field.auto_created and not field.concrete]
    return [relation for relation in relations if not cast(Any, relation.related_model)._meta.auto_created]


def _in_blocks(keys: list[Any], own: set[type[models.Model]]) -> Iterable[tuple[Any, str]]:
    kind = ContentType.objects.get_for_model(Organisation)
    numbers = {str(key): key for key in keys}
    rows = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=numbers)
    for number, kind_id in rows.values_list("to_object_id", "content_type"):
        model = ContentType.objects.get_for_id(kind_id).model_class()
        if model is not None and model not in own:
            yield numbers[number], model._meta.label_lower

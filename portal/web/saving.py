"""The net under all doors: whatever saves a row, by a form, an import, a program or a command, saves clean texts."""

from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail_localize.models import String

from portal.language import clean_data, clean_json

from . import cleaning
from .streams import clean_stream

# Texts that are found again by their sum: made from rows that are clean, or were saved before and must be found.
AS_THEY_ARE: tuple[type[models.Model], ...] = (String,)


def clean_before_saving(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    """Receiver of `pre_save`: cleans the texts of any model, as the class and name of each column ask."""
    if issubclass(sender, AS_THEY_ARE):
        return
    for field in sender._meta.concrete_fields:
        value = instance.__dict__.get(field.attname)  # A deferred column is not read for this.
        if not value:
            continue
        if isinstance(field, StreamField):
            clean_stream(value)
        elif clean := cleaning.of_model_field(field):
            _set(instance, field, value, clean)


def _set(instance: models.Model, field: models.Field, value: Any, clean: cleaning.Clean) -> None:
    if isinstance(value, str):
        cleaned: Any = clean(value)
    elif isinstance(value, dict | list):
        cleaned = clean_data(value, clean_json)
    else:
        return
    if cleaned != value:
        setattr(instance, field.attname, cleaned)

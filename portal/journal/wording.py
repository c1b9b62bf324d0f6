"""Facts in the reader's language: what they are called, and their values as versions and the journal keep them."""

from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.content import versions


def label_of(model: type[models.Model], name: str) -> str:
    """The name of a fact as people know it; of rows that are part of it, their plural."""
    if part := _parts(model).get(name):
        return str(part._meta.verbose_name_plural)
    known = {
        field.name: field.verbose_name for field in model._meta.get_fields() if hasattr(field, "verbose_name")
    }
    return str(known.get(name, name))


def value_in_words(model: type[models.Model], name: str, value: Any) -> str:
    """The value of a fact; a dash where there is none, and nothing of rows that are part of it."""
    if name in _parts(model):
        return ""
    field: Any = model._meta.get_field(name)
    if value in (None, "", []):
        return "—"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.is_relation:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(map(str, field.related_model._default_manager.filter(pk__in=keys))) or "—"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return date_format(field.to_python(value)) if isinstance(field, models.DateField) else str(value)


def _parts(model: type[models.Model]) -> dict[str, type[models.Model]]:
    return {part.get_accessor_name(): part.related_model for part in versions.parts(model)}

"""Moments, days, yes and no in the admin, where Wagtail writes them as Python does: in the reader's words and time."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.admin.compare import FieldComparison, register_comparison_class

from portal.web.readable import say

if TYPE_CHECKING:
    from wagtail.admin.views.generic import InspectView as _View
else:
    _View = object


def as_shown(value: Any) -> Any:
    """The value; a moment in words."""
    return say(value) if isinstance(value, datetime) else value


class ValueComparison(FieldComparison):
    """Comparison of a moment, a day, a number, or yes and no between two versions."""

    val_a: Any
    val_b: Any

    def __init__(self, field: models.Field, obj_a: models.Model, obj_b: models.Model) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = say(self.val_a), say(self.val_b)


class MomentsInspectMixin(_View):
    """For Wagtail's view that shows a row."""

    def get_field_display_value(self, field_name: str, field: models.Field | None) -> Any:
        return as_shown(super().get_field_display_value(field_name, field))


def compare_in_words() -> None:
    """Makes every comparison of such values speak of them in words."""
    for kind in (models.DateField, models.BooleanField, models.IntegerField, models.FloatField):
        register_comparison_class(kind, comparison_class=ValueComparison)

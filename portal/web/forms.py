"""Rules for every field of every form, our own, Wagtail's and allauth's alike: what is typed is clean and bounded."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.stream_block import StreamValue

from portal.look.forms import LookRenderer

from . import cleaning
from .streams import clean_stream

FIRST_YEAR = 1900
FIRST_YEAR_OF_HISTORY = 1000
YEARS_AHEAD = 50
MOST_LETTERS = 100_000  # Of one field; the longest page that we know has 30,000.


def validate_day(value: Any) -> None:
    """Refuses a day or a moment that nobody means: calendars and time zones end long before year 9999."""
    last_year = timezone.localdate().year + YEARS_AHEAD
    if not FIRST_YEAR <= value.year <= last_year:
        raise ValidationError(
            _("The year must be from %(first)d to %(last)d."), params={"first": FIRST_YEAR, "last": last_year}
        )


def validate_year(value: int) -> None:
    """Refuses a year in which nothing here was founded or named."""
    last_year = timezone.localdate().year + YEARS_AHEAD
    if not FIRST_YEAR_OF_HISTORY <= value <= last_year:
        raise ValidationError(
            _("The year must be from %(first)d to %(last)d."),
            params={"first": FIRST_YEAR_OF_HISTORY, "last": last_year},
        )


_longest = MaxLengthValidator(MOST_LETTERS)


def validate_length(value: Any) -> None:
    """Refuses a text longer than any that people write; some fields of text hold other things (a number, JSON)."""
    if isinstance(value, str):
        _longest(value)


BY_NAME = {  # Numbers whose name says what they are.
    re.compile(r"(^|_)year$|^used_(from|until)$"): (validate_year,),
    re.compile(r"^lat(itude)?$"): (MinValueValidator(-90), MaxValueValidator(90)),
    re.compile(r"^lon(gitude)?$"): (MinValueValidator(-180), MaxValueValidator(180)),
}


class GuardedBoundField(BoundField):
    """A field of a form whose text comes in clean, whose days are of our time and whose length has an end."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        _keep_within_bounds(field)
        _keep_number_within_bounds(field, name)

    @property
    def data(self) -> Any:
        value = super().data
        if isinstance(value, StreamValue):
            return clean_stream(value)
        clean = cleaning.of_form_field(self.field, self.name)
        return cleaning.clean_value(value, clean) if clean else value


def _keep_within_bounds(field: forms.Field) -> None:
    """Adds the validators of its kind to a form's own copy of a field, and to the parts of one that has parts."""
    for part in getattr(field, "fields", ()):
        _keep_within_bounds(part)
    if isinstance(field, forms.DateField | forms.DateTimeField):
        _add(field, validate_day)
    elif isinstance(field, forms.CharField) and field.max_length is None:
        _add(field, validate_length)


def _keep_number_within_bounds(field: forms.Field, name: str) -> None:
    if isinstance(field, forms.IntegerField):  # Numbers with a fraction are a kind of it.
        for pattern, validators in BY_NAME.items():
            for validator in validators if pattern.search(name) else ():
                _add(field, validator)


def _add(field: forms.Field, validator: Any) -> None:
    if validator not in field.validators:
        field.validators.append(validator)


class PortalRenderer(LookRenderer):
    """Draws forms in our look and guards their fields; FORM_RENDERER names it."""

    bound_field_class = GuardedBoundField

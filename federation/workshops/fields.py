"""Days, hours and whole numbers in the forms of workshops, read as people here write them."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.language import format_number, format_time
from portal.language.numbers import read_key
from portal.localisation.text import active_language
from portal.web import days
from portal.web.days import SHORT
from portal.web.forms import YEARS_AHEAD

from .rules import is_too_far, too_far_words

# As people here write them, and as machines do.
MOMENT_FORMATS = ["%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
TIME_FORMATS = ["%H:%M", "%H.%M", "%H"]


def validate_planned(day: date) -> None:
    """Refuses a day or moment further away than anybody plans. What no calendar holds, every form refuses."""
    on = day.date() if isinstance(day, datetime) else day  # Moments of forms are those of Asia/Almaty.
    if is_too_far(on) and on.year <= timezone.localdate().year + YEARS_AHEAD:
        raise ValidationError(too_far_words())


class WholeNumberField(forms.IntegerField):
    """Reads 120 000 as people write it, with any kind of space."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


# "120000", "120000,50", "120,000.50": one sign between groups of three, another before one or two places.
AMOUNT = re.compile(
    r"(\d+|\d{1,3}(?:,\d{3})+(?=\.|$)|\d{1,3}(?:\.\d{3})+(?=,|$))(?:[.,](\d{1,2}))?", re.ASCII
)


class AmountField(forms.DecimalField):
    """Tenge with tiyn, read as people write them: 120 000,50; shown as the reader's language writes numbers."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (text := "".join(value.split())):
            if not (read := AMOUNT.fullmatch(text)):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            whole = re.sub("[.,]", "", read[1])
            value = f"{whole}.{read[2]}" if read[2] else whole
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return format_number(value, active_language(), 0 if value == value.to_integral_value() else 2)


class HourField(forms.TimeField):
    """An hour of the day: 9:30, 09.30 or 9."""

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else format_time(value)


class RowsField(forms.ModelMultipleChoiceField):
    """Rows by their keys; a key that no row can have is a wrong choice, where a database would fail."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not read_key(str(key)):
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": str(key)[:30]},
                )
        return super().clean(value)


# Moments and numbers are lines of text, as days are (`portal.web.days`).


def number_field(label: Any, least: int, most: int, **options: Any) -> forms.IntegerField:
    """A whole number, with or without spaces between thousands."""
    return WholeNumberField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput({**SHORT, "inputmode": "numeric"}),
        error_messages={"invalid": _("Enter a whole number in digits.")},
        **options,
    )


def amount_field(label: Any, most_digits: int, **options: Any) -> forms.DecimalField:
    """An amount in tenge, 0 or more, with at most two places for tiyn."""
    return AmountField(
        label=label,
        min_value=0,
        max_digits=most_digits,
        decimal_places=2,
        widget=forms.TextInput({**SHORT, "inputmode": "decimal"}),
        error_messages={"invalid": _("Enter an amount in digits: 120 000 or 120 000,50.")},
        **options,
    )


def yes_no_field(label: Any, **options: Any) -> forms.NullBooleanField:
    """Yes, no, or nothing said yet."""
    field = forms.NullBooleanField(label=label, **options)
    field.widget.choices = [("unknown", "–"), ("true", _("Yes")), ("false", _("No"))]
    return field


def hour_field(label: Any) -> forms.TimeField:
    """An hour of the day in Asia/Almaty."""
    return HourField(
        label=label,
        help_text=_("For example 9:30."),
        widget=forms.TimeInput(SHORT),
        input_formats=TIME_FORMATS,
        error_messages={"invalid": _("Enter the hour: 9:30.")},
    )


def day_field(label: Any, required: bool = True) -> forms.DateField:
    """A day for which somebody plans."""
    return days.day_field(label, [validate_planned], required)


def moment_field(label: Any) -> forms.DateTimeField:
    """A day and an hour in Asia/Almaty."""
    return forms.DateTimeField(
        label=label,
        help_text=_("For example 09.12.2026 18:00."),
        widget=forms.DateTimeInput(SHORT, format=MOMENT_FORMATS[0]),
        input_formats=MOMENT_FORMATS,
        validators=[validate_planned],
        error_messages={"invalid": _("Enter the date and time: 09.12.2026 18:00.")},
    )

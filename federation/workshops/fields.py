"""Days, hours and whole numbers in the forms of workshops, read as people here write them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.language.numbers import read_key
from portal.web import days
from portal.web.days import SHORT
from portal.web.forms import YEARS_AHEAD

# As people here write them, and as machines do.
MOMENT_FORMATS = ["%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
YEARS_PLANNED = 10
MOST_DAYS = 100


def validate_planned(day: date) -> None:
    """Refuses a day or moment further away than anybody plans. What no calendar holds, every form refuses."""
    this_year = timezone.localdate().year
    if this_year + YEARS_PLANNED < day.year <= this_year + YEARS_AHEAD:
        raise ValidationError(_("A workshop can be planned at most ten years ahead."))


def days_error(first: date, last: date) -> str:
    """Returns the error in the two days of a workshop; empty when they may stand together."""
    if last < first:
        return gettext("The last day is before the first.")
    if (last - first).days >= MOST_DAYS:
        return gettext("A workshop can last at most 100 days.")
    return ""


class WholeNumberField(forms.IntegerField):
    """Reads 120 000 as people write it, with any kind of space."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


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

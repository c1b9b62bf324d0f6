"""Days in the forms of readers and members, read as people here write them.

A day is a line of text. The browser's own field speaks the browser's language instead of the page's, and sends nothing
at all when it cannot read what was typed: it could be neither kept nor corrected.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# As people here write them, and as machines do.
DATE_FORMATS = ["%d.%m.%Y", "%Y-%m-%d", "%d %m %Y", "%d/%m/%Y"]
SHORT = {"class": "input-short", "autocomplete": "off"}


def day_field(
    label: Any, validators: Iterable[Callable[[Any], None]] = (), required: bool = True
) -> forms.DateField:
    """A day, typed as 09.12.2026 or 2026-12-09."""
    return forms.DateField(
        label=label,
        help_text=_("For example 09.12.2026."),
        required=required,
        widget=forms.DateInput(SHORT, format=DATE_FORMATS[0]),
        input_formats=DATE_FORMATS,
        validators=[*validators],
        error_messages={"invalid": _("Enter the date as day, month and year: 09.12.2026.")},
    )

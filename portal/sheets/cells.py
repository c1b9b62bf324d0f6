"""Cells: a value as plain text, or as a number, day or moment that a spreadsheet can count with."""

import math
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from portal.language.cleaning import clean_text

Cell = str | int | float | Decimal | bool | date | datetime | time
EXACT = 10**15  # Spreadsheets keep 15 digits of a number.


def cell_of(value: object) -> Cell:
    """The value as a cell: nothing is empty text, a list is one text, text is without signs that break files."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _here(value).replace(microsecond=0)
    if isinstance(value, bool | date):
        return value
    if isinstance(value, int | float | Decimal):
        return value if math.isfinite(value) and -EXACT < value < EXACT else str(value)
    if isinstance(value, time):
        return value.replace(tzinfo=None)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(clean_text(str(part)) for part in value)
    return clean_text(str(value))


def _here(moment: datetime) -> datetime:
    """A moment as the clocks of Almaty show it, whichever zone is in force for the reader."""
    if timezone.is_naive(moment):
        return moment
    return timezone.make_naive(moment, timezone.get_default_timezone())

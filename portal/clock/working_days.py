"""Working days, by which the office counts how long something may wait."""

from collections.abc import Container
from datetime import date, timedelta

SATURDAY = 5
ONE = timedelta(days=1)


def is_working_day(day: date, holidays: Container[date] = frozenset()) -> bool:
    """True for a day from Monday to Friday that is none of the holidays."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_between(first: date, last: date, holidays: Container[date] = frozenset()) -> int:
    """Returns how many working days there are after the first day, up to the last one and with it."""
    days = (first + number * ONE for number in range(1, (last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)

"""Working days, by which the office counts how long something may wait."""

from datetime import date, timedelta

from portal.language import holidays_of

SATURDAY = 5
ONE = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """True for a day from Monday to Friday that is no public holiday of Kazakhstan, nor off in place of one."""
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


def working_days_between(first: date, last: date) -> int:
    """Returns how many working days there are after the first day, up to the last one and with it."""
    days = (first + number * ONE for number in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days))

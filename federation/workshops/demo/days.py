"""Working days of Kazakhstan: the days on which a demo workshop may be held and on which somebody decides about it."""

from datetime import date, timedelta

from portal.language import holidays_of

SATURDAY = 5
ONE = timedelta(days=1)


def is_working(day: date) -> bool:
    """True for a day from Monday to Friday that is no holiday."""
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


def working_from(day: date, length: int = 1) -> date:
    """The day, or the next one, with which that many working days in a row begin."""
    while not all(is_working(day + number * ONE) for number in range(length)):
        day += ONE
    return day


def working_until(day: date) -> date:
    """The day, or the last working day before it."""
    while not is_working(day):
        day -= ONE
    return day

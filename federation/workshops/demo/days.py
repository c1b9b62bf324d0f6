"""Working days of Kazakhstan: the days on which a demo workshop may be held and on which somebody decides about it."""

from datetime import date, timedelta
from functools import cache

# Public holidays, month and day. One on a weekend moves to the next working day (Labour Code, article 85).
HOLIDAYS = (
    (1, 1), (1, 2), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9), (7, 6), (8, 30), (10, 25), (12, 16),
)  # fmt: skip
CHRISTMAS = (1, 7)  # Free, but never moved.
# The first day of Kurban Ait, which follows the moon and is never moved: as reckoned; the day is announced each year.
KURBAN_AIT = {
    2026: (5, 27), 2027: (5, 16), 2028: (5, 5), 2029: (4, 24), 2030: (4, 13), 2031: (4, 2), 2032: (3, 22), 2033: (3, 11),
}  # fmt: skip
SATURDAY = 5
ONE = timedelta(days=1)


@cache
def days_off(year: int) -> frozenset[date]:
    """The free days of a year besides weekends."""
    holidays = [date(year, *day) for day in HOLIDAYS]
    off = {*holidays, date(year, *CHRISTMAS)}
    if year in KURBAN_AIT:
        off.add(date(year, *KURBAN_AIT[year]))
    for holiday in holidays:
        moved = holiday
        while holiday.weekday() >= SATURDAY and (moved in off or moved.weekday() >= SATURDAY):
            moved += ONE
        off.add(moved)
    return frozenset(off)


def is_working(day: date) -> bool:
    """True for a day from Monday to Friday that is no holiday."""
    return day.weekday() < SATURDAY and day not in days_off(day.year)


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

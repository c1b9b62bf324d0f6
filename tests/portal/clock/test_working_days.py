from datetime import date

import pytest

from portal.clock.working_days import is_working_day, working_days_between

MONDAY, FRIDAY, SATURDAY, SUNDAY = (
    date(2026, 11, 23),
    date(2026, 11, 27),
    date(2026, 11, 28),
    date(2026, 11, 29),
)


def test_a_working_day_is_neither_of_a_weekend_nor_a_holiday():
    assert [is_working_day(day) for day in (MONDAY, FRIDAY, SATURDAY, SUNDAY)] == [True, True, False, False]
    assert not is_working_day(date(2026, 12, 16))  # Independence Day, a Wednesday.


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, FRIDAY, 4),
        (FRIDAY, SUNDAY, 0),
        (FRIDAY, date(2026, 11, 30), 1),
        (SATURDAY, date(2026, 12, 3), 4),
        (FRIDAY, MONDAY, 0),
    ],
)
def test_the_first_day_does_not_count_and_the_last_does(first, last, number):
    assert working_days_between(first, last) == number


def test_holidays_do_not_count():
    assert working_days_between(date(2026, 12, 14), date(2026, 12, 18)) == 3

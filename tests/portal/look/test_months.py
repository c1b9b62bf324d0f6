"""A month as weeks, Monday first."""

import datetime as dt

from portal.look import months
from portal.look.components import Event

WORKSHOP = Event(dt.date(2026, 12, 9), dt.date(2026, 12, 15), "Семинар", "/w/")
DEADLINE = Event(dt.date(2026, 12, 9), dt.date(2026, 12, 9), "", kind="deadline")


def _days(events, today=None):
    return {day.number: day for week in months.weeks(2026, 12, events, today) for day in week if day}


def test_days_of_other_months_are_left_empty():
    assert [day and day.number for day in months.weeks(2026, 12, [])[0]] == [None, 1, 2, 3, 4, 5, 6]


def test_bar_breaks_at_the_end_of_the_week():
    days = _days([WORKSHOP])
    assert [number for number, day in days.items() if day.is_start] == [9, 14]
    assert [number for number, day in days.items() if day.is_end] == [13, 15]


def test_workshop_wins_its_day_from_a_deadline():
    assert _days([DEADLINE, WORKSHOP])[9].classes == "day-workshop day-start"


def test_deadline_alone_is_underlined():
    assert _days([DEADLINE])[9].classes == "day-deadline"


def test_today_is_marked():
    assert _days([], dt.date(2026, 12, 3))[3].classes == "day-today"

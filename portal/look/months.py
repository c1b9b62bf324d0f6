"""A month as a table of weeks, Monday first, with what happens on its days."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from .components import Event


@dataclass(frozen=True)
class Day:
    """A day of a month: what falls on it, and whether it opens or closes a bar (bars break at the week's end)."""

    number: int
    date: dt.date
    href: str = ""
    title: str = ""
    language: str = ""
    kind: str = ""
    is_start: bool = False
    is_end: bool = False
    is_deadline: bool = False
    is_today: bool = False

    @property
    def classes(self) -> str:
        """Return the classes of its cell."""
        marks = [
            (f"day-{self.kind}", bool(self.kind)), ("day-start", self.is_start), ("day-end", self.is_end),
            ("day-deadline", self.is_deadline), ("day-today", self.is_today),
        ]  # fmt: skip
        return " ".join(name for name, is_on in marks if is_on)


def _day(date: dt.date, events: list[Event], today: dt.date | None) -> Day:
    for event in sorted(events, key=lambda event: event.kind == "deadline"):
        if not event.start <= date <= event.end:
            continue
        is_deadline = event.kind == "deadline"
        return Day(
            date.day, date, event.href, str(event.title), event.language, "" if is_deadline else event.kind,
            not is_deadline and (date == event.start or date.weekday() == 0),
            not is_deadline and (date == event.end or date.weekday() == 6), is_deadline, date == today,
        )  # fmt: skip
    return Day(date.day, date, is_today=date == today)


def weeks(
    year: int, month: int, events: Iterable[Event], today: dt.date | None = None
) -> list[list[Day | None]]:
    """Return the weeks of a month; None stands for a day of another month.

    Where several events fall on a day a deadline gives way.
    """
    known = list(events)
    return [
        [_day(date, known, today) if date.month == month else None for date in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]


def first_week() -> list[dt.date]:
    """Return seven days from a Monday, to name the columns."""
    return [dt.date(2024, 1, 1) + dt.timedelta(days=day) for day in range(7)]

"""A month as a table of weeks, Monday first, with what happens on its days."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


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


def _read(event: Any, name: str, default: Any = None) -> Any:
    value = event.get(name) if isinstance(event, dict) else getattr(event, name, None)
    return default if value is None else value


def _day(date: dt.date, events: list[Any], today: dt.date | None) -> Day:
    for event in sorted(events, key=lambda event: _read(event, "kind", "workshop") == "deadline"):
        start, end = _read(event, "start"), _read(event, "end") or _read(event, "start")
        if not start <= date <= end:
            continue
        kind = _read(event, "kind", "workshop")
        is_deadline = kind == "deadline"
        return Day(
            date.day, date, str(_read(event, "href", "")), str(_read(event, "title", "")),
            str(_read(event, "language", "")), "" if is_deadline else kind,
            not is_deadline and (date == start or date.weekday() == 0),
            not is_deadline and (date == end or date.weekday() == 6), is_deadline, date == today,
        )  # fmt: skip
    return Day(date.day, date, is_today=date == today)


def weeks(
    year: int, month: int, events: Iterable[Any], today: dt.date | None = None
) -> list[list[Day | None]]:
    """Return the weeks of a month; None stands for a day of another month.

    An event has start, end, href, title, the title's language and kind (workshop, cascade or deadline); a workshop
    wins its day.
    """
    known = list(events)
    return [
        [_day(date, known, today) if date.month == month else None for date in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]


def first_week() -> list[dt.date]:
    """Return seven days from a Monday, to name the columns."""
    return [dt.date(2024, 1, 1) + dt.timedelta(days=day) for day in range(7)]

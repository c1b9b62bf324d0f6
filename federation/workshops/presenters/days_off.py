"""The days of a workshop on which people do not work: said before it is submitted, and never in the way."""

from datetime import date, timedelta

from portal.language import format_date, holiday_name, weekday_name
from portal.localisation.text import active_language
from portal.look.components import Link

from ..models.workshop import Workshop

SATURDAY = 5


def days_off_of(workshop: Workshop) -> list[Link]:
    """The Saturdays, Sundays and public holidays among a workshop's days, in words; none while they are not known."""
    first, last = workshop.starts_on, workshop.ends_on
    return days_off(first, last or first) if first and workshop.is_dated else []


def days_off(first: date, last: date) -> list[Link]:
    """The Saturdays, Sundays and public holidays from `first` to `last`, both included, in words."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [Link(words) for day in days if (words := _words(day))]


def _words(day: date) -> str:
    """The day with its name in the week and that of its holiday; empty for a working day."""
    language = active_language()
    weekday = weekday_name(day, language) if day.weekday() >= SATURDAY else ""
    remarks = ", ".join(filter(None, [weekday, holiday_name(day, language)]))
    return f"{format_date(day, language)}: {remarks}" if remarks else ""

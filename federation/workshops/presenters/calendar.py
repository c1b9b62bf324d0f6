"""The month beside the list of workshops."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.caching.cache import cached
from portal.language import (
    TIME_ZONE,
    format_month,
)
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Event

from ..enums import WORKSHOPS_SCOPE, WorkshopState
from ..models.workshop import Workshop

MOST_EVENTS = 200  # In one month of the calendar: it has 31 days to show them on.


@dataclass(frozen=True)
class Neighbour:
    """The month before or after one: its name, and its `value` in the address."""

    value: str
    title: str


@dataclass(frozen=True)
class CalendarMonth:
    """A month of the calendar, what happens in it, and the months beside it."""

    year: int
    month: int
    today: date
    events: list[Event]
    before: Neighbour
    after: Neighbour


def calendar_month(wanted: str, today: date) -> CalendarMonth:
    """A month of the calendar, `wanted` as "2026-12" or else this one, with what happens in it and its neighbours."""
    first = _first_of(wanted) or today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return CalendarMonth(
        year=first.year,
        month=first.month,
        today=today,
        events=cached(
            "workshops.month", lambda: _events(first, after), first.isoformat(), depends_on=[WORKSHOPS_SCOPE]
        ),
        before=_neighbour(before),
        after=_neighbour(after),
    )


def _neighbour(first: date) -> Neighbour:
    return Neighbour(f"{first:%Y-%m}", format_month(first.year, first.month, active_language()))


def _first_of(wanted: str) -> date | None:
    try:
        first = datetime.strptime(wanted, "%Y-%m").date()  # noqa: DTZ007 Only the day is kept.
    except ValueError:
        return None
    return first if 2000 <= first.year <= 2100 else None


def _closing_words(title: LocalisedText) -> str:
    """The name of a deadline, all of it in the language of the title: a label is read out in one language."""
    with override(title.language or active_language()):
        return _("Booking closes: %(title)s") % {"title": title.text}


def _events(first: date, after: date) -> list[Event]:
    held = Workshop.objects.public().exclude(state=WorkshopState.CANCELLED)
    rows = held.filter(starts_on__lt=after, ends_on__gte=first, date_precision="day")
    closing = held.filter(
        applications_close_at__gte=datetime.combine(first, datetime.min.time(), TIME_ZONE),
        applications_close_at__lt=datetime.combine(after, datetime.min.time(), TIME_ZONE),
    )
    with_words = [found.prefetch_related("descriptions")[:MOST_EVENTS] for found in (rows, closing)]
    events = [
        Event(w.days[0], w.days[1], w.title.text, w.url, language=w.title.language) for w in with_words[0]
    ]
    for w in with_words[1]:
        day = timezone.localdate(w.applications_close_at)
        events.append(Event(day, day, _closing_words(w.title), w.url, "deadline", w.title.language))
    return events

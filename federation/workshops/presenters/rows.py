"""Presenters of workshops in lists, and words that the page of one workshop shares with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.caching.cache import cached
from portal.language import (
    format_date,
    format_month,
    format_number,
    language_name,
)
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language
from portal.look.components import Fact, HiddenField, IconFact, Link, Row, Tab
from portal.look.drawing import dot_map
from portal.look.templatetags.look import date_tile

from ..enums import REGISTRATION_BADGES, WORKSHOPS_SCOPE, KeptFor, RegistrationState
from ..filters import ListRequest, calendar_filters
from ..models.workshop import Workshop
from .calendar import calendar_month

TOPICS_LENGTH = 110  # Letters of topics named in a row: two lines on a telephone.


@dataclass(frozen=True)
class WorkshopRow(Row):
    """A workshop in a list, and the month under which it stands."""

    month: str = ""


@dataclass(frozen=True)
class Month:
    """The workshops of one month."""

    title: str
    rows: list[WorkshopRow]


@dataclass(frozen=True)
class Subscription:
    """The addresses of the calendars: of all workshops, of those `chosen` in the list, of each region and language."""

    url: str
    chosen_url: str
    chosen_words: str
    webcal_url: str  # Of the chosen: opens the reader's own calendar program.
    calendars: list[Link]


def list_context(asked: ListRequest, page: Page) -> dict[str, Any]:
    """Returns the context of the list's template."""
    filters = asked.filters
    rows = [row_of(workshop, workshop.registration) for workshop in page.object_list]
    count = ngettext("%(count)s workshop", "%(count)s workshops", filters.found) % {"count": filters.found}
    return {
        "filters": filters,
        "is_past": asked.is_past,
        "months": _by_month(row for row in rows if not row.is_demo),
        "fictional_months": _by_month(row for row in rows if row.is_demo),
        "fictional_words": _("Fictional workshops, for demonstration: %(count)s")
        % {"count": format_number(filters.fictional, active_language())},
        "results": page,
        "count_words": count,
        "of_words": _("of %(total)s") % {"total": filters.total} if filters.is_active else "",
        "tabs": _tabs(asked),
        "hidden": [HiddenField("when", "past")] if asked.is_past else [],
        "reset_url": "?when=past" if asked.is_past else ".",
        "calendar": calendar_month(asked.query.get("calendar", ""), timezone.localdate(asked.now)),
        "subscription": _subscription(asked),
        "project_url": section_url(Workshop.section, "project-2010/"),
        "host_url": reverse("workshops:new"),
    }


def _by_month(rows: Iterable[WorkshopRow]) -> list[Month]:
    return [Month(title, list(group)) for title, group in groupby(rows, lambda row: row.month)]


def _subscription(asked: ListRequest) -> Subscription:
    filters = calendar_filters(asked.query)
    every = section_url(Workshop.section, "calendar.ics")
    pairs = [(name, value) for name, values in filters.chosen.items() for value in values]
    chosen = f"{every}?{urlencode(pairs)}" if pairs else every
    host = settings.WAGTAILADMIN_BASE_URL.partition("://")[2]
    return Subscription(
        url=every,
        chosen_url=chosen,
        chosen_words=", ".join(str(chip.label) for chip in filters.chips),
        webcal_url=f"webcal://{host}{chosen}",
        # Also of regions where nothing is planned: who subscribes there hears of the first one.
        calendars=[
            Link(label, f"{every}?{urlencode([(item.name, value)])}")
            for item in filters.filters
            for value, label in item.options.items()
        ],
    )


def _tabs(asked: ListRequest) -> list[Tab]:
    today = timezone.localdate(asked.now)
    counts = cached("workshops.tabs", lambda: _count_tabs(today), today, depends_on=[WORKSHOPS_SCOPE])
    return [
        Tab(_("Upcoming"), ".", not asked.is_past, **counts[0]),
        Tab(_("Past and cancelled"), "?when=past", asked.is_past, **counts[1]),
    ]


def _count_tabs(today: date) -> list[dict[str, int]]:
    """Counts the real and the invented workshops to come, and those that are over."""
    rows = Workshop.objects.public()
    return [
        dict(tab.aggregate(count=Count("pk", Q(is_demo=False)), fictional=Count("pk", Q(is_demo=True))))
        for tab in (rows.upcoming(today), rows.past(today))
    ]


def row_of(workshop: Workshop, state: str) -> WorkshopRow:
    """One row of a public list of workshops."""
    title = workshop.title
    facts = place_facts(workshop)
    if workshop.working_language:
        facts.append(IconFact("globe", language_name(workshop.working_language, active_language())))
    return WorkshopRow(
        title=title,
        url=workshop.url,
        text=topic_words(workshop),
        facts=[fact for fact in facts if fact.text],
        state=REGISTRATION_BADGES[RegistrationState(state)],
        state_label=str(RegistrationState(state).label),
        status_text=status_words(workshop, state),
        face=tile_of(workshop),
        side=dot_of(workshop),
        language=title.language,
        month=_month_of(workshop),
        is_demo=workshop.is_demo,
    )


def place_facts(workshop: Workshop) -> list[IconFact]:
    """Where a workshop is held, for a row: a place, a link, or both; nothing while no place is said."""
    place = _("Online") if workshop.is_online else workshop.place
    facts = [IconFact("pin", place)] if place else []
    if workshop.is_hybrid:
        facts.append(IconFact("globe", _("also online")))
    return facts


def held_as(workshop: Workshop) -> Fact:
    """How a workshop is held, for a list of facts, where its place does not say it."""
    words = workshop.get_attendance_mode_display() if workshop.is_hybrid else ""
    return Fact(pgettext("how a workshop is held", "Format"), words)


def _month_of(workshop: Workshop) -> str:
    day = workshop.starts_on
    if day is None:
        return ""
    return format_month(day.year, day.month, active_language()) if workshop.is_dated else str(day.year)


def tile_of(workshop: Workshop) -> SafeString:
    """The workshop's face: its days, or a card with the year alone."""
    if workshop.is_dated:
        return date_tile(*workshop.days, foot=length_words(workshop))
    return SafeString("")


def dot_of(workshop: Workshop, size: str = "") -> SafeString:
    """The place on the map; nothing for a workshop without one."""
    region = workshop.region
    if workshop.is_online or region is None:
        return SafeString("")
    return dot_map(region.lon, region.lat, size)


def length_words(workshop: Workshop) -> str:
    """Returns the length in days, in words; empty while that is not known."""
    count = workshop.length
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count} if count else ""


def status_words(workshop: Workshop, state: str) -> str:
    """Returns the line about places now, beside the badge; no line begins with the dot between its parts."""
    return _status_words(workshop, state).replace(" · ", "\u00a0· ")


def _status_words(workshop: Workshop, state: str) -> str:
    language = active_language()
    opens, closes = workshop.applications_open_at, workshop.applications_close_at
    if state in (RegistrationState.OPEN, RegistrationState.KEPT) and closes:
        words = _("%(free)s of %(all)s places left · book by %(date)s") % {
            "free": workshop.free_places,
            "all": workshop.capacity,
            "date": format_date(closes, language),
        }
        kept = workshop.kept_free(timezone.localdate())
        return " · ".join(filter(None, [words, kept_words(workshop, kept)]))
    if state == RegistrationState.FULL:
        count = workshop.waiting_count
        if not count:
            return _("All places are taken")
        return ngettext(
            "All places are taken · %(count)s person waiting",
            "All places are taken · %(count)s people waiting",
            count,
        ) % {"count": count}
    if state == RegistrationState.COMING and opens:
        return _("Booking from %(date)s") % {"date": format_date(opens, language)}
    return ""


def kept_words(workshop: Workshop, count: int | None) -> str:
    """How many places are kept, for whom and until when, in words; empty for none."""
    if not count or not workshop.kept_until:
        return ""
    words = (
        _("kept for members of the federation: %(count)s (until %(date)s)")
        if workshop.kept_for == KeptFor.MEMBERS
        else _("kept for the host’s region: %(count)s (until %(date)s)")
    )
    return words % {"count": count, "date": format_date(workshop.kept_until, active_language())}


def topic_words(workshop: Workshop) -> str:
    """The topics and whole modules in one line: by name in the reader's language while there is room, the rest by
    their codes.
    """
    language = active_language()
    named: list[str] = []
    codes: list[str] = []
    for topic in (*workshop.topics.all(), *workshop.modules.all()):
        words = f"{topic.code} {topic.title}"
        has_room = not codes and len("; ".join([*named, words])) <= TOPICS_LENGTH
        if topic.title.language == language and has_room:
            named.append(words)
        else:
            codes.append(topic.code)
    if not named:
        return _("Topics %(codes)s") % {"codes": ", ".join(codes)} if codes else ""
    more = _("also %(codes)s") % {"codes": ", ".join(codes)} if codes else ""
    return "; ".join(filter(None, [*named, more]))

"""Workshops as iCalendar (RFC 5545): one event a workshop, at its hours or on whole days, the same UID for ever."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vDuration, vText

from portal.health.rows import each
from portal.language import clean_text
from portal.localisation.text import active_language
from portal.mail.fields import readable

from .enums import WorkshopState
from .models.workshop import Workshop

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Federation of Libraries of Kazakhstan//Workshops//"
REFRESH_HOURS = 6
# All of Kazakhstan is at UTC+5.
ONE_ZONE_SINCE = datetime(2024, 3, 1)  # noqa: DTZ001 Local time, as rules of a zone must be (RFC 5545, 3.6.5).
EAST_BEFORE, EAST = timedelta(hours=6), timedelta(hours=5)


def calendar_of(workshops: Iterable[Workshop], name: str, shows_link: bool = False) -> bytes:
    """A calendar of workshops in the reader's language, to be read again and again; with their links only for who may
    read those (`rules.knows_link`).

    A workshop whose hours are known is an event of its first day in Asia/Almaty, repeated daily; else its days are DATE
    values (floating), and DTEND is the day after the last, as the standard asks.
    The rules of the time zone are always there: a calendar must hold one component at least (RFC 5545, section 3.4).
    """
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", vText(clean_text(name)))  # Else its commas and line ends are not escaped.
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", timedelta(hours=REFRESH_HOURS), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(timedelta(hours=REFRESH_HOURS)))  # Else 6:00:00.
    calendar.add_component(_time_zone())
    for event in each(workshops, lambda workshop: _event(workshop, shows_link), "calendar"):
        calendar.add_component(event)
    return calendar.to_ical()


def sent_event(workshop: Workshop, shows_link: bool = False) -> bytes:
    """The event in the reader's language as a letter carries it: calendar programs know it by its UID, take the later
    SEQUENCE, and take a cancelled one out (RFC 5546, 3.2.1 and 3.2.5).
    """
    calendar, event = _calendar(method_of(workshop)), _event(workshop, shows_link)
    if "organizer" not in event:  # It must say one (RFC 5546, 3.2).
        event.add("organizer", vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"))
    calendar.add_component(_time_zone())
    calendar.add_component(event)
    return calendar.to_ical()


def method_of(workshop: Workshop) -> str:
    """What the file in a letter asks of calendar programs: nobody is asked to answer, so it is no REQUEST."""
    return "CANCEL" if workshop.state == WorkshopState.CANCELLED else "PUBLISH"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}{active_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def calendar_response(content: bytes, filename: str) -> HttpResponse:
    """The calendar as an answer that a calendar program or a telephone opens."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def uid_of(workshop: Workshop) -> str:
    """The event's identity, the same in every language and feed, whatever else changes."""
    return f"workshop-{workshop.form_token}@workshops.federation"


def _time_zone() -> Timezone:
    rule = TimezoneStandard()
    rule.add("dtstart", ONE_ZONE_SINCE)
    rule.add("tzoffsetfrom", EAST_BEFORE)
    rule.add("tzoffsetto", EAST)
    rule.add("tzname", "+05")
    zone = Timezone()
    zone.add("tzid", settings.TIME_ZONE)
    zone.add_component(rule)
    return zone


def _event(workshop: Workshop, shows_link: bool) -> Event:
    language = active_language()
    words = workshop.description_in(language)
    event = Event()
    event.add("uid", uid_of(workshop))
    changed_at = workshop.calendar_changed_at or workshop.updated_at
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    _add_times(event, workshop)
    event.add("sequence", workshop.calendar_sequence)
    event.add("status", "CANCELLED" if workshop.state == WorkshopState.CANCELLED else "CONFIRMED")
    event.add(
        "summary",
        clean_text(workshop.title.text),
        parameters={"LANGUAGE": workshop.title.language or language},
    )
    event.add("location", clean_text(_location(workshop)))
    _add_contact(event, workshop)
    event.add("url", f"{settings.WAGTAILADMIN_BASE_URL}{workshop.url}")
    event.add("transp", "TRANSPARENT")
    parts = [
        _("Fictional, for demonstration") if workshop.is_demo else "",
        words.summary if words else "",
        workshop.hours.text,
        _("Host: %(name)s") % {"name": workshop.host_words} if workshop.host_words else "",
        workshop.link if shows_link else "",
        f"{settings.WAGTAILADMIN_BASE_URL}{workshop.url}",
    ]
    event.add("description", clean_text("\n".join(part for part in parts if part)))
    return event


def _add_times(event: Event, workshop: Workshop) -> None:
    """The hours of each day as one event that is repeated, so that a calendar takes and moves it as one; else the days
    as a whole.
    """
    first, last = workshop.days
    if not (workshop.begins_at and workshop.ends_at):
        event.add("dtstart", first)
        event.add("dtend", _day_after(last))
        return
    zone = {"TZID": settings.TIME_ZONE}
    for name, at in (("dtstart", workshop.begins_at), ("dtend", workshop.ends_at)):
        event.add(name, datetime.combine(first, at), parameters=zone)
    if first != last:
        event.add("rrule", {"freq": "daily", "count": (last - first).days + 1})


def _add_contact(event: Event, workshop: Workshop) -> None:
    """Whom to ask, until it is over (RFC 5545, 3.8.4.2, 3.8.4.3); calendar programs send answers to that address."""
    if workshop.is_over(timezone.localdate()):
        return
    if words := contact_words(workshop):
        event.add("contact", clean_text(words))
    if workshop.contact_email:
        name = workshop.contact_name or (workshop.organiser.name.text if workshop.organiser else "")
        event.add(
            "organizer", vCalAddress(f"mailto:{workshop.contact_email}"), parameters={"CN": clean_text(name)}
        )


def contact_words(workshop: Workshop) -> str:
    """The contact for questions in one line; "" when there is none."""
    parts = (workshop.contact_name, workshop.contact_phone, readable(workshop.contact_email))
    return ", ".join(part for part in parts if part)


def _location(workshop: Workshop) -> str:
    online = _("Online")
    if workshop.is_online:
        return online
    parts = [workshop.venue.text, workshop.address.text, workshop.place.text]
    return ", ".join(part for part in [*parts, online if workshop.is_hybrid else ""] if part)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)

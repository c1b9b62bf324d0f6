"""Linked data of workshops and projects, in schema.org's words."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from portal.content.linked_data import shortened
from portal.discovery.share_pictures import picture_url
from portal.language import TIME_ZONE
from portal.localisation.text import active_language

from .enums import OVER_STATES, AttendanceMode, RegistrationState, WorkshopState

if TYPE_CHECKING:
    from .models.project import Project
    from .models.workshop import Workshop

SCHEMA = "https://schema.org/"
ATTENDANCE = {
    AttendanceMode.ON_SITE: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.HYBRID: "MixedEventAttendanceMode",
}


def event_of(workshop: "Workshop") -> dict[str, Any]:
    """An Event with its days, place, organiser and free places. Days that are not known are not given.

    One that is over or cancelled offers no place and has none left.
    """
    words = workshop.description_in()
    is_cancelled = workshop.state == WorkshopState.CANCELLED
    is_over = workshop.registration_state() in OVER_STATES
    return {
        "@type": "Event",
        "@id": workshop.url,
        "url": workshop.url,
        "name": workshop.title.text,
        "description": words.summary if words else "",
        "disambiguatingDescription": _("Fictional, for demonstration") if workshop.is_demo else "",
        "startDate": _day(workshop.starts_on, workshop.begins_at, workshop),
        "endDate": _day(workshop.ends_on, workshop.ends_at, workshop),
        "eventStatus": f"{SCHEMA}{'EventCancelled' if is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}{ATTENDANCE[AttendanceMode(workshop.attendance_mode)]}",
        "location": _locations(workshop),
        "organizer": _organiser(workshop, is_over),
        "inLanguage": workshop.working_language,
        "maximumAttendeeCapacity": workshop.capacity,
        "remainingAttendeeCapacity": workshop.capacity and not is_over and workshop.free_places,
        "offers": _offer(workshop),
        "isAccessibleForFree": None if workshop.fee is None else workshop.is_free,
        "image": picture_url(workshop, active_language()),
    }


def _offer(workshop: "Workshop") -> dict[str, Any]:
    """Returns the offer of places: when and where one asks for one, and what it costs where that is said."""
    state = workshop.registration_state()
    if state in OVER_STATES or not (workshop.applications_open_at and workshop.applications_close_at):
        return {}
    is_open = state in (RegistrationState.OPEN, RegistrationState.KEPT, RegistrationState.COMING)
    return {
        "@type": "Offer",
        "url": workshop.url,
        "availability": f"{SCHEMA}{'InStock' if is_open else 'SoldOut'}",
        "validFrom": workshop.applications_open_at.isoformat(),
        "validThrough": workshop.applications_close_at.isoformat(),
        **({} if workshop.fee is None else {"price": str(workshop.fee), "priceCurrency": "KZT"}),
    }


def _day(day: date | None, at: time | None, workshop: "Workshop") -> str:
    """A day, with its hour where that is known; the year alone where no more is known."""
    if day is None:
        return ""
    if not workshop.is_dated:
        return str(day.year)
    return datetime.combine(day, at, TIME_ZONE).isoformat() if at else day.isoformat()


def _locations(workshop: "Workshop") -> dict[str, Any] | list[dict[str, Any]]:
    """Where one takes part. The link itself is never public: who reads the workshop's page is told how to get it."""
    online = {"@type": "VirtualLocation", "url": workshop.url}
    if workshop.is_online:
        return online
    hall = _hall(workshop)
    return [each for each in (hall, online) if each] if workshop.is_hybrid else hall


def _hall(workshop: "Workshop") -> dict[str, Any]:
    host = workshop.named_host
    if not (workshop.place or workshop.venue or host):
        return {}
    return {
        "@type": "Place",
        "name": workshop.venue.text or (host.name.text if host else workshop.place.text),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": workshop.address.text,
            "addressLocality": workshop.place.text,
            "addressRegion": workshop.region.name.text if workshop.region else "",
            "addressCountry": "KZ",
        },
    }


def _organiser(workshop: "Workshop", is_over: bool) -> dict[str, Any]:
    """The organiser, with whom everybody may ask until the workshop is over."""
    found = _organisation(workshop.named(workshop.organiser))
    contact = {
        "name": workshop.contact_name,
        "telephone": workshop.contact_phone,
        "email": workshop.contact_email,
    }
    if not found or is_over or not any(contact.values()):
        return found
    return {**found, "contactPoint": {"@type": "ContactPoint", **contact}}


def _organisation(organisation: Organisation | None) -> dict[str, Any]:
    if organisation is None:
        return {}
    return {"@type": "Organization", "@id": organisation.url, "name": organisation.name.text}


def project_data(project: "Project") -> dict[str, Any]:
    """A Project with its goal and who carried it."""
    words = project.description_in()
    organisation = project.organisation if project.organisation and project.organisation.is_public else None
    return {
        "@type": "Project",
        "@id": project.url,
        "url": project.url,
        "name": project.title.text,
        "description": shortened(words.goal) if words else "",
        "foundingDate": str(project.year),
        "member": _organisation(organisation),
    }

"""What letters about a workshop say of it, and the calendar file that goes with those about a place."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from portal.localisation.text import LocalisedText
from portal.look.components import Fact
from portal.mail.attaching import Attachment

from ..feeds import CONTENT_TYPE, contact_words, method_of, sent_event
from ..models.workshop import Workshop


def facts_of(workshop: Workshop) -> list[Fact]:
    """Whatever one must know to come: when, where, and whom to ask."""
    language = workshop.working_language
    host = workshop.named(workshop.host)
    return [
        Fact(_("Workshop"), workshop.title),
        Fact(_("Organiser"), workshop.organiser.name if workshop.organiser else ""),
        Fact(_("Dates"), workshop.dates),
        Fact(_("Daily hours"), LocalisedText(workshop.hours, language)),
        Fact(_("Place"), _("Online") if workshop.is_online else workshop.place),
        Fact(_("Venue"), LocalisedText(workshop.venue, language)),
        Fact(_("Address"), LocalisedText(workshop.address, language)),
        Fact(_("Host"), host.name if host and host != workshop.organiser else ""),
        Fact(_("Contact for questions"), LocalisedText(contact_words(workshop), language)),
    ]


def calendar_file(workshop: Workshop) -> list[Attachment]:
    """The event as a file for calendar programs, which know it by its UID and take the later SEQUENCE; none without
    days.
    """
    if not workshop.is_dated:
        return []
    content_type = f"{CONTENT_TYPE}; method={method_of(workshop)}"  # RFC 6047, 2.4.
    return [Attachment(f"{workshop.slug}.ics", content_type, ContentFile(sent_event(workshop)))]

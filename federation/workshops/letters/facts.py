"""What letters about a workshop say of it, and the calendar file that goes with those about a place."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from portal.localisation.text import LocalisedText
from portal.look.components import Fact
from portal.mail.attaching import Attachment

from ..feeds import CONTENT_TYPE, contact_words, method_of, sent_event
from ..models.workshop import Workshop


def facts_of(workshop: Workshop, *, shows_link: bool = False) -> list[Fact]:
    """Whatever one must know to come: when, where, what to bring, and whom to ask; the link for those alone who may
    read it (`rules.knows_link`).
    """
    words = workshop.description_in()
    return [
        Fact(_("Workshop"), workshop.title),
        Fact(_("Organiser"), workshop.organiser.name if workshop.organiser else ""),
        Fact(_("Dates"), workshop.dates),
        Fact(_("Daily hours"), workshop.hours),
        Fact(_("Place"), _("Online") if workshop.is_online else workshop.place),
        Fact(_("Venue"), workshop.venue),
        Fact(_("Address"), workshop.address),
        Fact(_("Host"), workshop.host_words),
        Fact(_("Link to take part"), workshop.link if shows_link else ""),
        Fact(_("What to bring"), LocalisedText(words.to_bring, words.language) if words else ""),
        Fact(_("Contact for questions"), LocalisedText(contact_words(workshop), workshop.working_language)),
    ]


def calendar_file(workshop: Workshop, shows_link: bool = False) -> list[Attachment]:
    """The event as a file for calendar programs, which know it by its UID and take the later SEQUENCE; none without
    days.
    """
    if not workshop.is_dated:
        return []
    content_type = f"{CONTENT_TYPE}; method={method_of(workshop)}"  # RFC 6047, 2.4.
    return [Attachment(f"{workshop.slug}.ics", content_type, ContentFile(sent_event(workshop, shows_link)))]

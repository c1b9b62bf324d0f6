"""The words around what an organiser writes to participants."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.language import language_name
from portal.localisation.text import active_language
from portal.look.components import Link
from portal.mail.registry import Facts, writer

from ..models.participation import Participation
from ..models.workshop_letter import WorkshopLetter
from .facts import facts_of
from .kinds import ASKED

PARTICIPANTS_WRITER = "workshops.to_participants"
PARTICIPANTS_TEMPLATE = "mail/workshops/to_participants"


@writer(PARTICIPANTS_WRITER)
def to_participants(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """Writes the e-mail to one participant. None when the letter was deleted, or its reader erased, meanwhile."""
    letter = WorkshopLetter.objects.filter(pk=facts["letter"]).select_related("workshop__organiser").first()
    rows = Participation.objects.select_related("person").filter(pk=facts["participation"])
    participation = rows.first()
    if letter is None or participation is None or participation.person.is_forgotten:
        return None
    return PARTICIPANTS_TEMPLATE, words_around(letter, has_account=participation.person.user_id is not None)


def words_around(letter: WorkshopLetter, *, has_account: bool) -> dict[str, Any]:
    """The context of the e-mail in the reader's language: for the letter, and for its preview."""
    workshop, language = letter.workshop, active_language()
    text = letter.text
    address = reverse("workshops:write_to_organiser", args=[workshop.slug])
    return {
        "subject": letter.subject,
        "text": text,
        "organiser": workshop.organiser,
        "workshop": workshop,
        "in_language": language_name(text.language, language) if text.language != language else "",
        "facts": facts_of(workshop),
        "action": Link(_("Write to the organiser"), f"{settings.WAGTAILADMIN_BASE_URL}{address}")
        if has_account
        else None,
        "has_account": has_account,
        "why": str(ASKED),
    }

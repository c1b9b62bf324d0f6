"""Headings of the parts of a workshop's page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..enums import RegistrationState
from ..models.workshop import Workshop


@dataclass(frozen=True)
class Headings:
    """The words over who a workshop is for, what one learns and who pays."""

    for_whom: str
    outcomes: str
    money: str


def headings_of(workshop: Workshop, state: str) -> Headings:
    """Returns the headings of a workshop's page in the tense that is true now."""
    if workshop.is_historic:
        return Headings(_("Who took part"), _("Results"), _("Who paid"))
    if state == RegistrationState.CANCELLED:
        return Headings(_("Who it was meant for"), _("What was to be learned"), _("Who was to pay"))
    if state == RegistrationState.PAST:
        return Headings(_("Who it was for"), _("What was taught"), _("Who paid"))
    return Headings(_("Who it is for"), _("What you will learn"), _("Who pays"))

"""Headings of the parts of a workshop's page."""

from django.utils.translation import gettext as _

from ..enums import RegistrationState
from ..models.workshop import Workshop


def headings_of(workshop: Workshop, state: str) -> dict[str, str]:
    """Returns the headings over who it is for, what one learns and who pays: in the tense that is true now."""
    if workshop.is_historic:
        return {"for_whom": _("Who took part"), "outcomes": _("Results"), "money": _("Who paid")}
    if state == RegistrationState.CANCELLED:
        return {
            "for_whom": _("Who it was meant for"),
            "outcomes": _("What was to be learned"),
            "money": _("Who was to pay"),
        }
    if state == RegistrationState.PAST:
        return {"for_whom": _("Who it was for"), "outcomes": _("What was taught"), "money": _("Who paid")}
    return {"for_whom": _("Who it is for"), "outcomes": _("What you will learn"), "money": _("Who pays")}

"""What a participant pays and gets, in words."""

from django.utils.translation import gettext as _

from portal.language import format_money
from portal.localisation.text import active_language
from portal.look.components import Fact

from ..enums import Cover
from ..models.workshop import Workshop


def conditions_of(workshop: Workshop) -> list[Fact]:
    """What a participant pays and gets, line by line; what was not said is left out."""
    return [
        Fact(_("Fee"), fee_words(workshop)),
        Fact(_("Travel"), _cover(workshop.travel)),
        Fact(_("Accommodation"), _cover(workshop.lodging)),
        Fact(_("Meals"), _cover(workshop.meals)),
        Fact(_("Step-free access"), _yes_or_no(workshop.is_step_free)),
        Fact(_("Certificate"), _yes_or_no(workshop.gives_certificate)),
    ]


def fee_words(workshop: Workshop) -> str:
    """What taking part costs, in words; empty while that is not said."""
    if workshop.fee is None:
        return ""
    return _("Free of charge") if workshop.is_free else format_money(workshop.fee, active_language())


def _cover(value: str) -> str:
    return str(Cover(value).label) if value else ""


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else _("Yes") if value else _("No")

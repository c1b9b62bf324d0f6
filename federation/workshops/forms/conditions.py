"""The fields of a workshop's form that say what a participant pays and gets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import Cover
from ..fields import amount_field, yes_no_field
from ..models.conditions import MOST_DIGITS_OF_A_FEE
from .rows import DraftForm


def _cover_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "–"), *Cover.choices])


class ConditionsForm(DraftForm):
    """What a participant pays and gets. An online workshop is not asked about the way and the hall."""

    fee = amount_field(_("Fee, tenge"), MOST_DIGITS_OF_A_FEE, help_text=_("0 if taking part is free."))
    travel = _cover_field(_("Travel"))
    lodging = _cover_field(_("Accommodation"))
    meals = _cover_field(_("Meals"))
    is_step_free = yes_no_field(
        _("Step-free access"),
        help_text=_("Can the hall, and a toilet, be reached in a wheelchair?"),
    )
    gives_certificate = yes_no_field(_("Do participants get a certificate?"))

"""What a participant pays, gets and must know before they come."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Cover

MOST_DIGITS_OF_A_FEE = 10


class Conditions(models.Model):
    """What a participant of a workshop pays and gets. None or empty is not yet said."""

    fee = models.DecimalField(
        _("fee, tenge"),
        max_digits=MOST_DIGITS_OF_A_FEE,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("0 if taking part is free."),
    )
    travel = models.CharField(_("travel"), max_length=8, choices=Cover.choices, blank=True)
    lodging = models.CharField(_("accommodation"), max_length=8, choices=Cover.choices, blank=True)
    meals = models.CharField(_("meals"), max_length=8, choices=Cover.choices, blank=True)
    is_step_free = models.BooleanField(_("step-free access"), null=True, blank=True)
    gives_certificate = models.BooleanField(_("certificate"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_free(self) -> bool:
        """True when the organiser has said that taking part costs nothing."""
        return self.fee == 0 and self.fee is not None

"""Other dates of workshops."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.language import format_date_range

from ..enums import DateChangeState
from .change import Change
from .workshop import Workshop


class DateChange(Change):
    """Other dates that an organiser asks for after approval; the approved ones stay public until it is decided."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="date_changes", verbose_name=_("workshop")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    old_starts_on = models.DateField(_("previous first day"))
    old_ends_on = models.DateField(_("previous last day"))
    reason = models.TextField(_("reason"))
    state = models.CharField(
        _("state"), max_length=8, choices=DateChangeState.choices, default=DateChangeState.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    words = models.TextField(_("remarks on the decision"), blank=True)

    class Meta(Change.Meta):
        abstract = False
        verbose_name = _("change of dates")
        verbose_name_plural = _("changes of dates")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(state="waiting"), name="workshops_one_date_change_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"

    def dates_in(self, language: str) -> str:
        """The proposed dates in words of a language."""
        return format_date_range(self.starts_on, self.ends_on, language)

    def old_dates_in(self, language: str) -> str:
        """The dates that were approved when it was proposed, in words of a language."""
        return format_date_range(self.old_starts_on, self.old_ends_on, language)

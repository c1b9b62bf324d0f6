"""Pauses of the whole outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Fault


class Pause(models.Model):
    """The mail server takes nothing at present: no letter is tried before `until`. There is one row, or none."""

    THE_ONE = 1

    fault = models.CharField(_("the mail server"), max_length=10, choices=Fault.choices)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("next attempt at"))
    attempts = models.PositiveIntegerField(_("attempts"), default=1)

    class Meta:
        verbose_name = _("pause of outgoing e-mail")
        verbose_name_plural = _("pauses of outgoing e-mail")

    def __str__(self) -> str:
        return f"{self.get_fault_display()}, {self.until}"

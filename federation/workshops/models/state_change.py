"""Steps of workshops."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import WorkshopState
from .change import Change
from .workshop import Workshop


class StateChange(Change):
    """One step of a workshop from state to state: who, when, and the question, reason or answer."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="state_changes", verbose_name=_("workshop")
    )
    from_state = models.CharField(_("from"), max_length=10, choices=WorkshopState.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=WorkshopState.choices)
    words = models.TextField(_("remarks"), blank=True)

    class Meta(Change.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"

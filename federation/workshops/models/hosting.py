"""Hosts of workshops, and their answers."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.content.searchable import ReindexesRelated
from portal.localisation.text import LocalisedText

from ..enums import OPEN_HOSTINGS, HostingState, HostRights
from ..querysets import HostingQuerySet
from .workshop import Workshop


class Hosting(ReindexesRelated, InvalidatesCache, models.Model):
    """The question to an organisation whether it hosts a workshop, its answer, and what its people may do there.

    Whoever registers a workshop at home asks nobody. The organiser notes the yes of a host that nobody represents.
    """

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="hostings", verbose_name=_("workshop")
    )
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="hostings", verbose_name=_("host")
    )
    rights = models.CharField(
        _("rights of the host"), max_length=3, choices=HostRights.choices, default=HostRights.SEE
    )
    state = models.CharField(
        _("state"), max_length=9, choices=HostingState.choices, default=HostingState.UNASKED
    )
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    by = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
        null=True,
        blank=True,
    )
    reason = models.TextField(_("reason"), blank=True)
    reason_language = models.CharField(_("language of the reason"), max_length=2, blank=True)
    noted_on = models.DateField(_("day of the yes"), null=True, blank=True)
    noted_how = models.CharField(_("how the yes came"), max_length=200, blank=True)
    # Was shown before anybody was asked for a yes, and stays so until there is an answer.
    is_shown_meanwhile = models.BooleanField(
        _("shown until there is an answer"), default=False, editable=False
    )

    objects = HostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("host of a workshop")
        verbose_name_plural = _("hosts of workshops")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "organisation"],
                name="workshops_host_once_in_a_workshop",
                violation_error_message=_("This organisation is the host of the workshop already."),
            ),
            models.CheckConstraint(
                condition=Q(state=HostingState.UNASKED) | Q(asked_at__isnull=False),
                name="workshops_hosts_answer_when_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop} ({self.organisation})"

    @property
    def is_open(self) -> bool:
        """True while the host is asked and has not answered."""
        return self.state == HostingState.ASKED

    @property
    def is_shown(self) -> bool:
        """True when the public may read who hosts: after a yes, or as long as who was shown before has not answered."""
        waits = self.state in OPEN_HOSTINGS
        return self.state == HostingState.ACCEPTED or (waits and self.is_shown_meanwhile)

    @property
    def answer(self) -> str:
        """The state in words; of a yes also that the organiser noted it."""
        return str(_("Confirmed, as the organiser noted") if self.noted_on else self.get_state_display())

    @property
    def why(self) -> LocalisedText:
        """The reason of a no, and the language that it was written in."""
        return LocalisedText(self.reason, self.reason_language)

    def searchable_things(self) -> Iterable[models.Model]:
        return [self.workshop]

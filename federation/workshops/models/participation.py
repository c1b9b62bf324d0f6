"""Participations in workshops."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import ParticipationState
from ..querysets import ParticipationQuerySet
from .workshop import Workshop


class Participation(models.Model):
    """One person in one workshop: with a place, waiting for one, or no longer coming.

    `queue_number` grows with every request for a place in the workshop and is never given twice, so that the
    waitlist keeps its order. Written by `actions.places` alone: a person who has asked for a place cannot be deleted,
    since nobody would move up; whoever closes the account gives up the place first and leaves a row without a name.
    """

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, related_name="participations", verbose_name=_("workshop")
    )
    state = models.CharField(_("state"), max_length=10, choices=ParticipationState.choices)
    queue_number = models.PositiveIntegerField(_("position in the queue"))
    requested_at = models.DateTimeField(_("requested"))
    is_entitled = models.BooleanField(
        _("kept places are for them"), default=False, editable=False
    )  # As it was when they asked.
    changed_at = models.DateTimeField(_("changed"))

    objects = ParticipationQuerySet.as_manager()

    left = ""  # The state that was just given up; not kept.
    earlier: int  # How many wait who asked before, where `with_earlier` or who wrote the row has said so.

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["queue_number"]
        constraints = [
            models.UniqueConstraint(fields=["person", "workshop"], name="workshops_one_participation"),
            models.UniqueConstraint(
                fields=["workshop", "queue_number"], name="workshops_one_place_in_the_queue"
            ),
        ]
        indexes = [models.Index(fields=["workshop", "state", "queue_number"], name="workshops_queue")]

    def __str__(self) -> str:
        return f"{self.person} – {self.workshop}"

    @property
    def waitlist_position(self) -> int | None:
        """1 for the next who moves up; None without a place in the waitlist. Asks, unless `with_earlier` has."""
        if self.state != ParticipationState.WAITLISTED:
            return None
        if hasattr(self, "earlier"):
            return self.earlier + 1
        earlier = type(self).objects.filter(workshop_id=self.workshop_id, queue_number__lt=self.queue_number)
        return earlier.waitlisted().count() + 1

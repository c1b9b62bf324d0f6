"""Trainers of workshops."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.mail.fields import AddressField

from ..enums import TrainerRole
from .workshop import Workshop


class WorkshopTrainer(InvalidatesCache, models.Model):
    """A person who trains in one workshop, and on which rung of the trainers' ladder.

    The e-mail address is for the organiser and the secretariat; it is never shown to others.
    """

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="trainers", verbose_name=_("workshop")
    )
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="workshops_trained", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=TrainerRole.choices, default=TrainerRole.LEAD)
    email = AddressField(_("e-mail"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"], name="workshops_trainer_once_in_a_workshop"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.full_name} ({self.get_role_display()})"

"""Offers of places."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Organisation
from federation.people.models import Invitation
from federation.people.models.invitation import OPEN

from ..enums import OfferAnswer
from ..querysets import PlaceOfferQuerySet
from .workshop import Workshop


class PlaceOffer(Invitation):
    """A place that is held for an address, until whoever confirmed it accepts or declines, a moment passes, or it is
    withdrawn.

    Open, it counts as a taken place; accepted, it has become a participation. `lapsed_at` is when somebody noted that
    the moment had passed: from `held_until` on nothing is held, noted or not. Written by `actions.offering` alone.
    """

    workshop = models.ForeignKey(
        Workshop, models.PROTECT, related_name="place_offers", verbose_name=_("workshop")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="place_offers", verbose_name=_("registered by")
    )
    name = models.CharField(_("name as typed"), max_length=200)
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now, editable=False)
    held_until = models.DateTimeField(_("held until"))
    lapsed_at = models.DateTimeField(_("lapsed at"), null=True, blank=True)
    is_entitled = models.BooleanField(
        _("kept places are for them"), default=False, editable=False
    )  # As it was when they were registered.
    reminded_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)  # When the organisation was told how it ended.

    objects = PlaceOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("held place")
        verbose_name_plural = _("held places")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "email"],
                condition=OPEN & models.Q(lapsed_at=None),
                name="workshops_one_open_offer_per_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workshop", "held_until"],
                condition=OPEN & models.Q(lapsed_at=None),
                name="workshops_held_places",
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} – {self.workshop}"

    @property
    def is_open(self) -> bool:
        """True while the place is held, and whoever has the address has not answered."""
        return super().is_open and self.lapsed_at is None and timezone.now() < self.held_until

    @property
    def answer(self) -> OfferAnswer:
        """How it stands."""
        if self.accepted_at:
            return OfferAnswer.ACCEPTED
        if self.declined_at:
            return OfferAnswer.DECLINED
        if self.withdrawn_at:
            return OfferAnswer.WITHDRAWN
        return OfferAnswer.WAITING if self.is_open else OfferAnswer.LAPSED

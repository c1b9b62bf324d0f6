"""Reading who takes part, and for whom places are held."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from federation.membership.rules import organisations_of
from federation.people.models import Person
from federation.people.querysets import InvitationQuerySet
from portal.accounts.models import User
from portal.accounts.rules import Visitor

from ..enums import (
    ACTIVE_PARTICIPATIONS,
    ParticipationState,
)

if TYPE_CHECKING:
    from ..models.participation import Participation

REMINDED_BEFORE = timedelta(days=1)  # A held place ends.


class PlaceOfferQuerySet(InvitationQuerySet):
    """Offers of places."""

    def standing(self) -> Self:
        """Those that nobody has ended: open ones, and those whose moment has passed without a note of it."""
        return super().open().filter(lapsed_at=None)

    def open(self) -> Self:
        """Those that hold a place now."""
        return self.standing().filter(held_until__gt=timezone.now())

    def overdue(self) -> Self:
        """Those whose moment has passed, of which nobody has taken note yet."""
        return self.standing().filter(held_until__lte=timezone.now())

    def to_remind(self) -> Self:
        """Those that end within a day, were made for longer, and of which nobody was reminded yet."""
        soon = self.open().filter(reminded_at=None, held_until__lte=timezone.now() + REMINDED_BEFORE)
        return soon.filter(held_until__gt=F("invited_at") + REMINDED_BEFORE)

    def ended(self) -> Self:
        """Those that were answered, or have lapsed."""
        return self.filter(
            Q(accepted_at__isnull=False) | Q(declined_at__isnull=False) | Q(lapsed_at__isnull=False)
        )

    def by(self, user: Visitor) -> Self:
        """Those of the organisations that the user speaks for."""
        return self.filter(organisation__in=organisations_of(user).values("pk"))

    def visible_to(self, user: Visitor) -> Self:
        """Those of the workshops that the user may see: the rows are read in the admin alone."""
        seen = apps.get_model("workshops", "Workshop").objects.visible_to(user)
        return self.filter(workshop__in=seen.values("pk"))

    def with_workshops(self) -> Self:
        """With what a list shows of their workshops."""
        return self.select_related("workshop__region", "workshop__host", "organisation").prefetch_related(
            "workshop__descriptions"
        )


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Queryset of participations in workshops."""

    def registered(self) -> Self:
        """Those who have a place."""
        return self.filter(state=ParticipationState.REGISTERED)

    def waitlisted(self) -> Self:
        """Those who wait, the next one first."""
        return self.filter(state=ParticipationState.WAITLISTED).order_by("queue_number")

    def active(self) -> Self:
        """Those who have a place or wait for one."""
        return self.filter(state__in=ACTIVE_PARTICIPATIONS)

    def writable(self) -> Self:
        """Those who can be written to, by mail or on paper: nobody who was erased."""
        return self.filter(person__in=Person.objects.known())

    def with_people(self) -> Self:
        """With the details of those who take part: two more queries, however many rows."""
        return self.select_related("person__user", "person__region").prefetch_related(
            "person__affiliations__organisation"
        )

    def with_earlier(self) -> Self:
        """Adds `earlier`: how many wait for a place in the same workshop and asked before."""
        waiting = (
            self.model._default_manager.filter(
                workshop=OuterRef("workshop"),
                queue_number__lt=OuterRef("queue_number"),
                state=ParticipationState.WAITLISTED,
            )
            .order_by()
            .values("workshop")
        )
        return self.annotate(
            earlier=Coalesce(Subquery(waiting.annotate(number=Count("pk")).values("number")), 0)
        )

    def of(self, user: User) -> Self:
        """The user's own, also the cancelled ones."""
        return self.filter(person__user=user)

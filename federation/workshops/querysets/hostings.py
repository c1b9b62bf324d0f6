"""Reading who hosts what."""

from typing import TYPE_CHECKING, Self, cast

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from federation.membership.rules import is_of_organisations_of
from portal.accounts.rules import Visitor
from portal.navigation.registry import Acting

from ..enums import (
    OPEN_HOSTINGS,
    PLANNED_STATES,
    HostingState,
)

if TYPE_CHECKING:
    from ..models.hosting import Hosting
from .rows import rows_of


def all_hostings() -> "HostingQuerySet":
    return cast("HostingQuerySet", rows_of("Hosting"))


class HostingQuerySet(models.QuerySet["Hosting"]):
    """The hosts of workshops, and their answers."""

    def visible_to(self, user: Visitor) -> Self:
        """Those of the workshops that the user may see: the rows are read in the admin alone."""
        seen = apps.get_model("workshops", "Workshop").objects.visible_to(user)
        return self.filter(workshop__in=seen.values("pk"))

    def of(self, user: Visitor) -> Self:
        """Those that ask the organisations of the user, or did."""
        return self.filter(is_of_organisations_of(user, "organisation"), asked_at__isnull=False)

    def of_acting(self, acting: Acting) -> Self:
        """The same; of the one organisation for which the user acts, if they do."""
        rows = self.of(acting.user)
        return rows.filter(organisation=acting.organisation) if acting.organisation else rows

    def current(self) -> Self:
        """Those of organisations that are the named hosts of their workshops today."""
        return self.filter(organisation=F("workshop__host"))

    def standing(self) -> Self:
        """Those of hosts that were asked and have not said no."""
        return self.current().filter(state__in=[HostingState.ASKED, HostingState.ACCEPTED])

    def shown(self) -> Self:
        """Those of hosts whom the public may read, as `Hosting.is_shown` says."""
        meanwhile = Q(state__in=OPEN_HOSTINGS, is_shown_meanwhile=True)
        return self.current().filter(Q(state=HostingState.ACCEPTED) | meanwhile)

    def planned(self) -> Self:
        """Those of workshops that are still to take place."""
        is_coming = Q(workshop__ends_on=None) | Q(workshop__ends_on__gte=timezone.localdate())
        return self.filter(is_coming, workshop__state__in=PLANNED_STATES)

    def open(self) -> Self:
        """Those that wait for an answer, of workshops that are still to take place."""
        return self.current().planned().filter(state=HostingState.ASKED)

    def with_workshops(self) -> Self:
        """With what a row of a list shows of their workshops."""
        return self.select_related(
            "organisation", "workshop__region", "workshop__host", "workshop__organiser"
        ).prefetch_related("workshop__descriptions")

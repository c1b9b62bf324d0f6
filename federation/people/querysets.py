"""Reads of people."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from portal.accounts.rules import Visitor

if TYPE_CHECKING:
    from .models.affiliation import Affiliation
    from .models.person import Person


class PersonQuerySet(models.QuerySet["Person"]):
    """People, by who may see them."""

    def visible_to(self, user: Visitor) -> Self:
        """Everybody for staff who may view people, oneself for anybody signed in, nobody for visitors."""
        if not getattr(user, "is_active", False):
            return self.none()
        if user.has_perm("people.view_person"):
            return self
        return self.filter(user=user)


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Queryset of affiliations: who belongs where, by day."""

    def on(self, day: date) -> Self:
        """Affiliations that hold on a date."""
        return self.filter(
            models.Q(since=None) | models.Q(since__lte=day), models.Q(until=None) | models.Q(until__gte=day)
        )

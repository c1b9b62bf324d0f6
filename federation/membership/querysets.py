"""Reads of memberships and representatives."""

from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone

from portal.accounts.models import User

from .enums import RepresentativeRole


class DatedQuerySet(models.QuerySet):
    """Facts that hold from one day to another, both included."""

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(models.Q(until=None) | models.Q(until__gte=day), since__lte=day)

    def current(self) -> Self:
        """Those that hold today."""
        return self.on(timezone.localdate())


class MembershipQuerySet(DatedQuerySet):
    """Memberships."""


class RepresentativeQuerySet(DatedQuerySet):
    """Queryset of representatives: who speaks for whom."""

    def managers(self) -> "RepresentativeQuerySet":
        return self.filter(role=RepresentativeRole.MANAGER)

    def of(self, user: User) -> "RepresentativeQuerySet":
        """Those of one user."""
        return self.filter(user=user)

"""Reads of memberships and representatives."""

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.utils import timezone

from portal.accounts.models import User

from .enums import RepresentativeRole

if TYPE_CHECKING:
    from .models.membership import Membership
    from .models.representative import Representative


Row = TypeVar("Row", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[Row]):
    """Facts that hold from one day to another, both included."""

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(models.Q(until=None) | models.Q(until__gte=day), since__lte=day)

    def current(self) -> Self:
        """Those that hold today."""
        return self.on(timezone.localdate())


class MembershipQuerySet(DatedQuerySet["Membership"]):
    """Memberships."""


class RepresentativeQuerySet(DatedQuerySet["Representative"]):
    """Queryset of representatives: who speaks for whom."""

    def on(self, day: date) -> Self:
        """Those that hold on a day; one that was ended in the course of it does no more."""
        return super().on(day).exclude(until=day, ended_at__date=day)

    def managers(self) -> Self:
        return self.filter(role=RepresentativeRole.MANAGER)

    def with_account(self) -> Self:
        """Those of people who can sign in."""
        return self.filter(person__user__is_active=True)

    def of(self, user: User) -> Self:
        """Those of one user."""
        return self.filter(person__user=user)

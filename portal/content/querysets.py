"""Reads of records."""

from typing import Self, TypeVar

from django.db import models

from portal.accounts.rules import Visitor

Row = TypeVar("Row", bound=models.Model, covariant=True)


class RecordQuerySet(models.QuerySet[Row]):
    """Rows of a record. Each record says who may see it."""

    def visible_to(self, user: Visitor) -> Self:
        """The rows that `user` (perhaps anonymous) may see: behind views, lists, feeds, files and the admin alike."""
        raise NotImplementedError

    def public(self) -> Self:
        """The rows that everybody may see; the same for every visitor, so that it may be kept."""
        raise NotImplementedError

    def real(self) -> Self:
        """The rows that exist outside the portal. Only they are counted; what a demonstration invents, apart."""
        return self.filter(is_demo=False)

    def fictional(self) -> Self:
        """The rows that were invented for the demonstration."""
        return self.filter(is_demo=True)

"""Changes that the search server is still to be told of."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SearchChangeQuerySet(models.QuerySet["SearchChange"]):
    """Reads of the outbox."""

    def waiting(self) -> Self:
        """The changes that are still to be told, oldest first."""
        return self.filter(error="").order_by("pk")

    def waiting_since(self) -> datetime | None:
        """Returns when the oldest of what is still to be told was noted; None when nothing waits."""
        return self.waiting().values_list("at", flat=True).first()

    def refused(self) -> Self:
        """The changes that the search server will not take as they are."""
        return self.exclude(error="")


class SearchChange(models.Model):
    """One document that was written or deleted, until the search server has it: a row of the outbox (ADR 0010).

    It is written in the transaction that changes the document, and only says which; what the document says is read when
    it is sent. Without a document of that number, it was deleted.
    """

    document = models.PositiveBigIntegerField(db_index=True)  # Not a key: the document may be gone.
    version = models.PositiveBigIntegerField()  # The document's; the last one when it is deleted.
    at = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)  # Why the server refused it; it is kept aside then.

    objects = SearchChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a search document")
        verbose_name_plural = _("changes of search documents")

    def __str__(self) -> str:
        return f"{self.document} v{self.version}"

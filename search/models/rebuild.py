"""Rebuilds of the index: which were asked for, and when one ran."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LOST_AFTER = timedelta(
    hours=2
)  # A rebuild of 100,000 rows takes ten minutes; one that takes longer than this has died.


class RebuildQuerySet(models.QuerySet["Rebuild"]):
    """Reads of rebuilds."""

    def finished(self) -> Self:
        """Those that came to their end, the last first."""
        return self.exclude(finished_at=None).order_by("-finished_at", "-pk")

    def waiting(self) -> Self:
        """Those that somebody asked for and that have not come to their end, unless they are lost."""
        return self.filter(finished_at=None, asked_at__gte=timezone.now() - LOST_AFTER)


class Rebuild(models.Model):
    """One time that all rows were written anew, or shall be."""

    asked_at = models.DateTimeField(_("requested"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    rows = models.PositiveIntegerField(_("rows"), null=True)

    objects = RebuildQuerySet.as_manager()

    class Meta:
        verbose_name = _("rebuild of the index")
        verbose_name_plural = _("rebuilds of the index")
        default_permissions = ["view", "add"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

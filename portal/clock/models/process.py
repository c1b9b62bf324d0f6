"""Processes that are alive."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class ProcessQuerySet(models.QuerySet["Process"]):
    def alive(self, now: datetime | None = None) -> Self:
        """Those that gave a sign of life within the lease."""
        lease = timedelta(seconds=settings.PROCESS_LEASE_SECONDS)
        return self.filter(seen_at__gt=(now or timezone.now()) - lease)


class Process(models.Model):
    """A worker or clock that runs somewhere, and when it last gave a sign of life. What a dead one claimed is free."""

    class Kind(models.TextChoices):
        WORKER = "worker"
        CLOCK = "clock"

    name = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    host = models.CharField(max_length=255)
    pid = models.IntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = "process"
        verbose_name_plural = "processes"

    def __str__(self) -> str:
        return self.name

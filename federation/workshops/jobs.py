"""Scheduled jobs of workshops."""

from datetime import date, timedelta

from django.utils import timezone

from portal.clock.batches import in_batches
from portal.clock.registry import every
from portal.content import versions

from .models.workshop_trainer import WorkshopTrainer
from .querysets import WorkshopTrainerQuerySet

ADDRESS_KEPT_FOR = timedelta(days=365)  # As the page on personal data says: twelve months after the workshop.


@every(timedelta(days=1))
def forget_addresses_of_trainers(today: date | None = None) -> int:
    """Forgets the addresses that organisers noted for trainers, a year after the workshop, also in the versions of
    their lines. Returns how many.
    """
    limit = (today or timezone.localdate()) - ADDRESS_KEPT_FOR
    old = WorkshopTrainer.objects.filter(workshop__ends_on__lt=limit).exclude(email="")
    return in_batches(old, _forget_addresses)


def _forget_addresses(trainers: WorkshopTrainerQuerySet) -> int:
    versions.forget_facts(trainers, "email")
    return trainers.update(email="")

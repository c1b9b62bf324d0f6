"""Scheduled jobs of workshops."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from portal.clock.batches import in_batches
from portal.clock.registry import every
from portal.content import versions

from .models.workshop_trainer import WorkshopTrainer
from .querysets import WorkshopTrainerQuerySet

# As the page on personal data says: twelve months after the workshop, or after the last change of one without dates.
ADDRESS_KEPT_FOR = timedelta(days=365)


@every(timedelta(days=1))
def forget_addresses_of_trainers(today: date | None = None) -> int:
    """Forgets the addresses that organisers noted for trainers, a year after the workshop or after the last change of
    one that has no last day yet, also in the versions of their lines. Returns how many.
    """
    limit = (today or timezone.localdate()) - ADDRESS_KEPT_FOR
    is_over = Q(workshop__ends_on__lt=limit) | Q(workshop__ends_on=None, workshop__updated_at__date__lt=limit)
    told = ~Q(email="") | Q(versions.told_in_versions(WorkshopTrainer, "email"))
    return in_batches(WorkshopTrainer.objects.filter(is_over).filter(told), _forget_addresses)


def _forget_addresses(trainers: WorkshopTrainerQuerySet) -> int:
    number = trainers.count()
    versions.forget_facts(trainers, "email")
    trainers.update(email="")
    return number

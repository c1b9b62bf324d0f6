"""Scheduled jobs of workshops."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from portal.clock.batches import in_batches
from portal.clock.registry import every
from portal.content import versions

from .actions import remind_of_closing, remind_of_questions, remind_of_waiting
from .models.workshop_trainer import WorkshopTrainer
from .querysets import WorkshopTrainerQuerySet

# As the page on personal data says: twelve months after the workshop, or after the last change of one without dates.
ADDRESS_KEPT_FOR = timedelta(days=365)
HOURS = range(9, 18)  # Nobody is reminded of anything at night.


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


@every(timedelta(hours=1))
def remind_organisers(now: datetime | None = None) -> int:
    """Writes to organisers, in the office's hours, about questions without answer and about booking that closes soon.
    Returns about how many.
    """
    return remind_of_questions(now) + remind_of_closing(now) if _is_day(now) else 0


@every(timedelta(hours=1))
def remind_secretariat(now: datetime | None = None) -> int:
    """Writes to the secretariat, in the office's hours, what has waited for it too long. Returns to how many."""
    return remind_of_waiting(now) if _is_day(now) else 0


def _is_day(now: datetime | None) -> bool:
    return timezone.localtime(now).hour in HOURS

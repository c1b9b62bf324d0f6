"""Scheduled jobs of workshops."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from portal.clock.batches import in_batches
from portal.clock.registry import every
from portal.content import versions

from .actions.contacts import forget_contacts_of
from .actions.reminding import remind
from .models.workshop import CONTACT_FIELDS, Workshop
from .models.workshop_letter import WorkshopLetter
from .models.workshop_trainer import WorkshopTrainer
from .querysets import WorkshopQuerySet, WorkshopTrainerQuerySet

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


@every(timedelta(hours=1))
def send_reminders(now: datetime | None = None) -> int:
    """Reminds participants a week and a day before their workshop, and who trains a day before. Returns of how many."""
    return remind(now)


@every(timedelta(days=1))
def forget_contacts(today: date | None = None) -> int:
    """Forgets whom visitors could ask about workshops that were over a year ago, also in their versions. Returns how
    many workshops.
    """
    limit = (today or timezone.localdate()) - ADDRESS_KEPT_FOR
    told = Q()
    for name in CONTACT_FIELDS:
        told |= ~Q(**{name: ""}) | Q(versions.told_in_versions(Workshop, name))
    return in_batches(Workshop.objects.filter(ends_on__lt=limit).filter(told), _forget_contacts)


def _forget_contacts(workshops: WorkshopQuerySet) -> int:
    number = workshops.count()
    forget_contacts_of(workshops)
    return number


@every(timedelta(days=1))
def forget_letters(today: date | None = None) -> int:
    """Deletes what organisers wrote to participants of workshops that were over a year ago. Returns how many rows."""
    limit = (today or timezone.localdate()) - ADDRESS_KEPT_FOR
    old = WorkshopLetter.objects.filter(workshop__ends_on__lt=limit)
    return in_batches(old, lambda letters: letters.delete()[1].get("workshops.WorkshopLetter", 0))

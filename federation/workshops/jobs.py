"""Scheduled jobs of workshops."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from portal.clock.batches import in_batches
from portal.clock.registry import every
from portal.content import versions

from .actions import (
    offering,
    remind_of_closing,
    remind_of_questions,
    remind_of_waiting,
    reminding,
)
from .actions.contacts import forget_contacts_of
from .actions.keeping import end_keeping
from .actions.offering import delete_offers, end_overdue, tell_organisation
from .enums import WorkshopState
from .models.place_offer import PlaceOffer
from .models.workshop import CONTACT_FIELDS, Workshop
from .models.workshop_letter import WorkshopLetter
from .models.workshop_trainer import WorkshopTrainer
from .querysets import WorkshopQuerySet, WorkshopTrainerQuerySet

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


@every(timedelta(minutes=10))
def end_unconfirmed_places() -> int:
    """Gives places that nobody has confirmed in time to those who wait. Returns how many were not confirmed."""
    overdue = PlaceOffer.objects.overdue().order_by().values("workshop")
    return sum(end_overdue(workshop) for workshop in Workshop.objects.filter(pk__in=overdue).order_by("pk"))


@every(timedelta(minutes=10))
def give_kept_places() -> int:
    """Gives places that were kept until a day that is over to those who wait. Returns how many."""
    today = timezone.localdate()
    waiting = Workshop.objects.filter(
        state=WorkshopState.APPROVED, starts_on__gt=today, kept_until__lt=today, waiting_count__gt=0
    )
    return sum(
        end_keeping(workshop) for workshop in waiting.filter(places_taken__lt=F("capacity")).order_by("pk")
    )


@every(timedelta(hours=1))
def remind_of_held_places(now: datetime | None = None) -> int:
    """Reminds those who have a day left to confirm a place, in the office's hours. Returns how many."""
    if not _is_day(now):
        return 0
    soon = PlaceOffer.objects.to_remind().order_by().values("workshop")
    return sum(offering.remind(workshop) for workshop in Workshop.objects.filter(pk__in=soon).order_by("pk"))


@every(timedelta(days=1))
def tell_of_held_places() -> int:
    """Writes to organisations how the offers to their people have ended since yesterday. Returns how many have."""
    untold = PlaceOffer.objects.ended().filter(told_at=None).order_by("workshop", "organisation")
    pairs = untold.values_list("workshop", "organisation").distinct()
    return sum(tell_organisation(workshop, organisation) for workshop, organisation in pairs)


@every(timedelta(days=1))
def delete_old_offers(today: date | None = None) -> int:
    """Deletes offers of places a year after the workshop. Returns how many."""
    limit = (today or timezone.localdate()) - ADDRESS_KEPT_FOR
    return in_batches(PlaceOffer.objects.filter(workshop__ends_on__lt=limit), delete_offers)


@every(timedelta(hours=1))
def send_reminders(now: datetime | None = None) -> int:
    """Reminds participants a week and a day before their workshop, and who trains a day before. Returns of how many."""
    return reminding.remind(now)


@every(timedelta(days=1))
def forget_contacts(today: date | None = None) -> int:
    """Forgets whom visitors could ask about workshops that were over a year ago, or have no last day and were last
    changed then, also in their versions. Returns how many workshops.
    """
    limit = (today or timezone.localdate()) - ADDRESS_KEPT_FOR
    told = Q()
    for name in CONTACT_FIELDS:
        told |= ~Q(**{name: ""}) | Q(versions.told_in_versions(Workshop, name))
    is_over = Q(ends_on__lt=limit) | Q(ends_on=None, updated_at__date__lt=limit)
    return in_batches(Workshop.objects.filter(is_over).filter(told), _forget_contacts)


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

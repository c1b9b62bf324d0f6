"""Reminders before the first day: to participants a week and a day before, to who trains or is the contact a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import cast

from django.utils import timezone

from portal.language import TIME_ZONE
from portal.mail.enums import Category
from portal.mail.models import Letter
from portal.mail.sending import DeferredLetter, send_all_later

from ..enums import Audience, WorkshopState
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..rules import first_moment
from .addressing import letter_to
from .audiences import RECIPIENTS

MORNING, EVENING = time(8), time(20)  # In Asia/Almaty: nobody's telephone rings at night.
WEEK, DAY = 7, 1
LATE_BY = 2  # Days: a clock that stood still reminds of the week so much later, and no later.


def remind(now: datetime | None = None) -> int:
    """Writes the reminders that are due at a moment (now), each once for a person, workshop and first day; returns how
    many. None between evening and morning, and none about a place that was taken after the reminder was due.
    """
    now = timezone.localtime(now or timezone.now(), TIME_ZONE)
    if not MORNING <= now.time() < EVENING:
        return 0
    week = (_of_the_week(workshop) for workshop in _beginning(now, WEEK - LATE_BY, WEEK))
    day = (_of_the_day(workshop) for workshop in _beginning(now, DAY, DAY))
    return sum(_write_new(list(letters)) for letters in (*week, *day))


def _write_new(letters: list[DeferredLetter]) -> int:
    """Writes those of a workshop's reminders that were not written before."""
    keys = [letter.key for letter in letters]
    known = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [letter for letter in letters if letter.key not in known]
    send_all_later(new)
    return len(new)


def _of_the_week(workshop: Workshop) -> Iterator[DeferredLetter]:
    for participation in _with_a_place(workshop, WEEK):
        yield _reminder("reminder_week", workshop, participation)


def _of_the_day(workshop: Workshop) -> Iterator[DeferredLetter]:
    for participation in _with_a_place(workshop, DAY):
        if participation.person.address:  # Paper would come too late.
            yield _reminder("reminder_day", workshop, participation)
    for trainer in cast(list[WorkshopTrainer], RECIPIENTS[Audience.TRAINERS](workshop)):
        is_known = not trainer.accepted_at or trainer.accepted_at <= _due(workshop, DAY)
        if trainer.person and trainer.person.address and is_known:
            yield _reminder("reminder_day_trainer", workshop, trainer)


def _beginning(now: datetime, fewest: int, most: int) -> Iterator[Workshop]:
    """Approved workshops that begin in so many days."""
    days = [now.date() + timedelta(days=number) for number in (fewest, most)]
    rows = Workshop.objects.filter(state=WorkshopState.APPROVED, is_historic=False, date_precision="day")
    yield from rows.filter(starts_on__range=days).order_by("starts_on", "pk")


def _with_a_place(workshop: Workshop, days: int) -> Iterator[Participation]:
    """Those who had a place already when the reminder became due."""
    rows = Participation.objects.filter(workshop=workshop, changed_at__lt=_due(workshop, days)).registered()
    yield from rows.writable().select_related("person__user").order_by("pk")


def _due(workshop: Workshop, days: int) -> datetime:
    """The morning so many days before the first."""
    day = workshop.days[0] - timedelta(days=days)
    return datetime.combine(day, MORNING, TIME_ZONE)


def _reminder(kind: str, workshop: Workshop, to: Participation | WorkshopTrainer) -> DeferredLetter:
    """One reminder, of no use once the first day has begun."""
    first = workshop.days[0]
    facts = {"kind": kind, "workshop": workshop.pk, "starts_on": str(first)}
    good_for = first_moment(first) - timezone.now()
    letter = letter_to(to, f"{kind}:{to.pk}:{first}", facts)
    return replace(letter, category=Category.REMINDERS, good_for=good_for)

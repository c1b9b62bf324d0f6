"""Reminders by the clock: to organisers of what they have not done yet, to the secretariat of what waits for it.

Each may run at any time and any number of times: what was written once for an occasion is never written again.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from portal.accounts.models import User
from portal.clock.working_days import is_working_day, working_days_between

from ..enums import RegistrationState, WorkshopState
from ..models.workshop import Workshop
from .audiences import deciders
from .telling import remind_organiser, remind_secretariat

QUESTION_WAITS = (3, 10)  # Days after which a question without answer is spoken of again.
CLOSES_WITHIN = 3  # Days before booking closes.
MAY_WAIT = 3  # Working days that the secretariat has.
DAY = timedelta(days=1)


def remind_of_questions(now: datetime | None = None) -> int:
    """Reminds organisers of questions of the secretariat that they have not answered. Returns of how many."""
    today, number = timezone.localdate(now), 0
    returned = Workshop.objects.filter(state=WorkshopState.RETURNED, organiser__isnull=False)
    for workshop in returned.exclude(ends_on__lt=today).select_related("organiser"):
        question = workshop.steps.filter(to_state=WorkshopState.RETURNED).order_by("at", "pk").last()
        if question is None:
            continue
        waited = (today - timezone.localdate(question.at)).days
        passed = [days for days in QUESTION_WAITS if days <= waited]
        if passed:
            remind_organiser(workshop, "question_waits", f"{question.pk}-{passed[-1]}", step=question.pk)
            number += 1
    return number


def remind_of_closing(now: datetime | None = None) -> int:
    """Reminds organisers of workshops in which places are free and booking closes soon. Returns of how many."""
    now, number = now or timezone.now(), 0
    until = timezone.localdate(now) + CLOSES_WITHIN * DAY
    closing = Workshop.objects.filter(
        state=WorkshopState.APPROVED, organiser__isnull=False, applications_close_at__gt=now
    )
    for workshop in closing.filter(applications_close_at__date__lte=until).select_related("organiser"):
        if workshop.registration_state(now) == RegistrationState.OPEN:
            remind_organiser(workshop, "booking_closes", f"{workshop.applications_close_at:%Y-%m-%d}")
            number += 1
    return number


def remind_of_waiting(now: datetime | None = None) -> int:
    """Lists for each of the secretariat, on working days, what has waited for them longer than they have. Returns to
    how many it wrote.
    """
    today = timezone.localdate(now)
    if not is_working_day(today):
        return 0
    rows = Workshop.objects.waiting_for_secretariat().with_waiting_since().select_related("organiser")
    late: dict[User, list[Workshop]] = {}
    for workshop in rows:
        if working_days_between(timezone.localdate(workshop.waits_since), today) > MAY_WAIT:
            for user in deciders(workshop, workshop.wished_changes.waiting().first()):
                late.setdefault(user, []).append(workshop)
    for user, workshops in late.items():
        remind_secretariat(user, f"{today}", workshops)
    return len(late)

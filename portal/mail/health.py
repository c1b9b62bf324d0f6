"""Health check of the outgoing e-mails."""

from datetime import timedelta

from django.utils import timezone

from portal.health.registry import OK, POOR, Finding, check

from .enums import GivenUp
from .models.letter import Letter
from .models.pause import Pause

RECENTLY = timedelta(days=7)
# A mailbox that is not there, or a reader who has left or wants no more, is no fault of the portal or its mail server.
NOBODY_S_FAULT = [GivenUp.REFUSED, GivenUp.ERASED, GivenUp.UNWANTED]


@check("mail")
def mail() -> Finding:
    """Letters that wait for delivery, those given up within a week, and for how long the server has refused to take
    any.

    The last number is there only then; its name says what the server does. Whether a server that nobody asks any more
    is well again is not known.
    """
    now = timezone.now()
    waiting = Letter.objects.unfinished().filter(is_on_paper=False)
    given_up = Letter.objects.filter(given_up_at__gte=now - RECENTLY)
    numbers: dict[str, int | None] = {
        "waiting": waiting.count(),
        "given_up_in_7_days": given_up.exclude(given_up_as__in=NOBODY_S_FAULT).count(),
        "mailboxes_refused_in_7_days": given_up.filter(given_up_as=GivenUp.REFUSED).count(),
    }
    pause = Pause.objects.first()
    if pause and pause.until <= now and not numbers["waiting"]:
        pause = None
    if pause:
        numbers[f"server_{pause.fault}_fault_seconds"] = max(int((now - pause.since).total_seconds()), 0)
    is_late = waiting.filter(created_at__lt=now - timedelta(minutes=15)).exists()
    is_poor = numbers["given_up_in_7_days"] or is_late or pause
    return Finding(POOR if is_poor else OK, numbers, is_missing=pause is not None)

"""Waiting for a mail server that takes no letter, without using up the letters' attempts."""

from datetime import datetime, timedelta

from .enums import Fault
from .models.pause import Pause

FIRST = timedelta(seconds=10)
LONGEST = timedelta(minutes=5)


def is_paused(now: datetime) -> bool:
    """True when no e-mail is to be tried at `now`."""
    return Pause.objects.filter(until__gt=now).exists()


def pause(fault: Fault, now: datetime) -> None:
    """Stops the outbox for a while, each time longer until a letter has gone out."""
    before = Pause.objects.filter(pk=Pause.THE_ONE).first()
    attempts = before.attempts + 1 if before else 1
    wait = min(FIRST * 2 ** min(attempts - 1, 10), LONGEST)
    Pause.objects.update_or_create(
        pk=Pause.THE_ONE,
        defaults={"fault": fault, "attempts": attempts, "until": now + wait},
        create_defaults={"fault": fault, "attempts": 1, "until": now + wait, "since": now},
    )


def end_pause() -> None:
    """A letter went out: the mail server is well, also if another sender has just stopped the outbox."""
    if Pause.objects.exists():  # Nearly always there is none, and a look locks nothing.
        Pause.objects.all().delete()

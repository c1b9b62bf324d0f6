"""Ending a process that stays: what it has in hand is finished or given back, within seconds."""

import faulthandler
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.conf import settings

HARD_END_SECONDS = 5  # After the time for finishing: what hangs even then is left to the lease.
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)


class Ended(BaseException):
    """Raised in the main thread when the time for finishing is over. No `except Exception` of a task catches it."""


_is_stopping = False


def is_stopping() -> bool:
    """True when this process was asked to end: long work that can be cut between two steps asks now and then."""
    return _is_stopping


@contextmanager
def listening() -> Iterator[None]:
    """While the block runs SIGTERM and SIGINT end it in good order, and a second one ends the process at once."""
    global _is_stopping
    _is_stopping = False
    before = {number: signal.getsignal(number) for number in SIGNALS}
    signal.signal(signal.SIGTERM, _stop)
    # In a shell's background a process does not hear Ctrl-C; the shell tells it by SIGTERM.
    if before[signal.SIGINT] is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGALRM, _end)
    try:
        yield
    except Ended:
        pass  # What it had in hand was given back.
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def pause(seconds: float) -> None:
    """Sleeps, but no longer than until the process is asked to end."""
    until = time.monotonic() + seconds
    while not _is_stopping and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 0.1))


def _stop(signum: int, _frame: FrameType | None) -> None:
    global _is_stopping
    if _is_stopping:
        os._exit(128 + signum)
    _is_stopping = True
    signal.setitimer(signal.ITIMER_REAL, settings.PROCESS_GRACE_SECONDS)
    # Outside of Python: it works even while a library computes or a thread waits for a server that hangs.
    faulthandler.dump_traceback_later(settings.PROCESS_GRACE_SECONDS + HARD_END_SECONDS, exit=True)


def _end(_signum: int, _frame: FrameType | None) -> None:
    raise Ended

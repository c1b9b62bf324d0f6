"""How long a request waits for the database, and what happens when it says nothing.

Only in processes that serve the web, and only for PostgreSQL: whoever has waited for PATIENCE_SECONDS asks the server a
question on a connection of its own. If that is answered, the wait is one for a lock or for much work, and goes on; if
not, the breaker opens: whoever waits is let go, and whoever comes is told at once (ADR 0025).
"""

import threading
import time
from collections.abc import Callable

from .breakers import Breaker

PATIENCE_SECONDS = 0.4
ANSWER_SECONDS = 0.6  # A database that takes longer to say "1" is no use to a visitor either.
LOCK_SECONDS = 12  # Many may come for the places of one workshop, and each waits for those before.
STATEMENT_SECONDS = 20

_serving = threading.Event()
_asking = threading.Lock()
_heard_at = 0.0  # When the database last answered somebody who asked for all.


class Away(Exception):
    """The database does not answer."""


def _server_answers() -> bool:
    from .postgresql.base import server_answers  # Only where there is one.

    return server_answers()


breaker = Breaker("the database", _server_answers)


def serve() -> None:
    """From now on this process serves the web: its requests have deadlines."""
    _serving.set()


def is_serving() -> bool:
    """Says whether the process serves the web."""
    return _serving.is_set()


def is_away() -> bool:
    """Says whether the database is known not to answer."""
    return breaker.is_open


def patience() -> Callable[[], None]:
    """What somebody calls now and then who waits for the database, from now on. Raises Away, here too, when it is in vain."""
    _give_up_if_away()
    since = time.monotonic()

    def look_up() -> None:
        _give_up_if_away()
        if time.monotonic() - max(since, _heard_at) < PATIENCE_SECONDS:
            return
        if _asking.acquire(blocking=False):  # One asks for all; the others look up again soon.
            try:
                _ask()
            finally:
                _asking.release()
            _give_up_if_away()

    return look_up


def _ask() -> None:
    global _heard_at
    if _server_answers():
        _heard_at = time.monotonic()
    else:
        breaker.open()


def _give_up_if_away() -> None:
    if breaker.is_open:
        raise Away("The database does not answer")

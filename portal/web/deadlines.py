"""Deadlines of a request that waits for the database, and what happens when it says nothing.

Only in processes that serve the web, and only for PostgreSQL: whoever has waited for PATIENCE_SECONDS asks the server a
question on a connection of its own. If that is answered, the wait is one for a lock or for much work, and goes on; if
not, the breaker opens: whoever waits is let go, and whoever comes is told at once (ADR 0025).
"""

import re
import threading
import time
from collections.abc import Callable
from functools import partial

from django.db import connection

from .breakers import Breaker

PATIENCE_SECONDS = 0.4
ANSWER_SECONDS = 0.6  # A database that takes longer to say "1" is no use to a visitor either.
LOCK_SECONDS = 12  # Many may come for the places of one workshop, and each waits for those before.
STATEMENT_SECONDS = 20
# libpq's words for what a server answers to who connects, in whatever language: "failed: FATAL:  sorry, too many
# clients
# already".
SAID_BY_SERVER = re.compile(r"failed: \S+:  ")

_serving = threading.Event()
_asking = threading.Lock()
_thread = threading.local()
_heard_at = 0.0  # When the database last answered somebody who asked for all.


class Away(Exception):
    """The database does not answer."""

    def __init__(self) -> None:
        super().__init__("The database does not answer")


def ask_database(seconds: float = 2 * ANSWER_SECONDS) -> None:
    """Has the database say "1", on a connection of its own. Raises Away when it does not within so many seconds.

    Connecting and asking may each take ANSWER_SECONDS. In a thread of its own too: looking up the name of a server that
    is away may take minutes.
    """
    outcome: list[Exception | None] = []
    asking = threading.Thread(target=_select_one, args=(outcome,), daemon=True)
    try:
        asking.start()
    except RuntimeError as problem:
        raise Away from problem
    asking.join(seconds)
    if reason := outcome[0] if outcome else TimeoutError():
        raise Away from reason


def _select_one(outcome: list[Exception | None]) -> None:
    _thread.asks = True
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT 1")
        outcome.append(None)
    except Exception as problem:
        outcome.append(problem)
    finally:
        own.close()


breaker = Breaker("the database", ask_database)


def serve() -> None:
    """From now on this process serves the web: its requests have deadlines."""
    _serving.set()


def is_serving() -> bool:
    """True in a process that serves the web."""
    return _serving.is_set()


def is_impatient() -> bool:
    """True when this thread waits for no server that has gone silent."""
    return is_serving() or _asks()


def _asks() -> bool:
    """True in the thread that asks the database for all."""
    return getattr(_thread, "asks", False)


def is_away() -> bool:
    """True when the database is known not to answer."""
    return breaker.is_open


def patience() -> Callable[[], None]:
    """Returns a function that whoever waits for the database from now on calls now and then. Raises Away, here too,
    when it is in vain.
    """
    since = time.monotonic()
    if _asks():
        return partial(_give_up_when_late, since)
    _give_up_if_away()

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
    """Asks for all who wait. A server that says why it takes nobody in lives: whom it serves shall not be let go.

    Nor shall anybody, while this system has no thread for asking.
    """
    global _heard_at
    try:
        ask_database()
    except Away as error:
        is_asked = not isinstance(error.__cause__, RuntimeError)
        if is_asked and not SAID_BY_SERVER.search(str(error.__cause__)):
            breaker.open()
            return
    _heard_at = time.monotonic()


def _give_up_if_away() -> None:
    if breaker.is_open:
        raise Away


def _give_up_when_late(since: float) -> None:
    if time.monotonic() - since > ANSWER_SECONDS:
        raise Away

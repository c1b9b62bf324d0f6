"""Asking all services how they do, within a second whatever hangs."""

import logging
import threading
import time

from django.db import connection

from .registry import CHECKS, DOWN, OK, POOR, Check, Finding

logger = logging.getLogger("portal.health")
DATABASE = "database"
DATABASE_SECONDS = 0.6  # A database that takes longer to say "1" is no use to a visitor either.
ALL_SECONDS = 0.85  # Leaves time for the answer to travel within the second.


def examine() -> tuple[str, dict[str, Finding]]:
    """The portal's status and that of each service, the database first.

    Down means that the database is: without it nobody is served. Services that keep their data in it are not asked then.
    """
    started = time.monotonic()
    found = {DATABASE: _database()}
    is_down = found[DATABASE].status == DOWN
    for service, question in CHECKS.items():
        is_late = time.monotonic() - started > ALL_SECONDS
        found[service] = (
            Finding(DOWN) if is_late or (is_down and question.needs_database) else _ask(service, question)
        )
    if is_down:
        return DOWN, found
    return (OK if all(finding.status == OK for finding in found.values()) else POOR), found


def _ask(service: str, question: Check) -> Finding:
    try:
        return question.ask()
    except (
        Exception
    ):  # Whatever breaks in a service is what is asked for; the log says more than the public answer.
        logger.exception("check of %s failed", service)
        return Finding(DOWN)


def _database() -> Finding:
    """Whether the database answers in time. Asked in a thread of its own, since a dead network may hang for minutes."""
    answers: list[int] = []
    asking = threading.Thread(target=_select_one, args=(answers,), daemon=True)
    started = time.monotonic()
    asking.start()
    asking.join(DATABASE_SECONDS)
    if not answers:
        return Finding(DOWN)
    return Finding(OK, {"milliseconds": round((time.monotonic() - started) * 1000)})


def _select_one(answers: list[int]) -> None:
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT 1")
            answers.extend(cursor.fetchone())
    except Exception:
        logger.exception("the database does not answer")
    finally:
        own.close()

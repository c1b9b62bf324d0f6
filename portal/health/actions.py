"""Asking all services how they do, within a second whatever hangs."""

import logging
import time

from portal.web import deadlines

from .registry import CHECKS, DOWN, OK, POOR, Check, Finding

logger = logging.getLogger("portal.health")
DATABASE = "database"
ALL_SECONDS = 0.85  # Leaves time for the answer to travel within the second.


def examine() -> tuple[str, dict[str, Finding]]:
    """The portal's status and that of each service, the database first.

    Down means that the database is: without it nobody is served. Services that keep their data in it are not asked
    then.
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
    except Exception:  # Whatever it is, it is what was asked for; the log says more than the public answer.
        logger.exception("check of %s failed", service)
        return Finding(DOWN)


def _database() -> Finding:
    """Checks that the database answers in time; down as long as visitors are told so."""
    started = time.monotonic()
    if deadlines.is_away():
        return Finding(DOWN)
    try:
        deadlines.ask_database(deadlines.ANSWER_SECONDS)
    except deadlines.Away:
        logger.exception("check of the database failed")
        return Finding(DOWN)
    return Finding(OK, {"milliseconds": round((time.monotonic() - started) * 1000)})

"""Health check of search: whether it has rows to find, and whether the search server, if there is one, keeps up."""

import logging

from portal.health.registry import OK, POOR, Finding, check

from .engines import breaker, has_cluster
from .index.outbox import oldest_waiting
from .models.change import SearchChange
from .models.document import SearchDocument

logger = logging.getLogger("portal.search")
SECONDS = 0.2  # Of the whole answer of the health page.
LATE = 5 * 60  # Seconds


@check("search")
def search() -> Finding:
    """Counts the rows there are to find; none means that the index was never built or was lost.

    With a search server also: how many documents it has (unknown: it did not answer), how many changes wait for it
    and for how long, how many it refused, and whether this process leaves it alone at the moment. Whatever is wrong
    there, search answers from the database.
    """
    rows = SearchDocument.objects.count()
    if not has_cluster():
        return Finding(OK if rows else POOR, {"rows": rows})
    waiting, refused = SearchChange.objects.waiting().count(), SearchChange.objects.refused().count()
    oldest, indexed, agrees = oldest_waiting(), None, False
    try:
        indexed, agrees = _index()
    except Exception as error:  # Whatever a server answers is what is asked for.
        logger.warning("the search server does not answer: %s: %s", type(error).__name__, error)
    is_well = rows and indexed is not None and (agrees or waiting) and oldest < LATE and not refused
    numbers: dict[str, int | None] = {
        "rows": rows,
        "indexed": indexed,
        "changes_waiting": waiting,
        "oldest_waiting_seconds": oldest,
        "changes_refused": refused,
        "breaker_open": int(breaker.is_open),
    }
    return Finding(OK if is_well and not breaker.is_open else POOR, numbers, is_missing=indexed is None)


def _index() -> tuple[int | None, bool]:
    from .index.building import state  # noqa: PLC0415 The client of an optional service.

    found = state(SECONDS)
    return found.indexed, found.agrees

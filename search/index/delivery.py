"""Telling the search server what changed (ADR 0010).

Two who deliver at the same time do no harm: a row is read after its change is, so that what is sent is never older
than the version it bears, and the server keeps the newest version whatever comes last.
"""

import logging
from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS

from ..engines import cluster
from ..engines.breaker import Breaker
from ..models.change import SearchChange
from ..models.document import SearchDocument

logger = logging.getLogger("portal.search")
BATCH = 200
SECONDS_TO_ASK = 2.0  # Before anything is sent: a worker that finds nobody has other work to do.
breaker = Breaker(pause=30)  # Of those who deliver; a full queue of writes says nothing about questions.


def deliver() -> int:
    """Tells the server what waits, oldest first, and returns how many changes it has now. A failure is tried again
    later.
    """
    if not SearchChange.objects.waiting().exists() or not breaker.allows():
        return 0
    done = 0
    try:
        while changes := list(SearchChange.objects.waiting()[:BATCH]):
            delivered = _send(changes)
            done += delivered
            if not delivered:
                raise cluster.Nonsense("nothing was taken")
    except (*cluster.CLUSTER_ERRORS, cluster.Nonsense, TimeoutError) as error:
        breaker.failed()
        logger.warning("changes wait for the search server: %s: %s", type(error).__name__, error)
    else:
        breaker.succeeded()
    return done


def _send(changes: list[SearchChange]) -> int:
    """Sends these changes to the index that answers and to the one being built; returns how many are done with."""
    # Asked after the changes were read: an index that is begun later reads rows that hold these changes.
    indexes = [name for name in (cluster.coming(), cluster.live()) if cluster.exists(name, SECONDS_TO_ASK)]
    if cluster.live() not in indexes:
        raise cluster.Nonsense("there is no index to answer from: manage.py rebuild_search builds it")
    has_it: set[int] | None = None
    versions: dict[int, int] = {}
    refusals: dict[int, str] = {}
    for index in indexes:
        taken: set[int] = set()
        for outcome in cluster.send(_writes(changes), index):
            write = outcome.write
            versions[write.document] = max(write.version, versions.get(write.document, 0))
            if outcome.refusal:
                refusals[write.document] = outcome.refusal
            # The index that is built may have taken the other's place meanwhile.
            if outcome.has_it or (outcome.is_index_missing and index == cluster.coming()):
                taken.add(write.document)
        has_it = taken if has_it is None else has_it & taken
    return _settle(changes, has_it or set(), versions, refusals)


def _writes(changes: list[SearchChange]) -> Iterator[cluster.Write]:
    """One write for each document, as its row is now."""
    versions: dict[int, int] = {}
    for change in changes:
        versions[change.document] = max(change.version, versions.get(change.document, 0))
    rows = SearchDocument.objects.filter(pk__in=versions)
    for body in cluster.documents(rows):
        del versions[body["id"]]
        yield cluster.Write(body["id"], body["version"], body)
    for document, version in versions.items():
        yield cluster.Write(document, version, None)


def _settle(
    changes: list[SearchChange], has_it: set[int], versions: dict[int, int], refusals: dict[int, str]
) -> int:
    """Deletes what the server has, with what it refused of it before, and puts aside what it refuses now."""
    refused_before = SearchChange.objects.refused().filter(document__in=has_it)
    done = [change.pk for change in [*changes, *refused_before]
            if change.document in has_it and change.version <= versions[change.document]]  # fmt: skip
    SearchChange.objects.filter(pk__in=done)._raw_delete(using=DEFAULT_DB_ALIAS)
    for document, reason in refusals.items():
        aside = [change.pk for change in changes if change.document == document]
        logger.error("the search server refuses document %s: %s", document, reason)
        SearchChange.objects.filter(pk__in=aside).update(error=reason)
        done += aside
    return len(done)

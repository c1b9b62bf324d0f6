"""The index of the search server as a whole: building it beside the one that answers, and whether it agrees with the
rows (ADR 0010).
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Sum
from elasticsearch import ConnectionTimeout
from elasticsearch.helpers import scan

from ..engines import cluster
from ..engines.cluster import Outcome, Write
from ..models.change import SearchChange
from ..models.document import SearchDocument
from . import outbox

logger = logging.getLogger("portal.search")
Progress = Callable[[int, int], None]
PAUSES = (1, 2, 4, 8, 16, 32)  # Seconds before a write is tried again that the server has no room for.
LONGEST_BUILDING = timedelta(minutes=30)  # Afterwards who built is taken for dead.
SECONDS = 2.0
SECONDS_TO_MERGE = 600


class BuildFailed(Exception):
    """The index could not be built; the one before it answers on."""


def build(progress: Progress | None = None) -> int:
    """Builds the index from the rows, beside the one that answers, then puts it in its place; returns how many
    documents it has.

    Changes made meanwhile reach it through the outbox. What a killed run left half-built is removed first. Should two
    run at once, the later goes on and the earlier raises `BuildFailed`, as it does when the server cannot take what
    is sent.
    """
    started = datetime.now(UTC)
    name = f"{cluster.live()}-{started:%Y%m%d%H%M%S%f}"
    elastic = cluster.client().options(request_timeout=30)
    try:
        _remove_half_built(elastic)
        elastic.indices.create(
            index=name,
            settings={**cluster.SETTINGS, "refresh_interval": "-1"},
            mappings={**cluster.MAPPINGS, "_meta": {"started": started.isoformat()}},
            aliases={cluster.coming(): {}},
        )
        outbox.try_refused_again()
        written = _write_rows(progress)
        elastic.indices.put_settings(
            index=name, settings={"refresh_interval": cluster.SETTINGS["refresh_interval"]}
        )
        _merge(elastic, name)
        elastic.indices.refresh(index=name)
        _take_place(elastic, name)
    except (*cluster.CLUSTER_ERRORS, cluster.Nonsense) as error:
        raise BuildFailed(f"{type(error).__name__}: {error}") from error
    return written


def _remove_half_built(elastic: Any) -> None:
    if elastic.indices.exists(index=cluster.coming()):
        for index in elastic.indices.get(index=cluster.coming()).body:
            logger.warning("removing the half-built index %s", index)
            elastic.indices.delete(index=index, ignore_unavailable=True)


def _write_rows(progress: Progress | None) -> int:
    """Sends all rows in the order of their ids; those that come meanwhile are of the outbox."""
    total, done, last = SearchDocument.objects.count(), 0, 0
    while rows := list(SearchDocument.objects.filter(pk__gt=last).order_by("pk")[: cluster.ROWS_AT_ONCE]):
        last = rows[-1].pk
        _write([cluster.Write(body["id"], body["version"], body) for body in cluster.documents(rows)])
        done += len(rows)
        if progress:
            progress(done, max(total, done))
    return done


def _write(writes: list[Write]) -> None:
    """Sends writes until the server has them; what it refuses for good is put aside and shown by health."""
    for pause in (*PAUSES, None):
        outcomes = list(_outcomes(writes))
        if any(outcome.is_index_missing for outcome in outcomes):
            raise BuildFailed("the index that was being built is gone: somebody else builds it")
        SearchChange.objects.bulk_create(
            SearchChange(
                document=outcome.write.document, version=outcome.write.version, error=outcome.refusal
            )
            for outcome in outcomes
            if outcome.refusal
        )
        writes = [outcome.write for outcome in outcomes if not outcome.has_it and not outcome.refusal]
        if not writes:
            return
        if pause:
            time.sleep(pause)
    raise BuildFailed("the server does not take what is sent")


def _outcomes(writes: list[Write]) -> Iterator[Outcome]:
    """Yields the outcome of each write; of one that got no answer: that the server does not have it."""
    answered = 0
    try:
        for outcome in cluster.send(writes, cluster.coming()):
            answered += 1
            yield outcome
    except (*cluster.CLUSTER_ERRORS, cluster.Nonsense) as error:
        logger.warning("the search server took a part only: %s: %s", type(error).__name__, error)
        yield from (cluster.Outcome(write, has_it=False) for write in writes[answered:])


def _merge(elastic: Any, name: str) -> None:
    """One segment instead of many: a question takes two thirds of the time, the index a quarter of the place (100,000
    documents, 8 s).
    """
    with suppress(ConnectionTimeout):  # The server goes on merging by itself.
        elastic.options(request_timeout=SECONDS_TO_MERGE).indices.forcemerge(index=name, max_num_segments=1)


def _take_place(elastic: Any, name: str) -> None:
    """In one step: the new index answers, and those that answered are gone."""
    old: list[str] = []
    if elastic.indices.exists(index=cluster.live()):
        old = list(elastic.indices.get(index=cluster.live()).body)
    elastic.indices.update_aliases(
        actions=[
            {"remove": {"index": name, "alias": cluster.coming(), "must_exist": True}},
            *({"remove_index": {"index": index}} for index in old),
            {"add": {"index": name, "alias": cluster.live()}},
        ]
    )


@dataclass(frozen=True)
class State:
    """State of the index beside the rows."""

    rows: int
    indexed: int | None  # None: there is no index.
    agrees: bool


def state(seconds: float = SECONDS) -> State:
    """Returns the state of the index: whether it has as many documents as there are rows, and the same sum of
    versions. Raises as the cluster does.
    """
    found = cluster.summary(seconds)
    rows = SearchDocument.objects.count()
    versions = SearchDocument.objects.aggregate(sum=Sum("version"))["sum"] or 0
    if found is None:
        return State(rows, None, agrees=False)
    return State(rows, found.documents, agrees=found == cluster.Summary(rows, versions))


def needs_building() -> bool:
    """True when the index is missing, or does not agree with the rows although no change waits. False while it is
    built, or nobody answers.
    """
    try:
        if _is_being_built():
            return False
        if not cluster.exists(cluster.live(), SECONDS):
            return True
        return not SearchChange.objects.exists() and _differs_lastingly()
    except (*cluster.CLUSTER_ERRORS, cluster.Nonsense, TimeoutError) as error:
        logger.warning("the index cannot be looked at: %s: %s", type(error).__name__, error)
        return False


def _differs_lastingly() -> bool:
    """Looked at twice, since a change may come between the index and the rows."""
    cluster.client().indices.refresh(index=cluster.live())
    if state().agrees:
        return False
    cluster.client().indices.refresh(index=cluster.live())
    return not state().agrees and not SearchChange.objects.exists()


def _is_being_built() -> bool:
    if not cluster.exists(cluster.coming(), SECONDS):
        return False
    found = cluster.client().indices.get(index=cluster.coming()).body
    limit = datetime.now(UTC) - LONGEST_BUILDING
    return any(
        datetime.fromisoformat(index["mappings"]["_meta"]["started"]) > limit for index in found.values()
    )


def differences() -> list[int]:
    """The numbers of all documents of which rows and index do not say exactly the same: presence, version, digest.
    Reads both whole.
    """
    cluster.client().indices.refresh(index=cluster.live())
    rows = dict(SearchDocument.objects.values_list("pk", "digest"))
    versions = dict(SearchDocument.objects.values_list("pk", "version"))
    known = {
        int(hit["_id"]): (hit["_version"], hit["_source"]["version"], hit["_source"]["digest"])
        for hit in scan(
            cluster.client(), index=cluster.live(), query={"version": True, "_source": ["version", "digest"]}
        )
    }
    ours = {pk: (versions[pk], versions[pk], digest) for pk, digest in rows.items()}
    return sorted(pk for pk in ours.keys() | known.keys() if ours.get(pk) != known.get(pk))

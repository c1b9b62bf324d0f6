"""The Elasticsearch cluster: its client, the index and what is kept of a document in it (ADR 0010).

Nothing here needs more than the core of Elasticsearch 9: no plugin, no analyzer beside `whitespace`, no script. The
only module that imports the client, and only imported where a cluster is configured.

`SEARCH_INDEX` is the alias under which searches are asked; while another index is built, that one is found under
`<SEARCH_INDEX>-next`.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from search.engines.base import terms_by_place
from search.models.document import SearchDocument
from search.models.part import SearchPart
from search.query.scoring import PLACES

CLUSTER_ERRORS = (ApiError, TransportError)
SECONDS_TO_SEND = 10.0
MOST_BYTES = 4_000_000  # Of one bulk request.
LARGEST_OFFSET = 200_000  # Hits; pages end at half of it (search.page.results).
ROWS_AT_ONCE = 200

_TERMS = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
_WORD = {"type": "keyword"}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"excludes": list(PLACES)},  # Long, and never read: indexes are built from the rows.
    "properties": {
        **dict.fromkeys(PLACES, _TERMS),
        "id": {"type": "long"},
        "version": {"type": "long"},
        "digest": {"type": "keyword", "index": False},
        "kind": _WORD,
        "thing": {"type": "keyword", "eager_global_ordinals": True},
        "language": _WORD,
        "access": _WORD,
        "day": {"type": "date", "format": "strict_date"},
        "facets": _WORD,  # "region=KZ-43"
    },
}
SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",  # Written out, else a rarely asked index shows changes only when it is asked again.
    "gc_deletes": "6h",  # So long a late, older write of a deleted document is known for what it is.
    "max_result_window": LARGEST_OFFSET,
}
_T = TypeVar("_T")


class Nonsense(Exception):
    """The cluster answered something that is no answer to what it was asked."""


def live() -> str:
    """The alias of the index that answers."""
    return settings.SEARCH_INDEX


def coming() -> str:
    """The alias of the index that is being built."""
    return f"{settings.SEARCH_INDEX}-next"


def client() -> Elasticsearch:
    """The client of the configured cluster; it keeps its connections."""
    return _client(tuple(settings.SEARCH_HOSTS), settings.SEARCH_CA_FILE)


@lru_cache(maxsize=4)
def _client(hosts: tuple[str, ...], ca_file: str) -> Elasticsearch:
    # Only another node is a second chance: who was refused once would be refused again.
    options: dict[str, Any] = {"ca_certs": ca_file} if ca_file else {}
    return Elasticsearch(
        list(hosts),
        request_timeout=SECONDS_TO_SEND,
        max_retries=len(hosts) - 1,
        retry_on_status=(),
        retry_on_timeout=False,
        http_compress=True,
        **options,
    )


def within(seconds: float, question: Callable[[Elasticsearch], _T]) -> _T:
    """Returns what the cluster answers within so many seconds in all; raises TimeoutError after them.

    Timeouts of sockets count from byte to byte, and looking up a name has none: so a thread asks, and is left alone
    when it takes too long.
    """
    answers: list[_T] = []
    errors: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(question(client().options(request_timeout=seconds)))
        except Exception as error:
            errors.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise TimeoutError(f"no answer within {seconds} s")
    return answers[0]


def documents(rows: Iterable[SearchDocument]) -> Iterator[dict[str, Any]]:
    """Yields what the index keeps of each of these rows; one query for the files of all."""
    rows = list(rows)
    parts: dict[int, list[str]] = {}
    of_rows = SearchPart.objects.filter(document__in=[row.pk for row in rows]).order_by("pk")
    for document, terms in of_rows.values_list("document", "terms"):
        parts.setdefault(document, []).append(terms)
    for row in rows:
        kept = terms_by_place(row, parts.get(row.pk, ()))
        yield {
            **{place: " ".join(terms) for place, terms in kept.items()},
            "id": row.pk,
            "version": row.version,
            "digest": row.digest,
            "kind": row.kind,
            "thing": row.thing,
            "language": row.language,
            "access": row.access,
            "day": row.day,
            "facets": [f"{name}={value}" for name, value in row.facet_values],
        }


@dataclass(frozen=True)
class Write:
    """A document of a version as the index shall have it; without a body it shall have none."""

    document: int
    version: int
    body: dict[str, Any] | None


@dataclass(frozen=True)
class Outcome:
    """Server's answer to one write: `has_it` also when it has something newer; refused for good with a reason."""

    write: Write
    has_it: bool
    refusal: str = ""
    is_index_missing: bool = False


def send(writes: Iterable[Write], index: str) -> Iterator[Outcome]:
    """Sends writes to the index behind an alias, in requests of bounded size, and says of each what came of it.

    Versions make it safe to send twice, and in any order. An alias that may be missing is asked for first (`exists`):
    to deletions alone the server would make up an index. Raises what `CLUSTER_ERRORS` lists, or `Nonsense`.
    """
    batch: list[Write] = []
    lines: list[bytes] = []
    size = 0
    serialize = client().transport.serializers.dumps
    for write in writes:
        new = [serialize(line, "application/json") for line in _lines(write, index)]
        length = sum(map(len, new))
        if batch and size + length > MOST_BYTES:
            yield from _bulk(batch, lines)
            batch, lines, size = [], [], 0
        batch.append(write)
        lines += new
        size += length
    if batch:
        yield from _bulk(batch, lines)


def _lines(write: Write, index: str) -> Iterator[dict[str, Any]]:
    head = {
        "_index": index,
        "_id": str(write.document),
        "version": write.version,
        "version_type": "external",
    }
    if write.body is None:
        yield {"delete": head}
    else:
        yield {"index": head}
        yield write.body


def _bulk(batch: list[Write], lines: list[bytes]) -> Iterator[Outcome]:
    # A bare index would be made up by the server when it is not there, an alias is not.
    answer = client().bulk(operations=lines, require_alias=True)  # type: ignore[arg-type]  # It sends lines, too.
    items = answer.body.get("items") if isinstance(answer.body, dict) else None
    if not isinstance(items, list) or len(items) != len(batch):
        raise Nonsense("not as many answers as writes")
    for write, item in zip(batch, items, strict=True):
        yield _outcome(write, item)


def _outcome(write: Write, item: Any) -> Outcome:
    try:
        (said,) = item.values()
        status, name, error = int(said["status"]), said["_id"], said.get("error") or {}
        kind, reason = error.get("type", ""), error.get("reason", "")
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise Nonsense(f"not an answer to a write: {item!r:.200}") from wrong
    if name != str(write.document):
        raise Nonsense("an answer to another write")
    if kind == "index_not_found_exception":
        return Outcome(write, has_it=False, is_index_missing=True)
    is_gone = write.body is None and status == 404 and not error
    if status in (200, 201, 409) or is_gone:
        return Outcome(write, has_it=True)
    return Outcome(write, has_it=False, refusal=f"{kind}: {reason}"[:1000] if status == 400 else "")


@dataclass(frozen=True)
class Summary:
    """Number of documents in an index, and the sum of their versions: alike for rows that agree with it."""

    documents: int
    versions: int


def summary(seconds: float) -> Summary | None:
    """Of the index that answers; None when there is none. Raises as `within` and `CLUSTER_ERRORS` say."""
    try:
        answer = within(
            seconds,
            lambda cluster: (
                cluster.search(
                    index=live(),
                    size=0,
                    track_total_hits=True,
                    allow_partial_search_results=False,
                    aggregations={"versions": {"sum": {"field": "version"}}},
                ).body
            ),
        )
    except NotFoundError:
        return None
    try:
        return Summary(
            int(answer["hits"]["total"]["value"]), round(answer["aggregations"]["versions"]["value"])
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise Nonsense("not an answer to a search") from wrong


def exists(alias: str, seconds: float) -> bool:
    """True when an index is behind this alias."""
    return within(seconds, lambda cluster: bool(cluster.indices.exists_alias(name=alias)))

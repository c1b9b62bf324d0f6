"""Questions to engines and their answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Protocol

from django.db.models import Prefetch

from portal.content.searchable import EVERYONE
from search.models.document import SearchDocument
from search.models.part import SearchPart
from search.query.analysis import INDEXED_BODY, MOST_FILE_BYTES, MOST_FILE_TERMS, Query, Word, document_terms

TERMS_OF_PARTS = Prefetch(
    "parts", SearchPart.objects.only("document", "terms")
)  # Without their texts, which are long.


@dataclass(frozen=True)
class Ask:
    """One question to an engine: words, whether all must be met, who asks in which language, and which rows."""

    query: Query
    languages: tuple[str, ...]  # The reader's first, then the nearest.
    today: date
    kind: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # Of the kind; any of the values of each.
    access: tuple[str, ...] = (EVERYONE,)  # What the reader may open.
    needs_all_words: bool = True
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True)
class Answer:
    """The documents of one page of results, best first, and how many things there are in all.

    `counts` by kind know nothing of filters; `facets` of the asked kind count each facet's values under all filters
    but its own, as somebody who would choose another value of it wants to know.
    """

    ids: list[int] = field(default_factory=list)
    points: list[float] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    filtered: int = 0  # Things of the asked kind that pass all filters.
    is_stand_in: bool = False  # The database answered for a cluster that did not.


def terms_by_place(document: SearchDocument, parts: Iterable[str] = ()) -> dict[str, list[str]]:
    """The terms of a document, each once, by the place where they stand (`search.query.scoring.PLACES`).

    `parts` are the terms of its files' parts.
    """
    names = " \n".join([*document.names, *document.old_names])
    texts = {
        "title": document.title,
        "names": names,
        "keywords": " \n".join(document.keywords),
        "summary": document.summary,
        "body": document.body[:INDEXED_BODY],
    }
    found = {place: document_terms(text, document.language) for place, text in texts.items()}
    of_files = dict.fromkeys(term for terms in parts for term in terms.split())
    return {**found, "file": _as_many_as_fit(of_files)}


def _as_many_as_fit(terms: Iterable[str]) -> list[str]:
    kept, size = [], 0
    for term in islice(terms, MOST_FILE_TERMS):
        size += len(term.encode())
        if size > MOST_FILE_BYTES:
            break
        kept.append(term)
    return kept


class Engine(Protocol):
    """Interface of the engine of a database."""

    def write(self, documents: Iterable[SearchDocument]) -> None: ...

    def forget(self, ids: Iterable[int]) -> None: ...

    def tidy(self) -> None: ...

    def find(self, ask: Ask) -> Answer: ...

    def heads(
        self, words: Sequence[Word], places: tuple[str, ...], access: tuple[str, ...], limit: int
    ) -> list[int]: ...

    def count(self, words: Sequence[Word], access: tuple[str, ...]) -> int: ...

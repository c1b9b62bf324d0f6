"""The full-text search of the database: one module for SQLite, one for PostgreSQL, both with the same functions.

`create(connection)` makes what is needed beside the documents' table; `write(documents)` keeps the terms of rows that were
written; `forget(ids)` lets rows go; `tidy()` drops what has no row any more; `find(ask)` answers an `Ask`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.db import connection

from search.analysis import INDEXED_BODY, Query, document_terms
from search.records import SearchDocument

OTHER_LANGUAGE = 0.5  # A hit in another language than the reader's counts half.
AGEING_KINDS = ("news",)
AGEING_PART = 0.2  # What of a news item's rank goes with time;
AGEING_DAYS = 180  # half of that part after so many days.


@dataclass(frozen=True)
class Ask:
    """One question to an engine: words, whether all must be met, whose language comes first, and which rows."""

    query: Query
    languages: tuple[str, ...]  # The reader's first, then the nearest.
    today: date
    kind: str = ""
    needs_all_words: bool = True
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True)
class Answer:
    """The documents of one page of results, best first, and how many things of each kind there are in all."""

    ids: list[int] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def column_terms(document: SearchDocument) -> dict[str, list[str]]:
    """The terms of a document by the place where they stand, in the order of `search.analysis.COLUMNS`.

    Among names and keywords each counts once: having a name in three languages makes nothing more relevant.
    """
    return {
        "title": document_terms(document.title),
        "names": list(dict.fromkeys(document_terms(" \n".join(document.names)))),
        "keywords": list(dict.fromkeys(document_terms(" \n".join(document.keywords)))),
        "summary": document_terms(document.summary),
        "body": document_terms(document.body[:INDEXED_BODY]),
    }


class Engine(Protocol):
    """What each engine's module offers."""

    def write(self, documents: Iterable[SearchDocument]) -> None: ...

    def forget(self, ids: Iterable[int]) -> None: ...

    def tidy(self) -> None: ...

    def find(self, ask: Ask) -> Answer: ...


def engine() -> Engine:
    """The engine of the database that is in use."""
    from search.engines import postgresql, sqlite

    return postgresql if connection.vendor == "postgresql" else sqlite  # type: ignore[return-value]

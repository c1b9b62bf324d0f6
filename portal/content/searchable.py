"""What a thing tells search about itself. Search reads this and knows no room."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.dispatch import Signal


@dataclass(frozen=True)
class SearchEntry:
    """One public thing in one language, as search shall find and show it."""

    language: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    names: tuple[str, ...] = ()  # Every name it goes or went by, in any language.
    keywords: tuple[str, ...] = ()  # Place, type, topic: in any language.
    title_language: str = ""  # When the title is shown in another language than `language`.
    region: str = ""  # ISO 3166-2 code.
    day: date | None = None  # When it happened or happens; news is ranked by it.
    facts: dict[str, str] = field(default_factory=dict)  # Shown in the hit: {"place": "Kyzylorda"}.


class Searchable:
    """Mixin for models that search finds: kind `search_kind`, one entry per language, none when not public.

    Entries say only what every visitor may see. `search` refreshes the rows of a thing in the transaction that
    changes it; bulk changes send the `search_changed` signal below.
    """

    search_kind: str

    def search_entries(self) -> Iterable[SearchEntry]:
        """The entries of this thing as it stands in the database now; empty when it is not public."""
        raise NotImplementedError

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        """All rows worth asking, with what `search_entries` needs prefetched; used when everything is indexed."""
        return cls._default_manager.all()  # type: ignore[attr-defined]


class TellsSearch:
    """Mixin for models whose change changes what search knows of another thing (a description of its record)."""

    def searchable_things(self) -> Iterable[models.Model]:
        """The searchable things to refresh when this row is saved or deleted."""
        raise NotImplementedError


search_changed = Signal()
"""Sent with `sender` (a searchable model) and `rows` (a queryset or None for all) after a bulk change."""

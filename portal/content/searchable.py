"""Search interface of a thing: what it tells search about itself. Search reads this and knows no room."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.dispatch import Signal

EVERYONE = "everyone"  # Who may open a thing: everybody,
SIGNED_IN = "signed-in"  # whoever has an account,


LONGEST_ACCESS = 40


def members_of(*groups: int) -> str:
    """or the members of any of these groups, by their primary keys; with none, nobody but superusers."""
    return f"group:{','.join(map(str, sorted(groups)))}"


def all_of(accesses: Iterable[str]) -> str | None:
    """or who may open all that these words name; None when that is too much to say, so that search cannot tell it."""
    wanted = sorted(set(accesses) - {EVERYONE})
    if any(access.startswith("group:") for access in wanted):
        wanted = [access for access in wanted if access != SIGNED_IN]  # Who is in a group has signed in.
    said = "&".join(wanted) or EVERYONE
    return said if len(said) <= LONGEST_ACCESS else None


def may_open(user: Any, accesses: Iterable[str]) -> tuple[str, ...]:
    """Those of these words by which `user` (perhaps anonymous) may open a thing. Costs a query
    for who has signed in.
    """
    if not getattr(user, "is_active", False) or not user.is_authenticated:
        return (EVERYONE,)
    groups = {str(pk) for pk in user.groups.values_list("pk", flat=True)}

    def is_met(access: str) -> bool:
        kind, _colon, named = access.partition(":")
        return user.is_superuser or kind != "group" or not groups.isdisjoint(named.split(","))

    return (
        EVERYONE,
        *(
            access
            for access in dict.fromkeys(accesses)
            if access != EVERYONE and all(is_met(part) for part in access.split("&"))
        ),
    )


@dataclass(frozen=True)
class FilePart:
    """One page or slide of a file, with its text."""

    file: str  # How the file is called.
    url: str  # Where it is had.
    text: str
    unit: str = ""  # "page", "slide", "sheet"; empty when the file has no parts.
    number: int = 1  # From 1, as readers count.
    language: str = ""  # Of the text, when it is not the entry's.


@dataclass(frozen=True)
class SearchEntry:
    """One public thing in one language, as search shall find and show it."""

    language: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    names: tuple[str, ...] = ()  # Every name it goes by, in any language.
    old_names: tuple[str, ...] = ()  # Every name it went by once.
    keywords: tuple[str, ...] = ()  # Place, type, topic: in any language.
    title_language: str = ""  # When the title is shown in another language than `language`.
    region: str = ""  # ISO 3166-2 code.
    day: date | None = None  # When it happened or happens; news is ranked by it.
    facts: dict[str, str] = field(default_factory=dict)  # Shown in the hit: {"place": "Kyzylorda"}.
    # What it can be filtered by, each value with its words in `language`: {"region": (("KZ-43", "Қызылорда облысы"),)}.
    facets: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    parts: tuple[FilePart, ...] = ()  # Of its files in this language.
    access: str = EVERYONE  # Who may open it.


saved_whole = Signal()
"""Sent with `sender` and `instance` after a row *and* what its class saves along with it (rows of a cluster, addresses
of the pages below), which come after Django's `post_save`; still in the same transaction."""


class AtomicSaveMixin:
    """Mixin whose save is one transaction with what its signals write, so that search never lags behind a row."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves; when a receiver fails, nothing is saved."""
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)  # type: ignore[misc]  # A model's, which stands behind it.
            saved_whole.send(sender=type(self), instance=self)

    save.alters_data = True  # type: ignore[attr-defined]  # Django's mark for templates.


class Searchable(AtomicSaveMixin):
    """Mixin for models that search finds: kind `search_kind`, one entry per language, none when not public.

    Entries say only what those may see whom `access` names. `search` refreshes the rows of a thing in the transaction
    that changes it; bulk changes send the `search_changed` signal below. It always asks a fresh row, read through
    `searchable_rows`: a row that is not in it has no entries.
    """

    search_kind: str
    _default_manager: "ClassVar[models.Manager[Any]]"

    def search_entries(self) -> Iterable[SearchEntry]:
        """The entries of this thing as it stands in the database now; empty when it is not public."""
        raise NotImplementedError

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        """All rows worth asking, with what `search_entries` needs prefetched; used when everything is indexed."""
        return cls._default_manager.all()


class ReindexesRelated(AtomicSaveMixin):
    """Mixin for models whose change changes what search knows of another thing (a description of its record)."""

    def searchable_things(self) -> Iterable[models.Model]:
        """The searchable things to refresh when this row is saved or deleted."""
        raise NotImplementedError


search_changed = Signal()
"""Sent with `sender` (a searchable model) and `rows` (a queryset or None for all) after a bulk change.

With `may_wait=True` where nothing private is at stake, as after a new name: many rows are then left to the worker.
"""

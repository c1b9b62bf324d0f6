"""Effects of a deletion: what goes with rows, and what keeps them; asked of the database, as the deletion does.

Wagtail's index of references does not know every row that points at another, and promises to delete what then cannot
be.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS, models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

NAMES_SHOWN = 5
# Versions, tags and the like: rows that other rows are made of.
NAMELESS = frozenset({"wagtailcore", "wagtailsearch", "taggit"})


@dataclass(frozen=True)
class Part:
    """Rows of one kind: how many there are, and the first of those that the reader may open, with their addresses."""

    model: type[models.Model]
    count: int
    links: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{capfirst(str(self.model._meta.verbose_name_plural))}: {self.count}"


@dataclass(frozen=True)
class Deletion:
    """Effects of deleting some rows."""

    removed: list[Part]
    kept_by: list[Part]
    reasons: list[str]

    @property
    def is_refused(self) -> bool:
        """True when the rows stay."""
        return bool(self.kept_by or self.reasons)

    @property
    def refusal(self) -> str:
        """The reasons why the rows stay, in one paragraph; empty when they may go."""
        if not self.kept_by:
            return " ".join(self.reasons)
        kept_by = _("It cannot be deleted while other entries refer to it (%(entries)s).") % {
            "entries": "; ".join(map(str, self.kept_by))
        }
        return " ".join([kept_by, *self.reasons])


def deletion_of(rows: Iterable[models.Model], address_of: Callable[[models.Model], str | None]) -> Deletion:
    """Returns the effects of deleting rows. `address_of` tells where the reader may open a row, None where not.

    A model may have a method `why_it_stays`: the reason, in the reader's language, why a row is never deleted; and
    `instead_of_deleting`: what to do when others refer to it.
    """
    rows = list(rows)
    found = NestedObjects(using=DEFAULT_DB_ALIAS)
    found.collect(rows)
    with_them = [
        row
        for of_model in found.model_objs.values()
        for row in of_model
        if _has_a_name(type(row)) and row not in rows
    ]
    reasons = dict.fromkeys(row.why_it_stays() for row in rows if hasattr(row, "why_it_stays"))
    if found.protected:
        reasons |= dict.fromkeys(str(getattr(row, "instead_of_deleting", "")) for row in rows)
    return Deletion(
        removed=_parts(with_them, address_of),
        kept_by=_parts(found.protected, address_of),
        reasons=[reason for reason in reasons if reason],
    )


def _has_a_name(model: type[models.Model]) -> bool:
    """True when people know rows of the kind by a name, so that a question about them means something."""
    meta = model._meta
    is_named = "verbose_name_plural" in meta.original_attrs and not meta.auto_created
    return is_named and meta.app_label not in NAMELESS


def _parts(rows: Iterable[models.Model], address_of: Callable[[models.Model], str | None]) -> list[Part]:
    kinds: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    parts = [_part(kind, of_kind, address_of) for kind, of_kind in kinds.items()]
    return sorted(parts, key=str)


def _part(
    kind: type[models.Model], rows: list[models.Model], address_of: Callable[[models.Model], str | None]
) -> Part:
    rows.sort(key=lambda row: str(row.pk))
    links = [(str(row), address) for row in rows[:NAMES_SHOWN] if (address := address_of(row))]
    return Part(kind, len(rows), links)

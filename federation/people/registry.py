"""Registries of people, which rooms above fill: where people meet, what ends with a consent, and how the rows of keys
to a person move when two people are merged.

A room says to whom somebody is an organiser or another participant in its module `rules`, with `@meeting(...)`. In its
module `personal_data` it says what would end with a consent, with `@tells_withdrawal(...)`, and what becomes of each of
its keys, with `register_key(Model, "person")`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, QuerySet

from portal.accounts.models import User

from .enums import Audience, Purpose

if TYPE_CHECKING:
    from .models.person import Person

MeetingProvider = Callable[[User], QuerySet]
MEETINGS: dict[Audience, list[MeetingProvider]] = {}


def meeting(audience: Audience) -> Callable[[MeetingProvider], MeetingProvider]:
    """Registers a function from a signed-in user to a queryset of the keys of people to whom the user is one of the
    audience, in a module named `rules`.
    """

    def register(provider: MeetingProvider) -> MeetingProvider:
        MEETINGS.setdefault(audience, []).append(provider)
        return provider

    return register


def met_by(user: User, audience: Audience) -> Q:
    """The condition under which a user is one of the audience to a person; matches nothing when nobody registered."""
    condition = Q(pk__in=[])
    for provide in MEETINGS.get(audience, ()):
        condition |= Q(pk__in=provide(user))
    return condition


AfterConsent = Callable[["Person"], object]
AFTER_GIVING: dict[Purpose, list[AfterConsent]] = {}
AFTER_WITHDRAWAL: dict[Purpose, list[AfterConsent]] = {}


def after_giving(purpose: Purpose) -> Callable[[AfterConsent], AfterConsent]:
    """Registers what happens in the same transaction when somebody agrees to the purpose; may run twice."""
    return _registers(AFTER_GIVING, purpose)


def after_withdrawal(purpose: Purpose) -> Callable[[AfterConsent], AfterConsent]:
    """Registers what happens in the same transaction when a consent to the purpose is withdrawn; may run twice."""
    return _registers(AFTER_WITHDRAWAL, purpose)


def _registers(
    acts: dict[Purpose, list[AfterConsent]], purpose: Purpose
) -> Callable[[AfterConsent], AfterConsent]:
    def register(act: AfterConsent) -> AfterConsent:
        acts.setdefault(purpose, []).append(act)
        return act

    return register


@dataclass(frozen=True)
class Ending:
    """What ends with a consent, in words: `title` above the `lines`, the `button` that withdraws it, and what is `done`
    then.
    """

    title: str
    lines: tuple[str, ...]
    button: str
    done: str


EndingProvider = Callable[["Person"], Ending | None]
ENDINGS: dict[Purpose, EndingProvider] = {}


def tells_withdrawal(purpose: Purpose) -> Callable[[EndingProvider], EndingProvider]:
    """Registers the function that tells what would end for somebody who withdraws a consent to the purpose; None where
    nothing would.
    """

    def register(tell: EndingProvider) -> EndingProvider:
        ENDINGS[purpose] = tell
        return tell

    return register


def ending_of(person: "Person", purpose: Purpose) -> Ending | None:
    """What would end for a person with the consent to a purpose; None where nothing would."""
    return ENDINGS[purpose](person) if purpose in ENDINGS else None


Moves = dict[str, Any]  # What the record of a merge keeps of a key: JSON.
MOVED = "moved"  # In it: the keys of the rows that were moved.
GIVEN_UP = "given_up"  # In it, by the label of their model: the keys of what both had, and is now had once.


@dataclass(frozen=True)
class Key:
    """A key to a person. `move` moves its rows from the merged one to the kept one, and tells what the undo needs;
    `back` undoes that, and may run when some of the rows are gone or have moved on.
    """

    model: type[models.Model]
    name: str
    move: Callable[["Person", "Person"], Moves]
    back: Callable[["Person", "Person", Moves], object]
    is_listed: bool  # What comes after a merge is listed after its undo.

    @property
    def label(self) -> str:
        """How the record of a merge names the key: workshops.Participation.person."""
        return f"{self.model._meta.label}.{self.name}"

    def rows_of(self, person: "Person") -> models.QuerySet:
        """The rows that point at a person by this key."""
        return self.model._base_manager.filter(**{self.name: person}).order_by("pk")


KEYS: dict[str, Key] = {}


def register_key(
    model: type[models.Model],
    name: str,
    *,
    move: Callable[["Person", "Person"], Moves] | None = None,
    back: Callable[["Person", "Person", Moves], object] | None = None,
    is_listed: bool = True,
) -> None:
    """Registers a key to a person. Without functions of its own its rows are moved as they are, one by one."""

    def move_rows(kept: "Person", merged: "Person") -> Moves:
        return {MOVED: point_at(key.rows_of(merged), name, kept)}

    def move_back(kept: "Person", merged: "Person", told: Moves) -> None:
        point_at(key.rows_of(kept).filter(pk__in=told.get(MOVED, ())), name, merged)

    key = Key(model, name, move or move_rows, back or move_back, is_listed)
    KEYS[key.label] = key


def point_at(rows: models.QuerySet, name: str, person: "Person") -> list[Any]:
    """Points rows at a person, each saved by itself, so that it has its version and its receivers hear of it.

    Returns their keys.
    """
    found = list(rows)
    for row in found:
        setattr(row, name, person)
        row.save(update_fields=[name])
    return [row.pk for row in found]

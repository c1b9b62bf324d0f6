"""People laid side by side, and merges, as the admin shows them."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.accounts.rules import Visitor
from portal.content import versions
from portal.content.visibility import visible_rows
from portal.editing.facts import label_of
from portal.web.readable import say

from ..actions.merging import choosable, given_up
from ..enums import Detail, Likeness, MergeState
from ..models.likely_duplicate import LikelyDuplicate
from ..models.merge import ASKED_FOR, CAN_BE_UNDONE_FOR, Merge
from ..models.person import Person
from ..registry import GIVEN_UP, KEYS, MOVED

ADDRESSES = "wagtailsnippets_people_person"


def address_of(name: str, *parts: Any) -> str:
    """The address of one of the admin's pages about people."""
    return reverse(f"{ADDRESSES}:{name}", args=parts)


@dataclass(frozen=True)
class Side:
    """One of two people: the name of the side, which forms send, and what stands at the head of its column."""

    name: str
    person: Person
    title: str
    url: str
    account: str


@dataclass(frozen=True)
class SharedFact:
    """A fact of two people. Where it differs, one of the `values` is to be chosen, by the name of its side."""

    name: str
    label: str
    values: list[tuple[str, str]]  # Side, words.
    is_choice: bool = False
    chosen: str = ""


@dataclass(frozen=True)
class ShownPair:
    """A pair that may be one person, in the list of such pairs."""

    pk: int
    url: str
    names: list[str]
    regions: list[str]
    why: str
    found: str


def shown_pair(pair: LikelyDuplicate) -> ShownPair:
    """A pair whose people, their regions and accounts were read along."""
    people = (pair.one, pair.other)
    known = dict(Likeness.choices)
    return ShownPair(
        pk=pair.pk,
        url=address_of("duplicate", pair.pk),
        names=[str(person) for person in people],
        regions=[str(person.region or "—") for person in people],
        why=", ".join(str(known[why]) for why in pair.why if why in known),
        found=say(pair.found_at),
    )


def sides_of(pair: LikelyDuplicate) -> list[Side]:
    """The two people of a pair."""
    return [_side(name, getattr(pair, name)) for name in ("one", "other")]


def _side(name: str, person: Person) -> Side:
    return Side(name, person, str(person), address_of("edit", person.pk), account_of(person))


def account_of(person: Person) -> str:
    """Whether somebody has an account, in words."""
    if person.user is None:
        return _("no account")
    return _("has an account") if person.can_sign_in else _("has a closed account")


def suggested(sides: list[Side]) -> str:
    """The side that is kept unless somebody says otherwise: who can sign in, else who was entered first."""
    open_ones = [side for side in sides if side.person.user and side.person.user.is_active]
    return (open_ones or sorted(sides, key=lambda side: side.person.created_at))[0].name


def shared_facts(sides: list[Side], kept: str) -> list[SharedFact]:
    """All facts of two people, and how much points at each."""
    first, second = (side.person for side in sides)
    choices = choosable(first, second)
    found = []
    for fact in versions.facts(Person):
        if fact.name == "user":
            continue
        values = [(side.name, _words(side.person, fact)) for side in sides]
        given = [name for name, words in values if words]
        if given:
            label = capfirst(label_of(Person, fact.name))
            is_choice = fact.name in choices
            chosen = kept if kept in given else given[0]
            found.append(SharedFact(fact.name, label, values, is_choice, chosen if is_choice else ""))
    return [*found, *_pointing(sides)]


def _words(person: Person, fact: models.Field) -> str:
    if fact.name == "shown_to":
        return "; ".join(
            f"{detail.label}: {person.audience_of(detail).label}"
            for detail in Detail
            if detail in person.shown_to
        )
    if isinstance(fact, models.BooleanField):
        return _("Yes") if getattr(person, fact.name) else ""
    shown = getattr(person, f"get_{fact.name}_display", None)
    return str((shown() if shown else getattr(person, fact.name)) or "")


def _pointing(sides: list[Side]) -> list[SharedFact]:
    """How many rows of each kind point at the two."""
    found = []
    for key in KEYS.values():
        if key.is_listed:
            counts = [(side.name, str(key.rows_of(side.person).count() or "")) for side in sides]
            if any(count for _side_name, count in counts):
                found.append(SharedFact("", _kind(key.model), counts))
    return found


def _kind(model: type[models.Model]) -> str:
    return capfirst(str(model._meta.verbose_name_plural))


@dataclass(frozen=True)
class ShownMerge:
    """A merge in the list of merges and on its page."""

    url: str
    title: str
    merged: str
    kept_url: str
    merged_url: str
    moment: str
    who: str
    state: str
    note: str
    moved: list[str]
    lost: list[str]
    until: str
    is_asked: bool
    can_be_undone: bool
    is_undone: bool
    since: list[str] = field(default_factory=list)
    stay: list[str] = field(default_factory=list)


def shown_merge(row: Merge, user: Visitor, *, in_full: bool = False) -> ShownMerge:
    """A merge, to somebody of the secretariat; `in_full` with what has come since, which asks for each kind."""
    told = row.kept_facts
    lost: dict[str, list[Any]] = told.get(GIVEN_UP, {}) if row.state == MergeState.UNDONE else given_up(told)
    is_undone = row.state == MergeState.UNDONE
    return ShownMerge(
        url=address_of("merge", row.pk),
        title=str(row.kept),
        merged=told.get("merged", {}).get("full_name") or str(row.merged),
        kept_url=address_of("edit", row.kept_id),
        merged_url=address_of("edit", row.merged_id) if is_undone or row.state != MergeState.DONE else "",
        moment=say(row.done_at or row.made_at),
        who=str(row.made_by or ""),
        state=str(row.get_state_display()),
        note=row.note,
        moved=_moved(told.get("moved", {})),
        lost=_rows_in_words(lost, user) if in_full else [],
        until=say(row.done_at + CAN_BE_UNDONE_FOR if row.done_at else row.made_at + ASKED_FOR),
        is_asked=row.state == MergeState.ASKED,
        can_be_undone=row.can_be_undone,
        is_undone=is_undone,
        since=_rows_in_words(told.get("since", {}), user) if in_full else [],
        stay=[capfirst(label_of(Person, name)) for name in told.get("stay", [])],
    )


def _moved(moved: dict[str, Any]) -> list[str]:
    return [
        f"{_kind(KEYS[label].model)}: {len(told[MOVED])}"
        for label, told in moved.items()
        if told.get(MOVED) and label in KEYS and KEYS[label].is_listed
    ]


def _rows_in_words(found: dict[str, list[Any]], user: Visitor) -> list[str]:
    """Rows by the label of their model, or of a key to a person, each with its kind and name."""
    words = []
    for label, keys in found.items():
        model = KEYS[label].model if label in KEYS else apps.get_model(label)
        rows = visible_rows(model, user).filter(pk__in=list(keys)).order_by("pk")
        words += [f"{capfirst(str(model._meta.verbose_name))}: {row}" for row in rows]
    return words

"""Readings: all that a workshop says at one moment, by the names of its facts, as the journal keeps it.

A value is what JSON can carry. Whoever helps to hold it, or may be asked about it, is a mark, and so is the link: who
is erased must be found in no reading.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.crypto import salted_hmac

from portal.language import LANGUAGES

from ..enums import Amendment
from ..models.workshop import Workshop
from .facts import (
    DATES,
    DAYS_OF_BOOKING,
    FACTS,
    IN_PLACE,
    MARKED,
    ON_SITE,
    PARTS,
    PLACE,
    WORDS,
    all_names,
    kind_of,
)

Reading = dict[str, Any]


def kept(value: Any) -> Any:
    """A value as a reading keeps it: a row as its key, days, moments and amounts as text."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime):  # To the minute, as forms have it.
        return value.astimezone(UTC).replace(second=0, microsecond=0).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):  # To the tiyn, as columns have it.
        return str(value.quantize(Decimal("0.01")))
    return value


def reading_of(workshop: Workshop) -> Reading:
    """All that a workshop says now."""
    facts = {name: kept(getattr(workshop, name)) for name in FACTS if name not in PARTS}
    facts |= {name: marked(facts[name]) for name in MARKED}
    facts["topics"] = sorted(topic.pk for topic in workshop.topics.all())
    facts["modules"] = sorted(module.pk for module in workshop.modules.all())
    facts["trainers"] = [
        {"line": row.pk, "person": row.person_id, "role": row.role, "mark": mark_of(row.name, row.email)}
        for row in workshop.trainers.all()
    ]
    facts["money"] = [
        {
            "row": row.pk,
            "kind": row.kind,
            "name": row.name,
            "language": row.language,
            "in_kind": row.in_kind,
            "planned": kept(row.planned),
        }
        for row in workshop.money_sources.all()
    ]
    known = {row.language: row for row in workshop.descriptions.all()}
    words = {f"{code}_{name}": getattr(known.get(code), name, "") for code in LANGUAGES for name in WORDS}
    return {name: {**facts, **words}[name] for name in all_names()}


def mark_of(*words: str) -> str:
    """What a name and an address are known by where they must not stand: it tells whether they are still the same."""
    return salted_hmac("workshops.reading", "\n".join(words)).hexdigest()[:16]


def marked(value: Any) -> Any:
    """The mark of a text; nothing, and what is a mark already, is itself."""
    return {"mark": mark_of(value)} if value and isinstance(value, str) else value


def names_changed(stood: Mapping[str, Any], stands: Mapping[str, Any]) -> list[str]:
    """The names of the facts in which two readings differ, in the order in which a change of them is told."""
    found = {name for name in all_names() if says(name, stood) != says(name, stands)}
    if found & DATES:  # One day says little without the other.
        found |= DATES
    return [name for name in all_names() if name in found]


def says(name: str, reading: Mapping[str, Any]) -> Any:
    """What a reading says of a fact, without the keys by which rows keep their identity; a mark of what has one."""
    value = _said(name, reading)
    if name == "money" and value is not None:
        return [{part: line[part] for part in line if part != "row"} for line in value]
    return value


def changes_between(
    stood: Mapping[str, Any], stands: Mapping[str, Any], names: Iterable[str] | None = None
) -> list[dict[str, Any]]:
    """The differences of two readings as a step of the journal keeps them: of these facts, or of all."""
    found = names_changed(stood, stands) if names is None else names
    return [{"name": name, "stood": _said(name, stood), "stands": _said(name, stands)} for name in found]


def _said(name: str, reading: Mapping[str, Any]) -> Any:
    value = reading.get(name)
    return marked(value) if name in MARKED else value


def asks(name: str, stood: Mapping[str, Any], stands: Mapping[str, Any], modules: Mapping[int, int]) -> bool:
    """True when the change of a fact from one reading to another asks the secretariat.

    `modules` are those of the topics, by their keys: topics of a module that was not approved ask, and so does money of
    another kind.
    """
    if name == "topics":
        approved = {*stood["modules"], *(modules[key] for key in stood[name])}
        return any(modules[key] not in approved for key in stands[name])
    if name == "money":
        return {line["kind"] for line in stood[name]} != {line["kind"] for line in stands[name]}
    goes_with = {*(PLACE if name in IN_PLACE else ()), *(DATES if name in DAYS_OF_BOOKING else ())}
    goes_with |= {"attendance_mode"} if name in ON_SITE else set()
    if any(stood[other] != stands[other] for other in goes_with):
        return True
    return kind_of(name).amendment is Amendment.ASKED


def carried_over(name: str, stood: Any, wished: Any, today: Any) -> Any:
    """What a wished fact is to be when it has changed since it was asked for: of a list, what the wish adds and takes
    away is carried over to today's, so that nothing is lost that was changed at once; of anything else, the wish.
    """
    if name in ("topics", "modules"):
        return sorted({*today, *wished} - ({*stood} - {*wished}) - ({*stood} - {*today}))
    if name != "money":
        return wished
    before, now = ({line["row"]: line for line in lines} for lines in (stood, today))
    added = [line for row, line in now.items() if row not in before]
    as_asked = [line if line != before.get(line["row"]) else now.get(line["row"]) for line in wished]
    return [*filter(None, as_asked), *added]

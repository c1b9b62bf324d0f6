"""Presenters of those who take part in a workshop: for its organiser, and for each other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from federation.people.enums import Detail
from federation.people.models import Person
from federation.people.presenters.details import facts_of, name_of, region_of
from federation.people.rules import details_seen_by
from portal.accounts.models import User
from portal.accounts.rules import Visitor
from portal.language import format_date
from portal.localisation.text import active_language
from portal.look.components import Column, Fact, Table

from ..enums import ParticipationState
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..rules import fellow_participants

Details = dict[int, frozenset[Detail]]


@dataclass(frozen=True)
class Participants:
    """Those with a place, those who wait, and how many gave up."""

    registered: Table
    waiting: Table
    gave_up: int


def participants_of(rows: Iterable[Participation], viewer: Visitor) -> Participants:
    """Those with a place by name, those who wait in their order, those who gave up; of each what the viewer sees."""
    by_state: dict[str, list[Participation]] = {state: [] for state in ParticipationState}
    for row in rows:
        by_state[row.state].append(row)
    registered = sorted(by_state[ParticipationState.REGISTERED], key=lambda row: row.person.sort_key)
    waiting = sorted(by_state[ParticipationState.WAITLISTED], key=lambda row: row.queue_number)
    details = details_seen_by(viewer, [row.person for row in (*registered, *waiting)])
    has_place = ngettext("%(counter)s person has a place", "%(counter)s people have a place", len(registered))
    waits = ngettext(
        "%(counter)s person is waiting, the next one first",
        "%(counter)s people are waiting, the next one first",
        len(waiting),
    )
    second = _table(waits % {"counter": len(waiting)}, waiting, details)
    numbered = [[str(number), *cells] for number, cells in enumerate(second.rows, 1)]
    return Participants(
        registered=_table(has_place % {"counter": len(registered)}, registered, details),
        waiting=replace(second, columns=[Column(_("Number")), *second.columns], rows=numbered),
        gave_up=len(by_state[ParticipationState.CANCELLED]),
    )


def _table(caption: str, participations: list[Participation], details: Details) -> Table:
    """Name, region and day of each; where somebody shows more, that too."""
    columns = [Column(pgettext("of a person", "Name")), Column(_("Region")), Column(_("Requested on"))]
    rows = [_person_cells(row, details[row.person_id]) for row in participations]
    more = [_more(row.person, details[row.person_id]) for row in participations]
    if any(more):
        columns.append(Column(_("Details")))
        rows = [[*cells, words or "–"] for cells, words in zip(rows, more, strict=True)]
    return Table(caption, columns, rows)


def _person_cells(row: Participation, seen: frozenset[Detail]) -> list[Any]:
    requested_on = format_date(timezone.localtime(row.requested_at), active_language())
    return [name_of(row.person, seen), region_of(row.person, seen) or "–", requested_on]


def _more(person: Person, seen: frozenset[Detail]) -> str:
    return "; ".join(str(fact.value) for fact in facts_of(person, seen))


@dataclass(frozen=True)
class Fellow:
    """Somebody else who takes part, as they show themselves to the reader."""

    name: str
    facts: list[Fact]


def fellows_of(workshop: Workshop, user: User) -> list[Fellow]:
    """The other participants who show their names to the reader, by name; nobody for who has no place."""
    rows = Participation.objects.registered().filter(workshop=workshop, person__in=fellow_participants(user))
    people = [
        row.person for row in rows.exclude(person__user=user).with_people().order_by("person__sort_key")
    ]
    details = details_seen_by(user, people)
    shown = [person for person in people if Detail.NAME in details[person.pk]]
    return [
        Fellow(name_of(person, seen), [Fact(_("Region"), region_of(person, seen)), *facts_of(person, seen)])
        for person in shown
        if (seen := details[person.pk])
    ]

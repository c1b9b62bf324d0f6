"""Telling the organiser of a workshop, and whom it concerns, that the secretariat has said who trains in it."""

from typing import Any

from federation.people.models import Person
from portal.content import versions
from portal.journal.enums import OfficeVerb
from portal.journal.registry import OfficeChange

from ..models.workshop_trainer import WorkshopTrainer
from . import telling

# What the secretariat says in the admin; the rest is worked out, or answered by whoever was asked.
SAID = frozenset({"workshop", "name", "person", "role", "email"})
NOT_SAID = versions.fact_names(WorkshopTrainer) - SAID


def tell_who_trains(change: OfficeChange) -> None:
    """Writes to those who represent the organiser; to somebody who is named from now on, or in another role; and to
    somebody who is named no more, or was asked at an address that is not there any more. Of a workshop of long ago
    nobody is told.
    """
    line: WorkshopTrainer = change.row
    if line.workshop.is_historic:
        return
    telling.tell(change.step, "trainers_changed")
    former = _person(change.was)
    is_gone = change.verb == OfficeVerb.DELETED
    asked = asked_at(line) if is_gone else line.asked_before
    if asked and (is_gone or asked.address != line.email):
        telling.tell_former(change.step, [asked])
    if former and former != change.by_person and (is_gone or former != line.person):
        telling.tell_person(former, "trainer_unnamed", change.step)
    is_other = {"person", "role"} & {*change.changed}
    if line.person and line.is_settled and is_other and not is_gone and line.person != change.by_person:
        telling.tell_person(line.person, "trainer_named", change.step, trainer=line.pk)


def asked_at(line: WorkshopTrainer) -> telling.Former | None:
    """Whoever reads the address at which a line asks somebody who has not answered; None where nobody is asked."""
    return telling.former(line) if line.email and line.is_open and line.invited_at else None


def _person(was: dict[str, Any]) -> Person | None:
    found = Person.objects.filter(pk=was["person"]).first() if was.get("person") else None
    return None if found is None or found.is_forgotten else found

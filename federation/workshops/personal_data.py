"""Personal data that workshops hold on a user: places, trainings, and what they wrote when they decided or asked.

A workshop that the user may not see is not named.

Closing an account gives coming places to those who wait.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, Value, When

from federation.people.models import Person
from federation.people.registry import MOVED, Told, point_at, register_key
from portal.accounts.models import User
from portal.accounts.registry import register_personal_data
from portal.listing.finding import folded

from .actions import join_turns, leave_all, part_turns
from .actions.inviting import forget_trainer
from .enums import TrainerRole
from .models.date_change import DateChange
from .models.participation import Participation
from .models.state_change import StateChange
from .models.workshop import Workshop
from .models.workshop_trainer import WorkshopTrainer


def export_places(user: User) -> list[dict[str, Any]]:
    """The user's participations."""
    rows = (
        Participation.objects.of(user).select_related("workshop").prefetch_related("workshop__descriptions")
    )
    titles = _titles_for(user, rows)
    return [
        {
            "workshop": titles.get(row.workshop_id, ""),
            "starts_on": row.workshop.starts_on if row.workshop_id in titles else None,
            "state": row.state,
            "requested_at": row.requested_at,
        }
        for row in rows
    ]


def erase_places(user: User) -> None:
    """Gives up coming places. Past ones stay as numbers: the person behind them is erased by the room of people."""
    leave_all(user)


def export_trained(user: User) -> list[dict[str, Any]]:
    """The lines of workshops in which the user is the trainer, or which have an address that the user has confirmed.

    A workshop to which they were invited is named, though others may not see it yet.
    """
    rows = (
        WorkshopTrainer.objects.of(user)
        .select_related("workshop")
        .prefetch_related("workshop__descriptions")
        .order_by("pk")
    )
    titles = _titles_for(user, rows)
    titles |= {row.workshop_id: row.workshop.title.text for row in rows if row.invited_at}
    return [
        {
            "workshop": titles.get(row.workshop_id, ""),
            "name": row.name if row.workshop_id in titles else "",
            "role": row.role,
            "email": row.email,
            "invited_at": row.invited_at,
            "accepted_at": row.accepted_at,
            "declined_at": row.declined_at,
        }
        for row in rows
    ]


def erase_trained(user: User) -> None:
    """Forgets the address, and the name where it is theirs. The line stays as a number, or as its organiser's note."""
    person = Person.objects.filter(user=user).first() or Person()
    for row in WorkshopTrainer.objects.of(user):
        is_theirs = row.person_id == person.pk if row.person_id else _is_named_so(person, row.name)
        forget_trainer(row, is_named_so=is_theirs)


def _is_named_so(person: Person, typed: str) -> bool:
    """True when a typed name can be the person's: in another order, with a patronymic or without."""
    words = frozenset(folded(typed).split())
    names = [person.full_name, person.latin_name, *person.other_names.splitlines()]
    known = [frozenset(folded(name).split()) for name in names if name.strip()]
    return any(words <= name or name <= words for name in known)


def export_steps(user: User) -> list[dict[str, Any]]:
    """The steps of workshops that the user took, and the other dates that they asked for or decided about."""
    seen = Workshop.objects.visible_to(user)
    slug = Case(When(workshop__in=seen.values("pk"), then=F("workshop__slug")), default=Value(""))
    steps = StateChange.objects.filter(by=user).values("to_state", "words", "at", slug=slug)
    asked = DateChange.objects.filter(by=user).values("reason", "at", slug=slug)
    decided = DateChange.objects.filter(decided_by=user).values("words", "decided_at", slug=slug)
    return [
        {"workshop__slug": row.pop("slug"), **row}
        for rows in (steps, asked, decided)
        for row in map(dict, rows)
    ]


def erase_steps(user: User) -> None:
    """Forgets who took a step; what was decided stays with the workshop."""
    StateChange.objects.filter(by=user).update(by=None)
    DateChange.objects.filter(by=user).update(by=None)
    DateChange.objects.filter(decided_by=user).update(decided_by=None)


def _titles_for(user: User, rows: Iterable[Participation | WorkshopTrainer]) -> dict[int, str]:
    """The titles of the rows' workshops, by their keys; only of those that the user may see (a draft is its
    organiser's).
    """
    seen = set(
        Workshop.objects.visible_to(user)
        .filter(pk__in=[row.workshop_id for row in rows])
        .values_list("pk", flat=True)
    )
    return {row.workshop_id: row.workshop.title.text for row in rows if row.workshop_id in seen}


TRAINER_FACTS = ("workshop_id", "name", "role", "email", "language", "position")
MOMENTS = ("invited_at", "sent_at", "accepted_at", "declined_at", "withdrawn_at")


def move_trained(kept: Person, merged: Person) -> Told:
    """Who is named twice in one workshop is named once: as lead trainer if either is, with the one address."""
    own = {row.workshop_id: row for row in WorkshopTrainer.objects.filter(person=kept)}
    moved, named_once = [], []
    for row in WorkshopTrainer.objects.filter(person=merged).order_by("pk"):
        mine = own.get(row.workshop_id)
        if mine is None:
            row.person = kept
            row.save(update_fields=["person"])
            moved.append(row.pk)
            continue
        was = {"role": mine.role, "email": mine.email}
        facts = {name: getattr(row, name) for name in TRAINER_FACTS}
        moments = {name: at.isoformat() for name in MOMENTS if (at := getattr(row, name))}
        named_once.append({"facts": {**facts, **moments}, "mine": mine.pk, "was": was})
        mine.role = TrainerRole.LEAD if TrainerRole.LEAD in (mine.role, row.role) else mine.role
        mine.email = mine.email or row.email
        mine.save(update_fields=["role", "email"])
        row.delete()
    return {MOVED: moved, "named_once": named_once}


def part_trained(kept: Person, merged: Person, told: Told) -> None:
    """Undoes that: whoever was named once is named twice again, where the workshop is still there."""
    rows = WorkshopTrainer.objects.filter(pk__in=told[MOVED], person=kept).order_by("pk")
    point_at(rows, "person", merged)
    for once in told["named_once"]:
        facts = once["facts"]
        if Workshop.objects.filter(pk=facts["workshop_id"]).exists():
            WorkshopTrainer.objects.get_or_create(
                workshop_id=facts.pop("workshop_id"), person=merged, defaults=facts
            )
            for mine in WorkshopTrainer.objects.filter(pk=once["mine"], person=kept):
                mine.role, mine.email = once["was"]["role"], once["was"]["email"]
                mine.save(update_fields=["role", "email"])


register_key(Participation, "person", move=join_turns, back=part_turns)
register_key(WorkshopTrainer, "person", move=move_trained, back=part_trained)
register_key(WorkshopTrainer, "invited_by", is_listed=False)
register_personal_data("workshops", export=export_places, erase=erase_places)
register_personal_data("workshops_trained", export=export_trained, erase=erase_trained)
register_personal_data("workshop_steps", export=export_steps, erase=erase_steps)

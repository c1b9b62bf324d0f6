"""Personal data that workshops hold on a user: places, trainings, and what they wrote when they decided or asked.

A workshop that the user may not see is not named.

Closing an account gives coming places to those who wait.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, Q, Value, When

from portal.accounts.models import User
from portal.accounts.registry import register_personal_data

from .actions import leave_all
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
    """The workshops in which the user is named as a trainer, by their account or by their address."""
    rows = _trained(user).select_related("workshop").prefetch_related("workshop__descriptions").order_by("pk")
    titles = _titles_for(user, rows)
    return [
        {"workshop": titles.get(row.workshop_id, ""), "role": row.role, "email": row.email} for row in rows
    ]


def erase_trained(user: User) -> None:
    """Forgets the address. The row stays as a number; a name without an account is the organiser's own note."""
    _trained(user).update(email="")


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


def _trained(user: User) -> Any:
    return WorkshopTrainer.objects.filter(Q(person__user=user) | Q(email__iexact=user.email))


register_personal_data("workshops", export=export_places, erase=erase_places)
register_personal_data("workshops_trained", export=export_trained, erase=erase_trained)
register_personal_data("workshop_steps", export=export_steps, erase=erase_steps)

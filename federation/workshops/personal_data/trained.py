"""Personal data on those who train, or are the contact at a host."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from federation.people.enums import Purpose
from federation.people.models import Person
from federation.people.registry import (
    MOVED,
    Ending,
    Moves,
    after_giving,
    after_withdrawal,
    point_at,
    register_key,
    tells_withdrawal,
)
from portal.accounts.registry import Leaving, Subject, Told, register_personal_data
from portal.listing.finding import folded

from ..actions.inviting import forget_trainer
from ..actions.telling import tell_of_withholding
from ..enums import TrainerRole
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from .titles import titles_for


@after_withdrawal(Purpose.SHOWN)
def withhold_trainer(person: Person) -> None:
    """Who no longer agrees to be shown is named on no page; the organiser still knows who trains, and is told."""
    shown = WorkshopTrainer.objects.filter(person=person, is_withheld=False, declined_at=None)
    coming = list(shown.planned().select_related("workshop__organiser").order_by("pk"))
    _show(person, False)
    for row in coming:
        tell_of_withholding(row)


@tells_withdrawal(Purpose.SHOWN)
def tell_withheld(person: Person) -> Ending | None:
    """The workshops whose pages show somebody as the trainer."""
    rows = WorkshopTrainer.objects.filter(person=person, is_withheld=False, declined_at=None)
    shown = rows.filter(workshop__in=Workshop.objects.public()).with_workshops()
    titles = tuple(row.workshop.title.text for row in shown.order_by("-workshop__starts_on", "pk"))
    if not titles:
        return None
    return Ending(
        title=ngettext(
            "The page of this workshop no longer names you as its trainer:",
            "The pages of these workshops no longer name you as their trainer:",
            len(titles),
        ),
        lines=titles,
        button=_("Withdraw and be named no more"),
        done=_("You are no longer named as a trainer: %(titles)s.") % {"titles": "; ".join(titles)},
    )


@after_giving(Purpose.SHOWN)
def show_trainer(person: Person) -> None:
    """Who agrees again is shown again."""
    _show(person, True)


def _show_as_agreed(*people: Person) -> None:
    """After consents have moved from one person to another."""
    for person in people:
        _show(person, not person.consents.refusing(Purpose.SHOWN).exists())


def _show(person: Person, is_shown: bool) -> None:
    for row in WorkshopTrainer.objects.filter(person=person, is_withheld=is_shown).order_by("pk"):
        row.is_withheld = not is_shown
        row.save(update_fields=["is_withheld"])


def export_trained(subject: Subject) -> list[dict[str, Any]]:
    """The lines of workshops in which they are the trainer, or which ask at one of their addresses.

    A workshop to which they were invited is named, though others may not see it yet; one that was never submitted is
    not.
    """
    rows = WorkshopTrainer.objects.told_to(subject).select_related("workshop")
    rows = rows.prefetch_related("workshop__descriptions").order_by("pk")
    titles = titles_for(subject, rows)
    titles |= {row.workshop_id: row.workshop.title.text for row in rows if row.invited_at}
    submitted = set(Workshop.objects.ever_submitted().filter(pk__in=titles).values_list("pk", flat=True))
    titles = {key: title for key, title in titles.items() if key in submitted}
    return [
        {
            "workshop": titles.get(row.workshop_id, ""),
            "name": row.name if row.workshop_id in titles else "",
            "role": TrainerRole(row.role),
            "email": row.email,
            "invited_at": row.invited_at,
            "accepted_at": row.accepted_at,
            "declined_at": row.declined_at,
            "noted_on": row.noted_on,
            "noted_how": row.noted_how,
        }
        for row in rows
    ]


def erase_trained(subject: Subject) -> None:
    """Forgets the address, and the name where it is theirs. The line stays as a number, or as its organiser's note."""
    for row in WorkshopTrainer.objects.held_on(subject):
        is_theirs = row.person == subject.person if row.person_id else _is_named_so(subject.names, row.name)
        forget_trainer(row, is_named_so=is_theirs)
    if subject.person:
        WorkshopTrainer.objects.filter(invited_by=subject.person).update(invited_by=None)


def _is_named_so(names: Iterable[str], typed: str) -> bool:
    """True when a typed name can be one of the names: in another order, with a patronymic or without."""
    words = frozenset(folded(typed).split())
    known = [frozenset(folded(name).split()) for name in names if name.strip()]
    return any(words <= name or name <= words for name in known)


def tell_trained(subject: Subject, leaving: Leaving) -> Told:
    """The name as a trainer, which goes, or stays with the workshops."""
    rows = WorkshopTrainer.objects.told_to(subject)
    number = sum(bool(row.person_id) or _is_named_so(subject.names, row.name) for row in rows)
    if not number:
        return Told()
    words = ngettext(
        "The name as a trainer or contact of %(number)d workshop.",
        "The name as a trainer or contact of %(number)d workshops.",
        number,
    ) % {"number": number}
    return Told(goes=(words,)) if leaving is Leaving.ERASURE else Told(stays=(words,))


TRAINER_FACTS = (
    "workshop_id",
    "name",
    "role",
    "email",
    "language",
    "position",
    "noted_how",
    "is_shown_meanwhile",
)


MOMENTS = ("invited_at", "sent_at", "accepted_at", "declined_at", "withdrawn_at", "noted_on")


YES = ("accepted_at", "noted_on", "noted_how", "is_shown_meanwhile")


def _written(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def move_trained(kept: Person, merged: Person) -> Moves:
    """Who is named twice in one workshop is named once: as lead trainer if either is, as a contact only where both are,
    with the one address.
    """
    own = {row.workshop_id: row for row in WorkshopTrainer.objects.filter(person=kept)}
    moved, named_once = [], []
    for row in WorkshopTrainer.objects.filter(person=merged).order_by("pk"):
        mine = own.get(row.workshop_id)
        if mine is None:
            row.person = kept
            row.save(update_fields=["person"])
            moved.append(row.pk)
            continue
        was = {"role": mine.role, "email": mine.email, "declined_at": _written(mine.declined_at)}
        was |= {name: getattr(mine, name) for name in ("noted_how", "is_shown_meanwhile")}
        was |= {name: _written(getattr(mine, name)) for name in ("accepted_at", "noted_on")}
        facts = {name: getattr(row, name) for name in TRAINER_FACTS}
        moments = {name: _written(at) for name in MOMENTS if (at := getattr(row, name))}
        named_once.append({"facts": {**facts, **moments}, "mine": mine.pk, "was": was})
        if row.role == TrainerRole.LEAD or mine.is_contact:
            mine.role = row.role
        mine.email = mine.email or row.email
        # Who has stepped back in one line trains in the other.
        mine.declined_at = mine.declined_at and row.declined_at
        for name in YES:
            setattr(mine, name, getattr(mine, name) or getattr(row, name))
        mine.save(update_fields=["role", "email", "declined_at", *YES])
        row.delete()
    _show_as_agreed(kept)
    return {MOVED: moved, "named_once": named_once}


def part_trained(kept: Person, merged: Person, told: Moves) -> None:
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
                for name, value in once["was"].items():
                    setattr(mine, name, value)
                mine.save(update_fields=[*once["was"]])
    _show_as_agreed(kept, merged)


register_key(WorkshopTrainer, "person", move=move_trained, back=part_trained)
register_key(WorkshopTrainer, "invited_by", is_listed=False)
register_personal_data(
    "workshops_trained",
    title=gettext_lazy("Workshops as a trainer or contact, and the address noted for that"),
    kept=gettext_lazy(
        "The address: twelve months after the workshop, or after the last change of a draft without dates. The rest as "
        "long as your history."
    ),
    export=export_trained,
    erase=erase_trained,
    tells=tell_trained,
    keys=["workshops.WorkshopTrainer.person", "workshops.WorkshopTrainer.invited_by"],
)

"""Personal data that workshops hold on somebody: places and trainings.

A workshop that they may not see is not named.

Closing an account gives coming places to those who wait.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
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

from .actions import join_turns, leave_all, part_turns
from .actions.inviting import forget_trainer
from .actions.telling import tell_of_withholding
from .enums import ParticipationState, TrainerRole
from .models.participation import Participation
from .models.workshop import Workshop
from .models.workshop_trainer import WorkshopTrainer
from .rules import may_leave


def export_places(subject: Subject) -> list[dict[str, Any]]:
    """Their participations."""
    rows = Participation.objects.filter(person=subject.person).select_related("workshop")
    rows = rows.prefetch_related("workshop__descriptions").order_by("pk")
    titles = _titles_for(subject, rows)
    return [
        {
            "workshop": titles.get(row.workshop_id, ""),
            "starts_on": row.workshop.starts_on if row.workshop_id in titles else None,
            "state": ParticipationState(row.state),
            "requested_at": row.requested_at,
        }
        for row in rows
    ]


def erase_places(subject: Subject) -> None:
    """Gives up coming places. Past ones stay as numbers: the person behind them is erased by the room of people."""
    if subject.person:
        leave_all(subject.person)


@after_withdrawal(Purpose.PLACE)
def give_up_places(person: Person) -> None:
    """Who no longer agrees that organisers see who takes part takes part in nothing that is to come."""
    leave_all(person)


@tells_withdrawal(Purpose.PLACE)
def tell_given_up(person: Person) -> Ending | None:
    """The places and turns that are given up with the consent."""
    coming, _past = _places_of(person)
    if not coming:
        return None
    number, titles = len(coming), tuple(row.workshop.title.text for row in coming)
    return Ending(
        title=ngettext(
            "You lose your place in this workshop:", "You lose your places in these workshops:", number
        ),
        lines=titles,
        button=ngettext(
            "Withdraw and give up %(number)d place", "Withdraw and give up %(number)d places", number
        )
        % {"number": number},
        done=_("You have given up: %(titles)s.") % {"titles": "; ".join(titles)},
    )


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

    A workshop to which they were invited is named, though others may not see it yet.
    """
    rows = WorkshopTrainer.objects.told_to(subject).select_related("workshop")
    rows = rows.prefetch_related("workshop__descriptions").order_by("pk")
    titles = _titles_for(subject, rows)
    titles |= {row.workshop_id: row.workshop.title.text for row in rows if row.invited_at}
    return [
        {
            "workshop": titles.get(row.workshop_id, ""),
            "name": row.name if row.workshop_id in titles else "",
            "role": TrainerRole(row.role),
            "email": row.email,
            "invited_at": row.invited_at,
            "accepted_at": row.accepted_at,
            "declined_at": row.declined_at,
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


def _titles_for(subject: Subject, rows: Iterable[Participation | WorkshopTrainer]) -> dict[int, str]:
    """The titles of the rows' workshops, by their keys; only of those that they may see (a draft is its
    organiser's).
    """
    seen = set(
        Workshop.objects.visible_to(subject.visitor)
        .filter(pk__in=[row.workshop_id for row in rows])
        .values_list("pk", flat=True)
    )
    return {row.workshop_id: row.workshop.title.text for row in rows if row.workshop_id in seen}


TRAINER_FACTS = ("workshop_id", "name", "role", "email", "language", "position")
MOMENTS = ("invited_at", "sent_at", "accepted_at", "declined_at", "withdrawn_at")


def _written(moment: datetime | None) -> str | None:
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
        facts = {name: getattr(row, name) for name in TRAINER_FACTS}
        moments = {name: _written(at) for name in MOMENTS if (at := getattr(row, name))}
        named_once.append({"facts": {**facts, **moments}, "mine": mine.pk, "was": was})
        if row.role == TrainerRole.LEAD or mine.is_contact:
            mine.role = row.role
        mine.email = mine.email or row.email
        # Who has stepped back in one line trains in the other.
        mine.declined_at = mine.declined_at and row.declined_at
        mine.save(update_fields=["role", "email", "declined_at"])
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


register_key(Participation, "person", move=join_turns, back=part_turns)
register_key(WorkshopTrainer, "person", move=move_trained, back=part_trained)
register_key(WorkshopTrainer, "invited_by", is_listed=False)


def _what_goes(row: Participation) -> str:
    words = (
        _("The turn on the waitlist of “%(title)s”.")
        if row.state == ParticipationState.WAITLISTED
        else _("The place in “%(title)s”.")
    )
    return words % {"title": row.workshop.title.text}


def tell_places(subject: Subject, leaving: Leaving) -> Told:
    """Coming places, by the names of their workshops; past ones as a number."""
    coming, past = _places_of(subject.person)
    goes = [_what_goes(row) for row in coming]
    if not past:
        return Told(goes=tuple(goes))
    if leaving is Leaving.ERASURE:
        words = ngettext(
            "%(number)d past place as a number, without a name.",
            "%(number)d past places as a number, without a name.",
            past,
        )
    else:
        words = ngettext("%(number)d workshop in the history.", "%(number)d workshops in the history.", past)
    return Told(goes=tuple(goes), stays=(words % {"number": past},))


def _places_of(person: Person | None) -> tuple[list[Participation], int]:
    """The places and turns that somebody can still give up, and how many others they have."""
    rows = Participation.objects.filter(person=person).active().select_related("workshop")
    rows = rows.prefetch_related("workshop__descriptions").order_by("workshop__starts_on", "pk")
    coming = [row for row in rows if may_leave(row.workshop)]
    return coming, len(rows) - len(coming)


def persons_of_workshops(since: date) -> QuerySet:
    """The keys of those who took part or trained in a workshop since a day."""
    lasts = Workshop.objects.filter(ends_on__gte=since).values("pk")
    took_part = Q(participations__workshop__in=lasts) | Q(participations__changed_at__date__gte=since)
    return Person.objects.filter(took_part | Q(workshops_trained__workshop__in=lasts)).values("pk")


register_personal_data(
    "workshops",
    title=gettext_lazy("Places in workshops"),
    kept=gettext_lazy("As long as your history; then as a number without a name."),
    export=export_places,
    erase=erase_places,
    close=erase_places,
    tells=tell_places,
    needs=persons_of_workshops,
    keys=["workshops.Participation.person"],
)
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

"""Personal data on those who have, wait for, or had a place.

Closing an account gives coming places to those who wait.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from federation.people.enums import Purpose
from federation.people.models import Person
from federation.people.registry import (
    Ending,
    after_withdrawal,
    register_key,
    tells_withdrawal,
)
from portal.accounts.registry import Leaving, Subject, Told, register_personal_data

from ..actions import join_turns, leave_all, part_turns
from ..enums import ParticipationState
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..rules import may_leave
from .titles import titles_for


def export_places(subject: Subject) -> list[dict[str, Any]]:
    """Their participations."""
    rows = Participation.objects.filter(person=subject.person).select_related("workshop")
    rows = rows.prefetch_related("workshop__descriptions").order_by("pk")
    titles = titles_for(subject, rows)
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


register_key(Participation, "person", move=join_turns, back=part_turns)


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

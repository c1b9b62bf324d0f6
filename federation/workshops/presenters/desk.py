"""Presenters of workshops for signed-in people: rows of their lists, the log of decisions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.content.models import Description, in_order
from portal.journal.enums import WishState
from portal.look.components import Fact, IconFact, Row, Table

from ..enums import (
    PARTICIPATION_BADGES,
    PLANNED_STATES,
    STATE_BADGES,
    ParticipationState,
    WorkshopState,
)
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..rules import may_leave, takes_letters
from .conditions import conditions_of
from .detail import TopicLink, facts_of, topic_links
from .money import desk_money
from .rows import place_facts, tile_of
from .training import DeskTrainer, desk_trainers

OWN_STATES = {
    ParticipationState.REGISTERED: gettext_lazy("You have a place"),
    ParticipationState.WAITLISTED: gettext_lazy("You are on the waitlist"),
    ParticipationState.CANCELLED: gettext_lazy("You are not taking part"),
}


def organiser_row(workshop: Workshop) -> Row:
    """A workshop in its organiser's list: whose it is, its state, and what waits."""
    return replace(
        _row(workshop, "workshops:manage"),
        status_text=_waits_for_organiser(workshop),
        kicker=workshop.organiser.name if workshop.organiser else "",
    )


def review_row(workshop: Workshop) -> Row:
    """A workshop in the secretariat's list."""
    return replace(
        _row(workshop, "workshops:review"),
        status_text=_("Change requested") if _has_wished_change(workshop) else "",
        kicker=workshop.organiser.name if workshop.organiser else "",
    )


def _row(workshop: Workshop, view: str) -> Row:
    facts = [IconFact("calendar", workshop.dates), *place_facts(workshop)]
    if workshop.is_public and workshop.capacity:
        words = _("%(taken)s of %(all)s taken") % {"taken": workshop.places_taken, "all": workshop.capacity}
        facts.append(IconFact("people", words))
    return Row(
        title=workshop.title,
        url=reverse(view, args=[workshop.slug]),
        facts=[fact for fact in facts if fact.text],
        state=STATE_BADGES[WorkshopState(workshop.state)],
        state_label=state_words(workshop),
    )


def state_words(workshop: Workshop) -> str:
    """The state in words; an approved workshop whose last day is behind us is past."""
    if workshop.state == WorkshopState.APPROVED and workshop.is_over(timezone.localdate()):
        return _("Took place")
    return workshop.get_state_display()


def _waits_for_organiser(workshop: Workshop) -> str:
    if workshop.state == WorkshopState.DRAFT:
        return _("Finish the draft")
    if workshop.state == WorkshopState.RETURNED:
        return _("Answer the question")
    if _has_wished_change(workshop):
        return _("A change is with the secretariat")
    return ""


def _has_wished_change(workshop: Workshop) -> bool:
    changes = workshop.wished_changes.all()  # Prefetched.
    return workshop.state == WorkshopState.APPROVED and any(c.state == WishState.WAITING for c in changes)


def is_to_come(workshop: Workshop) -> bool:
    """True of what is still planned, or approved and not begun: its days can be thought over."""
    is_ahead = workshop.starts_on is not None and workshop.starts_on > timezone.localdate()
    return workshop.state in PLANNED_STATES and is_ahead


def may_cancel(workshop: Workshop) -> bool:
    """True for an approved workshop that is not over."""
    return workshop.state == WorkshopState.APPROVED and not workshop.is_over(timezone.localdate())


@dataclass(frozen=True)
class Contents:
    """All that a workshop says, for those who read it before it is public and for those who take a place."""

    facts: list[Fact]
    texts: list[Description]
    conditions: list[Fact]
    topics: list[TopicLink]
    trainers: list[DeskTrainer]
    money: Table | None
    has_money: bool  # Whether the reader may know of it.
    state_badge: str
    state_label: str


def contents_of(
    workshop: Workshop,
    shows_link: bool = False,
    is_host_named: bool = True,
    has_addresses: bool = True,
    has_money: bool = True,
) -> Contents:
    """Returns what a workshop says; with its link for those alone who may read it (`rules.knows_link`), to those who
    take a place only of a host that has said yes who it is, and addresses of trainers and the money only to those who
    plan or decide about it.
    """
    link = [Fact(_("Link to take part"), workshop.link, workshop.link)] if shows_link else []
    return Contents(
        facts=[*facts_of(workshop, is_host_named), *link],
        texts=in_order(workshop.descriptions.all()),
        conditions=conditions_of(workshop),
        topics=topic_links(workshop),
        trainers=desk_trainers(workshop, has_addresses),
        money=desk_money(workshop) if has_money else None,
        has_money=has_money,
        state_badge=STATE_BADGES[WorkshopState(workshop.state)],
        state_label=state_words(workshop),
    )


@dataclass(frozen=True)
class OwnRow(Row):
    """A workshop in which the reader asked for a place. `leave_url` is where the place is given up, `link` where
    one takes part without a hall: for whoever has a place.
    """

    starts_on: date | None = None
    is_coming: bool = False
    is_waiting: bool = False
    leave_url: str = ""
    calendar_url: str = ""
    link: str = ""
    write_url: str = ""


@dataclass(frozen=True)
class MyWorkshops:
    """The workshops of one reader: those to come, and those that are over or given up."""

    coming: list[OwnRow]
    other: list[OwnRow]


def my_workshops_of(rows: Iterable[Participation]) -> MyWorkshops:
    """The user's own: those to come, the next one first, and those that are over or given up, as they are given."""
    found = [_my_row(row) for row in rows]
    coming = [row for row in found if row.is_coming]
    other = [row for row in found if not row.is_coming]
    return MyWorkshops(sorted(coming, key=lambda row: row.starts_on or date.max), other)


def _my_row(participation: Participation) -> OwnRow:
    workshop = participation.workshop
    is_cancelled = workshop.state == WorkshopState.CANCELLED
    is_active = participation.state != ParticipationState.CANCELLED
    is_over = workshop.is_over(timezone.localdate())
    is_coming = is_active and not is_cancelled and not is_over
    position = participation.waitlist_position if is_active and not is_cancelled else None
    badge, label = (
        PARTICIPATION_BADGES[ParticipationState(participation.state)],
        str(OWN_STATES[ParticipationState(participation.state)]),
    )
    if is_cancelled:
        badge, label = "declined", _("The workshop has been cancelled")
    elif is_active and is_over:
        badge, label = (
            ("done", _("Took place")) if participation.state == "registered" else ("draft", _("No place"))
        )
        position = None
    may_give_up = is_active and may_leave(workshop)
    has_place = participation.state == ParticipationState.REGISTERED
    link = workshop.link if is_coming and has_place else ""
    return OwnRow(
        title=workshop.title,
        url=workshop.url,
        face=tile_of(workshop),
        facts=[IconFact("calendar", workshop.dates), *place_facts(workshop)],
        state=badge,
        state_label=label,
        status_text=_("number %(number)s on the waitlist") % {"number": position} if position else "",
        starts_on=workshop.starts_on,
        is_coming=is_coming,
        is_waiting=participation.state == ParticipationState.WAITLISTED,
        leave_url=reverse("workshops:leave", args=[workshop.slug]) if may_give_up else "",
        calendar_url=_calendar_url(workshop, bool(link)) if is_coming else "",
        link=link,
        write_url=reverse("workshops:write_to_organiser", args=[workshop.slug])
        if is_active and takes_letters(workshop)
        else "",
    )


def _calendar_url(workshop: Workshop, has_link: bool) -> str:
    """The address of the event: of the public one, or of the reader's own with the link in it."""
    if has_link:
        return reverse("workshops:own_calendar", args=[workshop.slug])
    return f"{workshop.url}calendar.ics"

"""Presenters of workshops for signed-in people: rows of their lists, the log of decisions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.content.models import Description, in_order
from portal.journal.enums import WISH_BADGES, WishState
from portal.journal.models import WishedChange
from portal.language import format_date_range
from portal.localisation.text import active_language
from portal.look.components import Fact, IconFact, Row

from ..enums import (
    PARTICIPATION_BADGES,
    STATE_BADGES,
    ParticipationState,
    StepVerb,
    WorkshopState,
)
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..rules import may_leave
from .detail import TopicLink, facts_of, money_of, topic_link
from .rows import tile_of
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
        status_text=_("Date change requested") if _has_date_change(workshop) else "",
        kicker=workshop.organiser.name if workshop.organiser else "",
    )


def _row(workshop: Workshop, view: str) -> Row:
    facts = [
        IconFact("calendar", workshop.dates),
        IconFact("pin", _("Online") if workshop.is_online else workshop.place),
    ]
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
    if _has_date_change(workshop):
        return _("The date change is with the secretariat")
    return ""


def _has_date_change(workshop: Workshop) -> bool:
    changes = workshop.wished_changes.all()  # Prefetched.
    return workshop.state == WorkshopState.APPROVED and any(c.state == WishState.WAITING for c in changes)


def may_cancel(workshop: Workshop) -> bool:
    """True for an approved workshop that is not over."""
    return workshop.state == WorkshopState.APPROVED and not workshop.is_over(timezone.localdate())


@dataclass(frozen=True)
class Contents:
    """All that a workshop says, for those who read it before it is public and for those who take a place."""

    facts: list[Fact]
    texts: list[Description]
    topics: list[TopicLink]
    trainers: list[DeskTrainer]
    money: list[Fact]
    state_badge: str
    state_label: str


def contents_of(workshop: Workshop) -> Contents:
    """Returns what a workshop says."""
    return Contents(
        facts=facts_of(workshop),
        texts=in_order(workshop.descriptions.all()),
        topics=[topic_link(topic) for topic in workshop.topics.all()],
        trainers=desk_trainers(workshop),
        money=money_of(workshop),
        state_badge=STATE_BADGES[WorkshopState(workshop.state)],
        state_label=state_words(workshop),
    )


@dataclass(frozen=True)
class LogStep:
    """One step in the log of a workshop: when, by whom, what, and in which words."""

    at: datetime
    by: str
    badge: str
    label: str
    words: str


def log_of(workshop: Workshop) -> list[LogStep]:
    """Everything decided about a workshop, the oldest first."""
    steps = [
        LogStep(
            at=change.at,
            by=_name_of(change.by),
            badge=STATE_BADGES[WorkshopState(change.to_state)] if change.to_state else "done",
            label=str(StepVerb(change.verb).label),
            words=change.words,
        )
        for change in workshop.steps.select_related("by")
    ]
    for change in workshop.wished_changes.select_related("by", "decided_by"):
        steps += _date_steps(change)
    return sorted(steps, key=lambda step: step.at)


def _name_of(user: User | None) -> str:
    return user.display_name if user else ""


def _date_steps(change: WishedChange) -> list[LogStep]:
    dates = {"new": dates_of(change.wished), "old": dates_of(change.stood)}
    asked = _("Date change: %(new)s instead of %(old)s") % dates
    steps = [LogStep(change.at, _name_of(change.by), "waiting", asked, change.reason)]
    if change.decided_at:
        label = _("Date change approved") if change.state == WishState.APPROVED else _("Date change declined")
        badge = WISH_BADGES[WishState(change.state)]
        steps.append(LogStep(change.decided_at, _name_of(change.decided_by), badge, label, change.answer))
    return steps


def dates_of(facts: dict[str, str]) -> str:
    """The days among facts of the journal, in the reader's language."""
    first, last = (date.fromisoformat(facts[name]) for name in ("starts_on", "ends_on"))
    return format_date_range(first, last, active_language())


@dataclass(frozen=True)
class OwnRow(Row):
    """A workshop in which the reader asked for a place. `leave_url` is where the place is given up."""

    starts_on: date | None = None
    is_coming: bool = False
    is_waiting: bool = False
    leave_url: str = ""
    calendar_url: str = ""


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
    place = _("Online") if workshop.is_online else workshop.place
    may_give_up = is_active and may_leave(workshop)
    return OwnRow(
        title=workshop.title,
        url=workshop.url,
        face=tile_of(workshop),
        facts=[IconFact("calendar", workshop.dates), IconFact("pin", place)],
        state=badge,
        state_label=label,
        status_text=_("number %(number)s on the waitlist") % {"number": position} if position else "",
        starts_on=workshop.starts_on,
        is_coming=is_coming,
        is_waiting=participation.state == ParticipationState.WAITLISTED,
        leave_url=reverse("workshops:leave", args=[workshop.slug]) if may_give_up else "",
        calendar_url=f"{workshop.url}calendar.ics" if is_coming else "",
    )

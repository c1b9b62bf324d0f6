"""Hosts on the desk: the workshops that an organisation hosts, and the host as the organiser sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.membership.rules import readers_of
from portal.language import format_date
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import IconFact, Row

from ..enums import HOSTING_BADGES, REFUSED_HOSTINGS, HostingState, HostRights, WorkshopState
from ..models.hosting import Hosting
from ..models.workshop import Workshop
from ..rules import is_amendable, may_invite_trainers, may_note_host
from .rows import tile_of


def hosted_rows(hostings: Iterable[Hosting]) -> list[Row]:
    """The workshops that an organisation was asked to host, in the order given."""
    return [_row(hosting) for hosting in hostings]


def may_read_contents(hosting: Hosting) -> bool:
    """True when the people of a host may read what the workshop says: until it says no, or another is chosen, and when
    everybody may.
    """
    is_out = hosting.state in REFUSED_HOSTINGS or not _is_current(hosting)
    return hosting.workshop.is_public or not is_out


def _is_current(hosting: Hosting) -> bool:
    return hosting.organisation_id == hosting.workshop.host_id


def _row(hosting: Hosting) -> Row:
    workshop, is_current, may_read = hosting.workshop, _is_current(hosting), may_read_contents(hosting)
    badge, label = HOSTING_BADGES[HostingState(hosting.state)], hosting.answer
    if workshop.state == WorkshopState.CANCELLED:
        badge, label = "declined", _("The workshop has been cancelled")
    elif hosting.state == HostingState.ACCEPTED and workshop.is_over(timezone.localdate()):
        badge, label = "done", _("Took place")
    elif not is_current:
        badge, label = "draft", _("Another host has been chosen")
    place = _("Online") if workshop.is_online else workshop.place
    facts = [IconFact("calendar", workshop.dates), IconFact("pin", place)]
    return Row(
        title=workshop.title,
        url=reverse("workshops:hosting", args=[workshop.slug]) if is_current else "",
        face=tile_of(workshop) if may_read and workshop.starts_on else "",
        facts=[fact for fact in facts if may_read and fact.text],
        state=badge,
        state_label=label,
        kicker=hosting.organisation.name,
    )


@dataclass(frozen=True)
class HostPanel:
    """The host of a workshop as its organiser sees it: how far the question is, what it said, and what can be done."""

    name: LocalisedText
    badge: str
    answer: str
    asked_on: str
    reason: LocalisedText | None
    noted: str
    rights: str
    may_give_rights: bool
    is_refused: bool
    may_choose_another: bool
    may_ask_again: bool
    may_note: bool


def host_panel_of(workshop: Workshop, may_amend: bool) -> HostPanel | None:
    """The host of a workshop; None where the organiser hosts it itself, or there is none yet."""
    host, hosting = workshop.host, workshop.hosting
    if host is None or workshop.host_id == workshop.organiser_id or workshop.is_historic:
        return None
    state = HostingState(hosting.state) if hosting else HostingState.UNASKED
    rights = HostRights(hosting.rights) if hosting else HostRights.SEE
    is_represented = bool(readers_of(host))
    may_change = may_amend and is_represented and may_invite_trainers(workshop)
    return HostPanel(
        name=host.name,
        badge=HOSTING_BADGES[state],
        answer=hosting.answer if hosting else str(state.label),
        asked_on=_day(hosting.asked_at) if hosting and hosting.is_open and is_represented else "",
        reason=hosting.why if hosting else None,
        noted=f"{_day(hosting.noted_on)}, {hosting.noted_how}" if hosting and hosting.noted_on else "",
        rights=str(rights.label) if is_represented else "",
        may_give_rights=may_change and state not in REFUSED_HOSTINGS,
        is_refused=state in REFUSED_HOSTINGS,
        may_choose_another=may_amend and state in REFUSED_HOSTINGS and is_amendable(workshop),
        may_ask_again=may_change and state == HostingState.ASKED,
        may_note=may_amend and may_note_host(workshop),
    )


def _day(moment: Any) -> str:
    return format_date(moment, active_language()) if moment else ""

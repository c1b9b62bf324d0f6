"""Changing approved dates: the organiser asks, the secretariat decides, the approved dates stay public until then."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.journal import actions as journal
from portal.journal.enums import WishState
from portal.journal.models import WishedChange
from portal.language import format_date_range
from portal.localisation.text import active_language

from ..models.workshop import Workshop
from ..rules import dates_may_change, first_moment
from . import telling
from .places import lock_workshop
from .refusals import Changed, Refused, WrongState


def propose_dates(
    workshop: Workshop, user: User, starts_on: date, ends_on: date, reason: str, seen: str = ""
) -> WishedChange:
    """Asks for other dates of an approved workshop. A later proposal replaces one that still waits.

    `seen` names the proposal that waited when the form was opened (`name_of_waiting`): Changed is raised when
    another one waits now. The same proposal again changes nothing. Raises Refused for dates that cannot be, or
    without a reason.
    """
    if not reason.strip():
        raise Refused(_("Give the reason."))
    if ends_on < starts_on:
        raise Refused(_("The last day is before the first."))
    if starts_on <= timezone.localdate():
        raise Refused(_("The first day must be after today."))
    with lock_workshop(workshop.pk) as locked:
        waiting = locked.wished_changes.waiting().first()
        wished = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
        if waiting and waiting.wished == wished:
            return waiting
        if not dates_may_change(locked):
            raise WrongState(_("Dates can be changed only for an approved workshop that has not started."))
        old_starts_on, old_ends_on = locked.days
        if (old_starts_on, old_ends_on) == (starts_on, ends_on):
            raise Refused(_("These are already the approved dates."))
        if locked.applications_open_at and locked.applications_open_at >= first_moment(starts_on):
            raise Refused(_("With this first day, booking would open only after the workshop has started."))
        if waiting and seen and seen != name_of_waiting(waiting):
            raise Changed(
                _(
                    "Other dates were proposed after you opened this form: %(dates)s. To replace that proposal with "
                    "yours, send the form again."
                )
                % {"dates": format_date_range(*wished_dates(waiting), active_language())}
            )
        stood = {"starts_on": old_starts_on.isoformat(), "ends_on": old_ends_on.isoformat()}
        change = journal.wish(locked, user, stood, wished, reason)
        telling.tell(change, "dates_proposed", "dates_received")
    return change


def name_of_waiting(change: WishedChange | None) -> str:
    """The name by which a form tells which proposal it was opened beside."""
    return str(change.pk) if change else "none"


def wished_dates(change: WishedChange) -> tuple[date, date]:
    """The first and last day that are wished for."""
    return date.fromisoformat(change.wished["starts_on"]), date.fromisoformat(change.wished["ends_on"])


def approve_dates(change: WishedChange, user: User) -> WishedChange:
    """Makes the proposed dates the workshop's own. Raises WrongState when it was decided otherwise or begins too
    soon.
    """
    with lock_workshop(change.about_id) as workshop:
        change = WishedChange.objects.get(pk=change.pk)
        if change.state == WishState.APPROVED:
            return change
        _must_wait(change)
        starts_on, ends_on = wished_dates(change)
        if starts_on <= timezone.localdate():
            raise WrongState(_("The proposed first day is no longer in the future."))
        workshop.starts_on, workshop.ends_on = starts_on, ends_on
        workshop.applications_close_at = _not_after_start(workshop)
        workshop.save()
        journal.decide(change, WishState.APPROVED, user)
        change.about = workshop
        telling.tell(change, "dates_approved", "dates_changed", "training_moved")
    return change


def decline_dates(change: WishedChange, user: User, reason: str) -> WishedChange:
    """Leaves the approved dates as they are, with a reason. Raises Refused without one, WrongState when decided."""
    if not reason.strip():
        raise Refused(_("Give the reason."))
    with lock_workshop(change.about_id) as workshop:
        change = WishedChange.objects.get(pk=change.pk)
        if change.state == WishState.DECLINED:
            return change
        _must_wait(change)
        journal.decide(change, WishState.DECLINED, user, reason)
        change.about = workshop
        telling.tell(change, "dates_declined")
    return change


def _must_wait(change: WishedChange) -> None:
    if change.state == WishState.REPLACED:
        raise Changed(
            _(
                "The organiser has proposed different dates since you opened this page. They are now shown "
                "here."
            )
        )
    if change.state != WishState.WAITING:
        raise WrongState(_("This request no longer needs a decision."))


def _not_after_start(workshop: Workshop) -> datetime | None:
    """Returns the closing time of applications: as set, but at the latest when the new first day begins."""
    closes = workshop.applications_close_at
    return min(closes, first_moment(workshop.days[0])) if closes else None

"""The steps of a workshop between its organiser and the secretariat.

Each holds the workshop's row alone, can be called twice (the second time nothing changes and nobody is written to),
and raises WrongState when the workshop stands where the step does not start from. `seen` is what the secretariat has
read (`digests.digest_of`): Changed is raised when the workshop says something else by now.
"""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.journal import actions as journal
from portal.journal.enums import WishState
from portal.journal.models import Step

from ..digests import changed_parts, digest_of
from ..enums import StepVerb, WorkshopState
from ..models.workshop import Workshop
from ..rules import what_is_missing, would_approve_own
from . import telling
from .inviting import invite_all
from .places import lock_workshop
from .refusals import Changed, NotReady, Refused, WrongState


def submit(workshop: Workshop, user: User | None, answer: str = "") -> Workshop:
    """Hands a draft, or an answer to the secretariat's question, to the secretariat.

    Raises NotReady with what is missing.
    """
    with lock_workshop(workshop.pk) as locked:
        if locked.state == WorkshopState.SUBMITTED:
            return locked
        _must_be(locked, {WorkshopState.DRAFT, WorkshopState.RETURNED})
        if missing := what_is_missing(locked):
            raise NotReady(_("Some answers are missing."), missing)
        change = _move(locked, WorkshopState.SUBMITTED, user, answer)
        telling.tell(change, "workshop_submitted", "workshop_received")
    return locked


def approve(workshop: Workshop, user: User | None, seen: str | None = None) -> Workshop:
    """Makes a submitted workshop public, and invites its trainers.

    Raises NotReady when its dates have passed meanwhile, Refused for its author where nobody publishes their own text.
    Programs, who are nobody, may.
    """
    with lock_workshop(workshop.pk) as locked:
        if locked.state == WorkshopState.APPROVED:
            return locked
        _must_be(locked, {WorkshopState.SUBMITTED})
        if user and would_approve_own(user, locked):
            raise Refused(
                _("You wrote this workshop yourself. In this section someone else has to approve it.")
            )
        _must_be_read(locked, seen)
        if missing := what_is_missing(locked):
            raise NotReady(next(iter(missing.values())), missing)
        change = _move(locked, WorkshopState.APPROVED, user)
        telling.tell(change, "workshop_approved")
        invite_all(locked, user)
    return locked


def return_with_question(
    workshop: Workshop, user: User | None, question: str, seen: str | None = None
) -> Workshop:
    """Gives a submitted workshop back to its organiser with a question. Raises Refused without one."""
    return _answer(workshop, user, WorkshopState.RETURNED, _needed(question, _("Write your question.")), seen)


def decline(workshop: Workshop, user: User | None, reason: str, seen: str | None = None) -> Workshop:
    """Says no to a submitted workshop for good, with a reason. Raises Refused without one."""
    return _answer(workshop, user, WorkshopState.DECLINED, _needed(reason, _("Give the reason.")), seen)


def _answer(
    workshop: Workshop, user: User | None, state: WorkshopState, words: str, seen: str | None
) -> Workshop:
    """Moves a submitted workshop to a state with words to its organiser."""
    with lock_workshop(workshop.pk) as locked:
        if _already_done(locked, state, words):
            return locked
        _must_be(locked, {WorkshopState.SUBMITTED})
        _must_be_read(locked, seen)
        change = _move(locked, state, user, words)
        telling.tell(change, f"workshop_{state}")
    return locked


def cancel_workshop(workshop: Workshop, user: User | None, reason: str) -> Workshop:
    """Calls off an approved workshop that is not over; its page stays and says so. Raises Refused without a reason."""
    reason = _needed(reason, _("Give the reason."))
    with lock_workshop(workshop.pk) as locked:
        if _already_done(locked, WorkshopState.CANCELLED, reason):
            return locked
        _must_be(locked, {WorkshopState.APPROVED})
        if locked.is_over(timezone.localdate()):
            raise WrongState(_("The workshop is over."))
        change = _move(locked, WorkshopState.CANCELLED, user, reason)
        if waiting := locked.wished_changes.waiting().first():
            journal.decide(waiting, WishState.DECLINED, user, reason)
        telling.tell(change, "workshop_called_off", "workshop_called_off_secretariat", "workshop_cancelled")
        telling.tell(change, "training_cancelled", "invitation_ended")
    return locked


def discard_draft(workshop: Workshop) -> None:
    """Deletes a draft that was never submitted. Raises WrongState for any other; gone already, nothing happens."""
    if not Workshop.objects.filter(pk=workshop.pk).exists():
        return
    with lock_workshop(workshop.pk) as locked:
        if locked.state != WorkshopState.DRAFT or locked.steps.exists():
            raise WrongState(_("Only a draft that has never been submitted can be deleted."))
        locked.delete()


def _move(workshop: Workshop, state: WorkshopState, user: User | None, words: str = "") -> Step:
    change = journal.log(workshop, StepVerb(state), user, words, states=(workshop.state, state))
    workshop.state = state
    workshop.save(update_fields=["state", "updated_at"])
    return change


def _already_done(workshop: Workshop, state: WorkshopState, words: str) -> bool:
    """True when the step was done already with these words; other words must not vanish without a word."""
    last = workshop.steps.exclude(to_state="").order_by("pk").last()
    return workshop.state == state and last is not None and last.words == words


def _must_be(workshop: Workshop, states: Collection[WorkshopState]) -> None:
    if workshop.state not in states:
        raise WrongState(
            _("This cannot be done now. The workshop’s state: %(state)s.")
            % {"state": workshop.get_state_display()}
        )


def _must_be_read(workshop: Workshop, seen: str | None) -> None:
    """Raises Changed when the workshop is not what was read."""
    if seen is not None and (now := digest_of(workshop)) != seen:
        raise Changed(
            _("The workshop has changed since you opened this page. Read it again before you decide."),
            changed_parts(seen, now),
        )


def _needed(words: str, message: str) -> str:
    words = words.strip()
    if not words:
        raise Refused(message)
    return words

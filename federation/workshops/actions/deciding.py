"""The steps of a workshop between its organiser and the secretariat.

Each holds the workshop's row alone, can be called twice (the second time nothing changes and nobody is written to),
and raises WrongState when the workshop stands where the step does not start from. `seen` is what the secretariat has
read (`digests.digest_of`): Changed is raised when the workshop says something else by now.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.journal import actions as journal
from portal.journal.enums import WishState
from portal.journal.models import Step

from ..contents.digests import changed_parts, digest_of
from ..contents.readings import changes_between, reading_of
from ..enums import EDITABLE_STATES, StepVerb, WorkshopState
from ..models.workshop import Workshop
from ..rules import (
    may_organise_on,
    was_answered,
    what_is_missing,
    what_stops_approval,
    would_approve_own,
)
from . import telling
from .audiences import representatives
from .inviting import invite_all
from .offering import end_with_workshop
from .places import lock_workshop
from .refusals import Changed, NotAMember, NotReady, Refused, WrongState


def submit(workshop: Workshop, user: User | None, answer: str = "") -> Workshop:
    """Hands a draft, or an answer to the secretariat's question, to the secretariat.

    Raises NotReady with what is missing, NotAMember for an organiser that is no member today: what it submitted while
    it was one stays, whenever its membership ends. A question is answered in words. The step says what has changed
    since it.
    """
    with lock_workshop(workshop.pk) as locked:
        if locked.state == WorkshopState.SUBMITTED:
            return locked
        _must_be(locked, {WorkshopState.DRAFT, WorkshopState.RETURNED})
        if not may_organise_on(locked.organiser, timezone.localdate()):
            raise NotAMember(
                _("Only members of the federation submit workshops, and the organiser is not one today.")
            )
        missing = what_is_missing(locked)
        if locked.state == WorkshopState.RETURNED and not answer.strip():
            missing["answer"] = _("Answer the secretariat’s question.")
        if missing:
            raise NotReady(_("Some answers are missing."), missing)
        change = _move(locked, WorkshopState.SUBMITTED, user, answer, changes=_since_question(locked))
        telling.tell(change, "workshop_submitted", "workshop_received")
    return locked


def take_back(workshop: Workshop, user: User | None) -> Workshop:
    """Gives what was submitted back into its organiser's hands, as the draft or the question that it was before, and
    tells whoever was told that it waits.
    """
    with lock_workshop(workshop.pk) as locked:
        last = locked.steps.exclude(to_state="").order_by("pk").last()
        if locked.state in EDITABLE_STATES and last is not None and last.verb == StepVerb.TAKEN_BACK:
            return locked
        _must_be(locked, {WorkshopState.SUBMITTED})
        before = WorkshopState(last.from_state) if last else WorkshopState.DRAFT
        change = _move(locked, before, user, verb=StepVerb.TAKEN_BACK)
        kinds = ("workshop_taken_back", "workshop_taken_back_organiser")
        telling.tell(change, *kinds, but=[user] if user else ())
    return locked


def approve(workshop: Workshop, user: User | None, seen: str | None = None) -> Workshop:
    """Makes a submitted workshop public, and invites its host and trainers.

    Raises NotReady when its dates have passed meanwhile, Refused for its author where nobody publishes their own text.
    Programs, who are nobody, may.
    """
    with lock_workshop(workshop.pk) as locked:
        if locked.state == WorkshopState.APPROVED:
            return locked
        _must_be(locked, {WorkshopState.SUBMITTED})
        if user and would_approve_own(user, locked):
            raise Refused(_("You wrote or submitted this workshop yourself. Someone else has to approve it."))
        _must_be_read(locked, seen)
        if missing := what_stops_approval(locked):
            raise NotReady(next(iter(missing.values())), missing)
        _forget_question(locked)
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
        _forget_question(locked)
        change = _move(locked, state, user, words)
        telling.tell(change, f"workshop_{state}")
        if state == WorkshopState.DECLINED:
            kinds = ("training_declined", "invitation_declined", "hosting_declined")
            telling.tell(change, *kinds, but=representatives(locked))
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
        kinds = ("training_cancelled", "invitation_ended", "held_place_cancelled", "hosting_cancelled")
        telling.tell(change, *kinds, but=representatives(locked))
        end_with_workshop(locked)
    return locked


def discard_draft(workshop: Workshop) -> None:
    """Deletes a draft that the secretariat has never answered, and tells those who were asked to help. Raises
    WrongState for any other; gone already, nothing happens.
    """
    if not Workshop.objects.filter(pk=workshop.pk).exists():
        return
    with lock_workshop(workshop.pk) as locked:
        if locked.state != WorkshopState.DRAFT or was_answered(locked):
            raise WrongState(_("Only a draft that the secretariat has never answered can be deleted."))
        telling.tell_at_once(locked, "training_declined", "invitation_declined", "hosting_declined")
        locked.delete()


def _since_question(locked: Workshop) -> list[dict[str, Any]]:
    """What the organiser has changed since the last question."""
    asked = locked.steps.filter(verb=StepVerb.RETURNED, snapshot__isnull=False).order_by("pk").last()
    if asked is None:
        return []
    return changes_between(asked.snapshot, reading_of(locked))


def _forget_question(locked: Workshop) -> None:
    """Once the secretariat has decided, what the workshop said when it asked is not needed any more."""
    locked.steps.filter(snapshot__isnull=False).update(snapshot=None)


def _move(
    workshop: Workshop,
    state: WorkshopState,
    user: User | None,
    words: str = "",
    verb: StepVerb | None = None,
    changes: Sequence[dict[str, Any]] = (),
) -> Step:
    """Takes a step, with its line in the journal; a question keeps what the workshop said when it was asked."""
    change = journal.log(
        workshop,
        verb or StepVerb(state),
        user,
        words,
        states=(workshop.state, state),
        changes=changes,
        snapshot=reading_of(workshop) if verb is None and state == WorkshopState.RETURNED else None,
    )
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

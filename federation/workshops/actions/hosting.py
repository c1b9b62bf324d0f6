"""The answers of hosts: yes, no, and a yes taken back; and what an organiser lets its host do.

Each holds the workshop's row alone, and can be called twice: the second time nothing changes and nobody is told.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.people.models import Person
from portal.accounts.models import User
from portal.journal import actions as journal
from portal.localisation.text import active_language

from ..enums import HostingState, HostRights, StepVerb
from ..models.hosting import Hosting
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..rules import may_invite_trainers, may_note_host, may_note_trainer, may_withdraw_hosting
from . import writing_to_hosts
from .asking_hosts import contact_line_of, let_go_of_hosts, question_to_host, words_of_host
from .inviting import accept_training, decline_training
from .places import lock_workshop
from .refusals import Refused, WrongState


def accept_hosting(hosting: Hosting, user: User) -> Hosting:
    """Says for the host that it hosts the workshop; if the user is named as the contact there, that they are.

    Said again, it changes nothing. Raises Refused when it is too late, or the host has said no before;
    Hosting.DoesNotExist when another host was chosen.
    """
    with lock_workshop(hosting.workshop_id) as locked:
        found = _asked(hosting, HostingState.ACCEPTED)
        line = _contact(user, locked)
        if found.state == HostingState.ASKED:
            _answer(found, HostingState.ACCEPTED, user)
        if line and not locked.trainers.filter(person=user.person).exists():
            accept_training(line, user)
    return found


def decline_hosting(hosting: Hosting, user: User, reason: str = "") -> Hosting:
    """Says for the host that it does not host the workshop; if the user is named as the contact there, that they are
    not.

    Said again, it changes nothing. Raises as `accept_hosting`.
    """
    with lock_workshop(hosting.workshop_id) as locked:
        found = _asked(hosting, HostingState.DECLINED)
        line = _contact(user, locked)
        if found.state == HostingState.ASKED:
            _answer(found, HostingState.DECLINED, user, reason)
        if line:
            decline_training(line, user)
    return found


def withdraw_hosting(hosting: Hosting, user: User, reason: str) -> Hosting:
    """Takes the host's yes back: the public reads at once that the host is to be confirmed, and the organiser, who is
    told the reason, finds another.

    Said again, it changes nothing. Raises Refused without a reason, or once the workshop is over or will not take
    place; Hosting.DoesNotExist when another host was chosen.
    """
    if not reason.strip():
        raise Refused(_("Give the reason."))
    with lock_workshop(hosting.workshop_id):
        found = Hosting.objects.current().select_related("workshop", "organisation").get(pk=hosting.pk)
        if found.state == HostingState.WITHDRAWN:
            return found
        if not may_withdraw_hosting(found):
            raise Refused(_("The workshop is not going to take place, or is over."))
        _answer(found, HostingState.WITHDRAWN, user, reason)
    return found


def give_host_rights(workshop: Workshop, user: User, rights: HostRights) -> Hosting:
    """Says what the host's people may do in the workshop once the host has said yes.

    Raises WrongState when the workshop has no other host, will not take place, or is over.
    """
    with lock_workshop(workshop.pk) as locked:
        if locked.host_id in (None, locked.organiser_id) or not may_invite_trainers(locked):
            raise WrongState(_("Rights are given to the host of a workshop that is going to take place."))
        hosting = question_to_host(locked)
        if hosting.rights != rights:
            was_told = hosting.state in (HostingState.ASKED, HostingState.ACCEPTED)
            hosting.rights = rights
            hosting.save(update_fields=["rights"])
            journal.log(locked, StepVerb.HOST_RIGHTS, user, words_of_host(hosting, rights))
            if was_told:
                writing_to_hosts.tell_of_rights(hosting)
    return hosting


def note_host(workshop: Workshop, user: User, day: date, how: str) -> Hosting:
    """Keeps the yes of a host that nobody represents, with its day and how it came to the organiser.

    Noted again, it changes nothing. Raises Refused for a day to come or without saying how, WrongState for a host that
    is asked itself or has answered.
    """
    how = _must_be_known(day, how)
    with lock_workshop(workshop.pk) as locked:
        hosting = locked.hosting
        if hosting and hosting.state == HostingState.ACCEPTED and hosting.noted_on:
            return hosting
        if not may_note_host(locked):
            raise WrongState(_("The host answers itself, or has answered."))
        let_go_of_hosts(locked)
        hosting = question_to_host(locked)
        hosting.noted_on, hosting.noted_how = day, how
        hosting.state, hosting.by = HostingState.ACCEPTED, None
        hosting.answered_at = timezone.now()
        hosting.asked_at = hosting.asked_at or hosting.answered_at
        hosting.save()
        journal.log(locked, StepVerb.HOST_NOTED, user, words_of_host(hosting, how))
    return hosting


def note_trainer(workshop: Workshop, user: User, trainer: int, day: date, how: str) -> WorkshopTrainer:
    """Keeps the yes of a trainer or contact who has no address, with its day and how it came to the organiser.

    Noted again, it changes nothing. Raises Refused for a day to come or without saying how, WrongState for somebody who
    is asked at an address or has answered, WorkshopTrainer.DoesNotExist for a line of no such workshop.
    """
    how = _must_be_known(day, how)
    with lock_workshop(workshop.pk) as locked:
        found = locked.trainers.select_related("person__user").get(pk=trainer)
        found.workshop = locked
        if found.noted_on:
            return found
        if not may_note_trainer(found):
            raise WrongState(_("They are asked by e-mail, or have answered."))
        found.noted_on, found.noted_how = day, how
        found.save(update_fields=["noted_on", "noted_how"])
        journal.log(locked, StepVerb.TRAINER_NOTED, user)  # How it came is forgotten with the line's note.
    return found


def _must_be_known(day: date, how: str) -> str:
    """How a yes came, in one line. Raises Refused."""
    if day > timezone.localdate():
        raise Refused(_("This day is yet to come."))
    if not how.strip():
        raise Refused(_("Say how the yes came."))
    return " ".join(how.split())


def _asked(hosting: Hosting, wanted: HostingState) -> Hosting:
    """The question as it stands now. Raises Refused for one with another answer, or of what will not take place."""
    found = Hosting.objects.current().select_related("workshop", "organisation").get(pk=hosting.pk)
    if found.state not in (HostingState.ASKED, wanted):
        raise Refused(_("This invitation has been answered."))
    if found.is_open and not may_invite_trainers(found.workshop):
        raise Refused(_("The workshop is not going to take place, or is over."))
    return found


def _contact(user: User, locked: Workshop) -> WorkshopTrainer | None:
    """The line that asks the user as the contact. One letter was for both, so that it counts as asked."""
    line = contact_line_of(user, locked)
    if line and line.invited_at is None:
        return None
    return line


def _answer(hosting: Hosting, state: HostingState, user: User, reason: str = "") -> None:
    hosting.state, hosting.answered_at = state, timezone.now()
    hosting.by, hosting.reason = Person.objects.filter(user=user).first(), reason.strip()
    hosting.reason_language = active_language() if hosting.reason else ""
    hosting.noted_on, hosting.noted_how = None, ""
    hosting.save()
    journal.log(hosting.workshop, ANSWERS[state], user, words_of_host(hosting, hosting.reason))
    writing_to_hosts.tell_of_answer(hosting)


ANSWERS = {
    HostingState.ACCEPTED: StepVerb.HOST_ACCEPTED,
    HostingState.DECLINED: StepVerb.HOST_DECLINED,
    HostingState.WITHDRAWN: StepVerb.HOST_WITHDREW,
}

"""Inviting trainers by their address, and their answers.

Nobody is looked for but by whoever answers: the inviter learns nothing of who has an account.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.membership.rules import readers_of
from federation.people.models import Person
from federation.people.models.invitation import NotOpen
from portal.accounts.models import User
from portal.journal import actions as journal
from portal.localisation.text import active_language
from portal.mail.sending import forget_letters_naming

from ..contents.readings import changes_between, reading_of
from ..enums import StepVerb, TrainerAnswer
from ..models.hosting import Hosting
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..rules import is_amendable, may_invite_trainers, may_step_back
from . import telling, writing_to_hosts
from .asking_hosts import ask_host, without_answering_hosts, words_of_host
from .places import lock_workshop
from .refusals import Refused, WrongState

DOUBLE_SUBMIT = timedelta(minutes=2)


def invite_trainers(workshop: Workshop, user: User | None) -> list[WorkshopTrainer | Hosting]:
    """Invites the host and the trainers who can be asked and were not asked before; returns them.

    Raises WrongState when the workshop will not take place, or is over.
    """
    with lock_workshop(workshop.pk) as locked:
        _must_take_place(locked)
        return invite_all(locked, user)


def _must_take_place(locked: Workshop) -> None:
    if not may_invite_trainers(locked):
        raise WrongState(_("Invitations go out only for a workshop that is going to take place."))


def invite_all(locked: Workshop, user: User | None, occasion: str = "") -> list[WorkshopTrainer | Hosting]:
    """As `invite_trainers`, of a workshop whose row is held and which is to take place. Who was told that they are
    named no more is asked again on another `occasion`.
    """
    hosting = ask_host(locked, user)
    trainers = list(locked.trainers.to_invite())
    by = Person.objects.filter(user=user).first() if user else None
    for trainer in trainers:
        trainer.invited_at = trainer.sent_at = timezone.now()
        trainer.invited_by = by
        trainer.language = locked.working_language or active_language()
        trainer.save(update_fields=["invited_at", "sent_at", "invited_by", "language"])
    if trainers:
        journal.log(locked, StepVerb.TRAINERS_INVITED, user)
    telling.invite(without_answering_hosts(locked, trainers), occasion)
    return [*trainers, *([hosting] if hosting else [])]


def ask_again(workshop: Workshop, trainer: int) -> bool:
    """Sends the letter once more to a trainer who has not answered; False when there is nobody to ask any more.

    Raises WrongState as `invite_trainers`. Asked for twice at once, it is one letter.
    """
    with lock_workshop(workshop.pk) as locked:
        _must_take_place(locked)
        found = locked.trainers.select_related("person__user").filter(pk=trainer).first()
        if found is None or not (found.is_open and found.asks_at):
            return False
        if timezone.now() - found.sent_at >= DOUBLE_SUBMIT:
            found.sent_at = timezone.now()
            found.save(update_fields=["sent_at"])
            telling.invite([found], found.sent_at.isoformat())
    return True


def ask_host_again(workshop: Workshop, user: User) -> bool:
    """Sends the letter once more to everybody who represents a host that has not answered; False when there is nobody
    to ask any more.

    Raises WrongState as `invite_trainers`. Asked for twice at once, it is one letter.
    """
    with lock_workshop(workshop.pk) as locked:
        _must_take_place(locked)
        hosting = locked.hosting
        if hosting is None or not hosting.is_open or not readers_of(hosting.organisation):
            return False
        last = locked.steps.filter(verb=StepVerb.HOST_ASKED).last()
        if last is None or timezone.now() - last.at >= DOUBLE_SUBMIT:
            step = journal.log(locked, StepVerb.HOST_ASKED, user, words_of_host(hosting))
            writing_to_hosts.ask_again(hosting, step.at)
    return True


def accept_training(trainer: WorkshopTrainer, user: User) -> WorkshopTrainer:
    """The user says that they are this trainer: from now on the line is theirs, and shows their name; the organiser is
    told.

    Said again, it changes nothing. Raises Refused when it is too late, or when they are another trainer of the workshop
    already; WorkshopTrainer.DoesNotExist for whom it does not ask.
    """
    with lock_workshop(trainer.workshop_id):
        found = _asked(trainer, user)
        try:
            with transaction.atomic():
                is_new = found.accept(user.person)
        except NotOpen as error:
            raise Refused(_("This invitation has been answered.")) from error
        except IntegrityError as error:
            raise Refused(_("You are named in this workshop already.")) from error
        if is_new:
            journal.log(found.workshop, StepVerb.TRAINER_ACCEPTED, user)
            telling.tell_of_answer(found)
    return found


def decline_training(trainer: WorkshopTrainer, user: User) -> WorkshopTrainer:
    """The user says that they do not train here: nobody is shown in this line any more, and the organiser is told.

    Said again, it changes nothing. Raises as `accept_training`.
    """
    with lock_workshop(trainer.workshop_id):
        found = _asked(trainer, user)
        try:
            is_new = found.decline(user.person)
        except NotOpen as error:
            raise Refused(_("This invitation has been answered.")) from error
        if is_new:
            if found.email:
                found.person = None  # An organiser may have chosen them.
                found.save(update_fields=["person"])
            journal.log(found.workshop, StepVerb.TRAINER_DECLINED, user)
            telling.tell_of_answer(found)
    return found


def step_back(trainer: WorkshopTrainer, user: User, reason: str) -> bool:
    """The user does not train here any more: they are not shown from now on, and the organiser is told why.

    Returns False when they had stepped back before. Raises Refused without a reason, or once the workshop is over or
    will not take place; WorkshopTrainer.DoesNotExist for whom the line does not name.
    """
    if not reason.strip():
        raise Refused(_("Give the reason."))
    with lock_workshop(trainer.workshop_id):
        found = WorkshopTrainer.objects.naming(user).select_related("workshop").get(pk=trainer.pk)
        if found.declined_at:
            return False
        if not may_step_back(found):
            raise Refused(_("The workshop is not going to take place, or is over."))
        found.declined_at = timezone.now()
        found.save(update_fields=["declined_at"])
        step = journal.log(found.workshop, StepVerb.TRAINER_STEPPED_BACK, user, reason)
        telling.tell_of_answer(found, step)
    return True


def take_off(workshop: Workshop, user: User, trainer: int) -> bool:
    """Takes a trainer who has declined or stepped back off the workshop; False when there is no such line any more.
    Of who had said yes in an approved one, everybody concerned is told.
    """
    with lock_workshop(workshop.pk) as locked:
        found = locked.trainers.filter(pk=trainer, declined_at__isnull=False).first()
        if found is None:
            return False
        stood, had_said_yes = reading_of(locked), found.answer == TrainerAnswer.STEPPED_BACK
        found.delete()
        locked.save(update_fields=["updated_at"])  # Whoever has its form open learns of it.
        if had_said_yes and is_amendable(locked):
            changes = changes_between(stood, reading_of(locked), ["trainers"])
            telling.tell_amended(journal.log(locked, StepVerb.AMENDED, user, changes=changes))
    return True


def forget_trainer(trainer: WorkshopTrainer, *, is_named_so: bool = True) -> None:
    """Leaves nothing in a line that tells who it was, for somebody who is erased; it stays as a number.

    What was typed beside their address and `is_named_so` not after them stays: it is another's name.
    """
    trainer.email = trainer.language = ""
    if is_named_so:
        trainer.name = ""
    if trainer.is_open or is_named_so:
        trainer.forget_invitation()
    if is_named_so:
        trainer.forget_note()
    trainer.save()
    forget_letters_naming(WorkshopTrainer, [trainer.pk])


def _asked(trainer: WorkshopTrainer, user: User) -> WorkshopTrainer:
    """The line as it stands now. Raises Refused for one without an answer when the workshop will not take place."""
    found = WorkshopTrainer.objects.invited(user).select_related("workshop").get(pk=trainer.pk)
    if found.is_open and not WorkshopTrainer.objects.open().filter(pk=found.pk).exists():
        raise Refused(_("The workshop is not going to take place, or is over."))
    return found

"""E-mails about workshops: recipients and facts, kept with the change that they tell of. `workshops.letters` says who
gets which, and has their words.
"""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.utils import timezone

from federation.membership.rules import readers_of
from federation.people.models import Person
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.journal.models import Step, WishedChange
from portal.mail.registry import Facts
from portal.mail.sending import DeferredLetter, send_all_later

from ..letters import LETTERS, WRITER, Audience, mark_of
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer


def _secretariat(_workshop: Workshop) -> list[User]:
    """The accounts of the secretariat."""
    return list(User.objects.with_role(Role.SECRETARIAT).select_related("person"))


def _representatives(workshop: Workshop) -> list[User]:
    """The accounts that speak for the organiser today."""
    readers = readers_of(workshop.organiser) if workshop.organiser_id else []
    return sorted((person.user for person in readers if person.user), key=lambda user: user.pk)


def _participants(workshop: Workshop) -> list[Participation]:
    """Those who have a place or wait for one and can be written to."""
    active = workshop.participations.active().select_related("person__user")
    return [participation for participation in active if _can_be_written_to(participation)]


def _trainers(workshop: Workshop) -> list[WorkshopTrainer]:
    """Those who have accepted, or of whom the secretariat or the organiser has said who they are."""
    lines = workshop.trainers.filter(declined_at=None, person__isnull=False).select_related("person__user")
    return [trainer for trainer in lines if trainer.is_settled and not trainer.person.is_forgotten]


def _invited(workshop: Workshop) -> list[WorkshopTrainer]:
    """The lines in which somebody is asked and has not answered."""
    lines = workshop.trainers.select_related("person__user")
    return [trainer for trainer in lines if trainer.is_open and trainer.asks_at]


# Of the letters about steps and dates.
RECIPIENTS: dict[Audience, Callable[[Workshop], list[User] | list[Participation] | list[WorkshopTrainer]]] = {
    Audience.SECRETARIAT: _secretariat,
    Audience.ORGANISER: _representatives,
    Audience.PARTICIPANTS: _participants,
    Audience.TRAINERS: _trainers,
    Audience.INVITED: _invited,
}


def tell(change: Step | WishedChange, *kinds: str) -> None:
    """Writes about a step of a workshop, or a proposal of other dates, to those for whom each kind of letter is."""
    name = "wish" if isinstance(change, WishedChange) else "step"
    for kind in kinds:
        key, facts = f"{kind}:{change.pk}", {"kind": kind, "workshop": change.about_id, name: change.pk}
        found = RECIPIENTS[LETTERS[kind].audience](cast(Workshop, change.about))
        send_all_later(_to(one, key, facts) for one in found)


def tell_person(person: Person, kind: str, step: Step, **facts: Any) -> None:
    """Writes about a step of a workshop to one person whom it concerns."""
    facts = {"kind": kind, "workshop": step.about_id, "step": step.pk, "person": person.pk, **facts}
    send_all_later([_to_person(f"{kind}:{step.pk}:person-{person.pk}", facts, person)])


def _to(one: User | Participation | WorkshopTrainer, key: str, facts: Facts) -> DeferredLetter:
    if isinstance(one, Participation):
        return _to_participant(f"{key}:participation-{one.pk}", facts, one)
    if isinstance(one, User):
        return _to_user(f"{key}:user-{one.pk}", facts, one)
    return _to_trainer(f"{key}:trainer-{one.pk}", {**facts, "trainer": one.pk}, one)


def _to_trainer(key: str, facts: Facts, trainer: WorkshopTrainer) -> DeferredLetter:
    """A letter to whoever trains, or reads the address at which somebody is asked. Who was chosen from earlier
    workshops, and has no address there, is written to as the person they are.
    """
    if trainer.person and not (trainer.is_open and trainer.email):
        return _to_person(key, facts, trainer.person)
    return _to_address(key, facts, trainer)


def invite(trainers: Iterable[WorkshopTrainer]) -> None:
    """Asks trainers. The same line and address, or person, is never written to twice.

    In the language of whoever the address reaches, which is asked in one way whoever that is, and told to nobody.
    """
    send_all_later(_invitation(trainer) for trainer in trainers)


def ask_again(trainer: WorkshopTrainer) -> None:
    """As `invite`, once more: with the moment of the letter, so that it is another one."""
    send_all_later([_invitation(trainer, f":{trainer.sent_at.isoformat()}")])


def _invitation(trainer: WorkshopTrainer, occasion: str = "") -> DeferredLetter:
    kind = "trainer_invited"
    asked = mark_of(trainer.email) if trainer.email else f"person-{trainer.person_id}"
    facts = {"kind": kind, "workshop": trainer.workshop_id, "trainer": trainer.pk}
    return _to_trainer(f"{kind}:{trainer.pk}:{asked}{occasion}", facts, trainer)


def _language_at(address: str) -> str:
    reader = User.objects.reached_at(address)
    return reader.preferred_language if reader else ""


def tell_of_answer(trainer: WorkshopTrainer) -> None:
    """Writes to the organiser that a trainer has accepted, has declined, or has stepped back."""
    _tell_organiser(trainer, f"trainer_{trainer.answer}", mark_of(trainer.email))


def tell_of_withholding(trainer: WorkshopTrainer) -> None:
    """Writes to the organiser that a trainer does not wish to be shown any more."""
    _tell_organiser(trainer, "trainer_withheld", timezone.now().isoformat())


def _tell_organiser(trainer: WorkshopTrainer, kind: str, occasion: str) -> None:
    facts = {"kind": kind, "workshop": trainer.workshop_id, "trainer": trainer.pk}
    send_all_later(
        _to_user(f"{kind}:{trainer.pk}:{occasion}:user-{user.pk}", facts, user)
        for user in _representatives(trainer.workshop)
    )


def tell_place(participation: Participation, kind: str) -> None:
    """Writes to one person about their place."""
    tell_places([participation], kind)


def tell_places(participations: Iterable[Participation], kind: str) -> None:
    """Writes to people about their places. The position in the waitlist is that of this moment."""
    send_all_later(
        _to_participant(
            f"{kind}:{participation.pk}:{participation.queue_number}",
            {
                "kind": kind,
                "workshop": participation.workshop_id,
                "position": participation.waitlist_position,
            },
            participation,
        )
        for participation in participations
        if _can_be_written_to(participation)
    )


def _can_be_written_to(participation: Participation) -> bool:
    """True unless the person was forgotten: who has no e-mail address is written to on paper."""
    return not participation.person.is_forgotten


def _to_user(key: str, facts: Facts, user: User) -> DeferredLetter:
    return DeferredLetter(
        key=f"workshops:{key}",
        person=user.known_person,
        address=user.email,
        language=user.preferred_language,
        writer=WRITER,
        facts={**facts, "user": user.pk},
    )


def _to_person(key: str, facts: Facts, person: Person) -> DeferredLetter:
    return DeferredLetter(
        key=f"workshops:{key}",
        person=person,
        address=person.address,
        language=person.user.preferred_language if person.user else person.preferred_language,
        writer=WRITER,
        facts=facts,
    )


def _to_participant(key: str, facts: Facts, participation: Participation) -> DeferredLetter:
    """A letter about a participation, which it finds as it is now, whatever becomes of it."""
    own = {
        "participation": participation.pk,
        "state": participation.state,
        "queue_number": participation.queue_number,
    }
    return _to_person(key, {**facts, **own}, participation.person)


def _to_address(key: str, facts: Facts, trainer: WorkshopTrainer) -> DeferredLetter:
    """A letter to whoever reads the address beside a name, as long as the line has that address."""
    return DeferredLetter(
        key=f"workshops:{key}",
        person=None,  # Nobody has said yet that the address is theirs.
        address=trainer.email,
        language=_language_at(trainer.email) or trainer.language,
        writer=WRITER,
        facts={**facts, "mark": mark_of(trainer.email)},
    )

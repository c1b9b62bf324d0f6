"""E-mails about workshops: recipients and facts, kept with the change that they tell of. `workshops.letters` says who
gets which, and has their words.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils import timezone

from federation.directory.models import Organisation
from federation.membership.enums import Verb
from federation.membership.rules import managers_of, may
from federation.people.models import Person
from portal.accounts.models import User
from portal.journal.models import Step, WishedChange
from portal.mail.registry import Facts
from portal.mail.sending import DeferredLetter, send_all_later

from ..contents.facts import concerned
from ..enums import Audience, StepVerb
from ..letters import LETTERS, WAITING, WRITER, mark_of
from ..models.participation import Participation
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..rules import askers_of, speaks_for_host
from .addressing import (
    Reader,
    language_at,
    letter_to,
    to_participant,
    to_person,
    to_trainer,
    to_user,
    write_now,
)
from .audiences import OF_DRAFTS, RECIPIENTS, can_be_written_to, deciders, knowing, knows, representatives


def tell(
    change: Step | WishedChange,
    *kinds: str,
    asked: Container[int] = (),
    but: Collection[User] = (),
    **more: Any,
) -> None:
    """Writes about a step of a workshop, or a wished change, to those for whom each kind of letter is: `but` to those
    accounts, and to those in the lines of trainers that are only now being `asked`. `more` is what the letters tell of
    beside it.
    """
    if isinstance(change, WishedChange):
        more |= {"wish": change.pk, "asked_by": _asked_for(change)}
    else:
        more["step"] = change.pk
    for kind in kinds:
        key, facts = f"{kind}:{change.pk}", {"kind": kind, "workshop": change.about_id, **more}
        found = [one for one in _readers(change, LETTERS[kind].audience) if one not in but]
        is_asked = [isinstance(one, WorkshopTrainer) and one.pk in asked for one in found]
        send_all_later(
            letter_to(one, key, facts) for one, left in zip(found, is_asked, strict=True) if not left
        )


def _readers(change: Step | WishedChange, audience: Audience) -> Sequence[Reader]:
    workshop = cast(Workshop, change.about)
    if audience == Audience.SECRETARIAT and isinstance(change, WishedChange):
        return deciders(workshop, change)
    return RECIPIENTS[audience](workshop)


def _asked_for(change: WishedChange) -> int | None:
    """The key of the organisation for which a change is asked for, as long as whoever asked speaks for it."""
    workshop = cast(Workshop, change.about)
    if change.by and speaks_for_host(change.by, workshop):
        return workshop.host_id
    return workshop.organiser_id if change.by and may(change.by, Verb.AMEND, workshop.organiser) else None


def asking_hosts(change: WishedChange) -> list[User]:
    """The accounts that have asked for a change for the host of today."""
    workshop = cast(Workshop, change.about)
    askers = User.objects.filter(pk__in=askers_of(change)).order_by("pk")
    return [user for user in askers if speaks_for_host(user, workshop)]


def tell_asking_hosts(change: WishedChange, kind: str, host: int | None, hosts: Iterable[User]) -> None:
    """Writes to those who have asked for a change for a host what becomes of it."""
    facts = {"kind": kind, "workshop": change.about_id, "wish": change.pk, "host": host}
    send_all_later(to_user(f"{kind}:{change.pk}:user-{one.pk}", facts, one) for one in hosts)


def tell_person(person: Person, kind: str, step: Step, **facts: Any) -> None:
    """Writes about a step of a workshop to one person whom it concerns."""
    facts = {"kind": kind, "workshop": step.about_id, "step": step.pk, "person": person.pk, **facts}
    send_all_later([to_person(f"{kind}:{step.pk}:person-{person.pk}", facts, person)])


def remind_organiser(workshop: Workshop, kind: str, occasion: str, **facts: Any) -> None:
    """Writes to the organiser about something that it has not done yet, once an occasion."""
    known = {"kind": kind, "workshop": workshop.pk, **facts}
    send_all_later(
        to_user(f"{kind}:{workshop.pk}:{occasion}:user-{user.pk}", known, user)
        for user in representatives(workshop)
    )


def remind_secretariat(reader: User, occasion: str, workshops: Iterable[Workshop]) -> None:
    """Writes to one of the secretariat which workshops have waited for it too long, once an occasion."""
    facts = {"workshops": [workshop.pk for workshop in workshops]}
    send_all_later([to_user(f"waiting_long:{occasion}:user-{reader.pk}", facts, reader, WAITING)])


# The letters of a change that has taken effect.
AMENDED = {
    Audience.PARTICIPANTS: "amended",
    Audience.TRAINERS: "amended_training",
    Audience.INVITED: "amended_invitation",
    Audience.OFFERED: "held_place_changed",
    Audience.HOST: "amended_hosting",
}
BY_HOST = "amended_by_host"  # To the organiser, whose workshop it is.


def told_of(workshop: Workshop, names: Iterable[str], by: User) -> dict[Audience, int]:
    """How many of each audience a change of these facts by somebody would be told to."""
    found = concerned(names)
    is_by_host = bool(names) and speaks_for_host(by, workshop)
    but = representatives(workshop) if is_by_host else [by]
    told = [audience for audience in AMENDED if audience in found]
    numbers = {audience: sum(one not in but for one in RECIPIENTS[audience](workshop)) for audience in told}
    return {**numbers, Audience.ORGANISER: len(but)} if is_by_host else numbers


@dataclass(frozen=True)
class Former:
    """Who helped to hold a workshop, or was asked to, and is named no more."""

    person: Person | None
    address: str
    language: str


def former(trainer: WorkshopTrainer) -> Former:
    """Whoever a line names, or asks, before it goes."""
    if trainer.person and not (trainer.is_open and trainer.email):
        user = trainer.person.user
        language = user.preferred_language if user else trainer.person.preferred_language
        return Former(trainer.person, trainer.person.address, language)
    return Former(None, trainer.email, language_at(trainer.email) or trainer.language)


def helpers_of(workshop: Workshop) -> list[Former]:
    """Those who know that they help to hold a workshop, or are being asked."""
    rows = workshop.trainers.select_related("person__user")
    known = [row for row in rows if row.is_settled or (row.is_open and row.asks_at)]
    return [former(row) for row in known if knows(row)]


def gone_from(workshop: Workshop, helpers: Iterable[Former]) -> list[Former]:
    """Those of earlier helpers whom no line names any more, and whose address stands in none: whose name alone is
    written otherwise stays.
    """
    rows = [row for row in workshop.trainers.select_related("person__user") if not row.declined_at]
    people = {row.person for row in rows}
    addresses = {address for row in rows for address in (row.email, former(row).address) if address}
    return [
        one for one in helpers if not (one.person and one.person in people) and one.address not in addresses
    ]


def tell_amended(
    step: Step, leaving: Iterable[Former] = (), asked: Container[int] = (), but: Collection[User] = ()
) -> None:
    """Writes to everybody whom a change of a workshop concerns, to those who are named no more, and to the organiser
    where the host has made it; not to those who are only now being `asked`, by the lines of trainers, nor to accounts
    that have read of it.
    """
    workshop = cast(Workshop, step.about)
    is_by_host = step.verb == StepVerb.AMENDED and step.by and speaks_for_host(step.by, workshop)
    # Who speaks for both organisations reads of it once, and nobody of what they did themselves for the organiser.
    is_told_organiser = is_by_host or step.verb == StepVerb.CHANGE_APPROVED
    own = representatives(workshop) if is_told_organiser else [step.by] if step.by else []
    audiences = concerned(change["name"] for change in step.changes)
    kinds = [kind for audience, kind in AMENDED.items() if audience in audiences]
    tell(step, *kinds, asked=asked, but=[*but, *own])
    if is_by_host:
        tell(step, BY_HOST)
    tell_former(step, leaving)


def tell_of_draft(
    workshop: Workshop, by: User | None, changes: Sequence[Any], leaving: Iterable[Former]
) -> None:
    """Writes to those who are asked before a workshop is approved, or have accepted, that its draft says something
    else, but to who has written it; and to those who are named there no more.
    """
    occasion = timezone.now().isoformat()
    for audience in OF_DRAFTS if changes else ():
        kind = AMENDED[audience]
        facts = {"kind": kind, "workshop": workshop.pk, "changes": changes}
        found = [one for one in knowing(workshop, audience) if one != by]
        send_all_later(letter_to(one, f"{kind}:{workshop.pk}:{occasion}", facts) for one in found)
    facts = {"kind": "left_out_of_draft", "workshop": workshop.pk}
    for letter in _to_former(facts, f"{workshop.pk}:{occasion}", leaving):
        write_now(letter)  # The draft itself may be gone soon.


def tell_at_once(workshop: Workshop, *kinds: str) -> None:
    """Writes to those for whom each kind of letter is, with words found now: the workshop is about to go."""
    for kind in kinds:
        facts = {"kind": kind, "workshop": workshop.pk}
        for one in knowing(workshop, LETTERS[kind].audience):
            write_now(letter_to(one, f"{kind}:draft-{workshop.pk}", facts))


def tell_former(step: Step, leaving: Iterable[Former]) -> None:
    """Writes to those who are named no more by a step, or not asked any more."""
    facts = {"kind": "training_ended", "workshop": step.about_id, "step": step.pk}
    send_all_later(_to_former(facts, str(step.pk), leaving))


def _to_former(facts: Facts, occasion: str, leaving: Iterable[Former]) -> list[DeferredLetter]:
    return [
        DeferredLetter(
            key=f"workshops:{facts['kind']}:{occasion}:{number}",
            person=one.person,
            address=one.address,
            language=one.language,
            writer=WRITER,
            facts=facts,
        )
        for number, one in enumerate(leaving)
    ]


def invite(trainers: Iterable[WorkshopTrainer], occasion: str = "") -> None:
    """Asks trainers. On one occasion the same line and address, or person, is never written to twice.

    In the language of whoever the address reaches, which is asked in one way whoever that is, and told to nobody.
    """
    send_all_later(_invitation(trainer, occasion) for trainer in trainers)


def _invitation(trainer: WorkshopTrainer, occasion: str) -> DeferredLetter:
    kind = "trainer_invited"
    asked = mark_of(trainer.email) if trainer.email else f"person-{trainer.person_id}"
    facts = {"kind": kind, "workshop": trainer.workshop_id, "trainer": trainer.pk}
    return to_trainer(":".join(filter(None, (kind, str(trainer.pk), asked, occasion))), facts, trainer)


def tell_of_answer(trainer: WorkshopTrainer, step: Step | None = None) -> None:
    """Writes to the organiser that a trainer has accepted, has declined, or has stepped back, in the step's words."""
    facts = {"step": step.pk} if step else {}
    answered_at = trainer.declined_at or trainer.accepted_at
    occasion = answered_at.isoformat() if answered_at else ""
    _tell_organiser(trainer, f"trainer_{trainer.answer}", occasion, facts)


def tell_of_withholding(trainer: WorkshopTrainer) -> None:
    """Writes to the organiser that a trainer does not wish to be shown any more."""
    _tell_organiser(trainer, "trainer_withheld", timezone.now().isoformat())


def _tell_organiser(trainer: WorkshopTrainer, kind: str, occasion: str, more: Facts | None = None) -> None:
    facts = {"kind": kind, "workshop": trainer.workshop_id, "trainer": trainer.pk, **(more or {})}
    send_all_later(
        to_user(f"{kind}:{trainer.pk}:{occasion}:user-{user.pk}", facts, user)
        for user in representatives(trainer.workshop)
    )


def tell_of_held_places(workshop: Workshop, organisation: Organisation, ended: Sequence[PlaceOffer]) -> None:
    """Writes to the managers of an organisation how many of the places held for its people were confirmed or are free
    again. The letter names nobody.
    """
    kind, answers = "held_places_answered", Counter(str(offer.answer.value) for offer in ended)
    facts = {"kind": kind, "workshop": workshop.pk, "organisation": organisation.pk, "answers": answers}
    occasion = f"{organisation.pk}:{timezone.now().isoformat()}"
    send_all_later(
        to_user(f"{kind}:{workshop.pk}:{occasion}:user-{person.user.pk}", facts, person.user)
        for person in managers_of(organisation)
        if person.user
    )


def tell_place(participation: Participation, kind: str) -> None:
    """Writes to one person about their place."""
    tell_places([participation], kind)


def tell_places(participations: Iterable[Participation], kind: str) -> None:
    """Writes to people about their places. The position in the waitlist is that of this moment."""
    send_all_later(
        to_participant(
            f"{kind}:{participation.pk}:{participation.queue_number}",
            {
                "kind": kind,
                "workshop": participation.workshop_id,
                "position": participation.waitlist_position,
            },
            participation,
        )
        for participation in participations
        if can_be_written_to(participation)
    )

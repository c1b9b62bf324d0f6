"""To whom, and in which language, a letter about a workshop goes; its words are found later, or now."""

from django.utils.translation import override

from federation.people.models import Person
from portal.accounts.models import User
from portal.mail.registry import WRITERS, Facts
from portal.mail.sending import DeferredLetter, send_letter

from ..letters import WRITER, mark_of
from ..models.participation import Participation
from ..models.place_offer import PlaceOffer
from ..models.workshop_trainer import WorkshopTrainer

Reader = User | Participation | WorkshopTrainer | PlaceOffer


def letter_to(one: Reader, key: str, facts: Facts) -> DeferredLetter:
    """A letter to an account, about a participation or a held place, or to whoever trains."""
    if isinstance(one, PlaceOffer):
        return to_offered(f"{key}:offer-{one.pk}", facts, one)
    if isinstance(one, Participation):
        return to_participant(f"{key}:participation-{one.pk}", facts, one)
    if isinstance(one, User):
        return to_user(f"{key}:user-{one.pk}", facts, one)
    return to_trainer(f"{key}:trainer-{one.pk}", {**facts, "trainer": one.pk}, one)


def to_trainer(key: str, facts: Facts, trainer: WorkshopTrainer) -> DeferredLetter:
    """A letter to whoever trains, or reads the address at which somebody is asked. Who was chosen from earlier
    workshops, and has no address there, is written to as the person they are.
    """
    if trainer.person and not (trainer.is_open and trainer.email):
        return to_person(key, facts, trainer.person)
    # As long as the line has that address.
    return _to_address(key, {**facts, "mark": mark_of(trainer.email)}, trainer.email, trainer.language)


def to_offered(key: str, facts: Facts, offer: PlaceOffer) -> DeferredLetter:
    """A letter to whoever reads the address for which a place is held."""
    return _to_address(key, {**facts, "offer": offer.pk}, offer.email, offer.language)


def to_user(key: str, facts: Facts, user: User, writer: str = WRITER) -> DeferredLetter:
    """A letter to an account."""
    return DeferredLetter(
        key=f"workshops:{key}",
        person=user.known_person,
        address=user.email,
        language=user.preferred_language,
        writer=writer,
        facts={**facts, "user": user.pk},
    )


def to_person(
    key: str, facts: Facts, person: Person, writer: str = WRITER, reply_to: str = ""
) -> DeferredLetter:
    """A letter to a person, on paper where they have no address."""
    return DeferredLetter(
        key=f"workshops:{key}",
        person=person,
        address=person.address,
        language=person.user.preferred_language if person.user else person.preferred_language,
        writer=writer,
        facts=facts,
        reply_to=reply_to,
    )


def to_participant(key: str, facts: Facts, participation: Participation) -> DeferredLetter:
    """A letter about a participation, which it finds as it is now, whatever becomes of it."""
    own = {
        "participation": participation.pk,
        "state": participation.state,
        "queue_number": participation.queue_number,
    }
    return to_person(key, {**facts, **own}, participation.person)


def _to_address(key: str, facts: Facts, address: str, language: str) -> DeferredLetter:
    """A letter to whoever reads an address, in their language where they are known by it: told to nobody."""
    return DeferredLetter(
        key=f"workshops:{key}",
        person=None,  # Nobody has said yet that the address is theirs.
        address=address,
        language=language_at(address) or language,
        writer=WRITER,
        facts=facts,
    )


def language_at(address: str) -> str:
    """The language of whoever has confirmed an address; empty where nobody has."""
    reader = User.objects.reached_at(address)
    return reader.preferred_language if reader else ""


def write_now(letter: DeferredLetter) -> None:
    """Writes a letter whose words are found now: what it tells of is about to go."""
    with override(letter.language):
        written = WRITERS[letter.writer](letter.facts)
    if written:
        template, context = written
        send_letter(
            key=letter.key,
            person=letter.person,
            address=letter.address,
            language=letter.language,
            template=template,
            context=context,
        )

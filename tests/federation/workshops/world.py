"""Who is there in random sequences of the verbs of workshops, and what the database says in the words of `expected`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from federation.directory.models import Organisation
from federation.workshops.models import Workshop, WorkshopTrainer
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.journal.models import WishedChange
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.portal.accounts.factories import UserFactory

from .factories import WorkshopFactory, WorkshopTrainerFactory


@dataclass(frozen=True)
class World:
    """Who is there, and a draft of theirs, in which the trainer is named, and somebody without address."""

    manager: User
    secretary: User
    trainer: User
    librarians: list[User]
    hosts: list[Organisation]
    at_hosts: list[User | None]
    library: Organisation
    registrar: User
    workshop: Workshop
    without_address: WorkshopTrainer


def speaker(name: str) -> tuple[User, Organisation]:
    term = RepresentativeFactory(user__email=f"{name}@test.example")
    return term.person.user, term.organisation


def world() -> World:
    (manager, organiser), (registrar, library) = speaker("manager"), speaker("library")
    asked = [speaker(f"host{number}") for number in range(2)]
    workshop = WorkshopFactory(organiser=organiser, host=asked[0][1], state="draft")
    without_address = workshop.trainers.get()
    trainer = UserFactory(email="trainer@test.example")
    WorkshopTrainerFactory(workshop=workshop, email=trainer.email, position=1)
    return World(
        manager=manager,
        secretary=UserFactory(role=Role.SECRETARIAT, email="secretary@test.example"),
        trainer=trainer,
        librarians=[UserFactory(email=f"librarian{number}@test.example") for number in range(4)],
        hosts=[*(organisation for _user, organisation in asked), organiser, OrganisationFactory()],
        at_hosts=[*(user for user, _organisation in asked), None, None],
        library=library,
        registrar=registrar,
        workshop=workshop,
        without_address=without_address,
    )


def wish_of(workshop: Workshop) -> WishedChange | None:
    """The change that was asked for last."""
    return workshop.wished_changes.order_by("pk").last()


def line_of(world: World) -> WorkshopTrainer | None:
    """The line of the trainer who is asked at an address."""
    return world.workshop.trainers.exclude(pk=world.without_address.pk).first()


def found_in(world: World) -> dict[str, Any]:
    """What the database says, in the words of the model."""
    stood = world.workshop
    found = Workshop.objects.get(pk=stood.pk)
    number_of = {user.person.pk: number for number, user in enumerate(world.librarians)}
    host_of = {organisation.pk: number for number, organisation in enumerate(world.hosts)}
    turns = found.participations.order_by("queue_number").values_list("state", "person")
    in_turn = [(state, number_of[person]) for state, person in turns]
    offers: dict[int, list[str]] = {}
    for offer in found.place_offers.order_by("pk"):
        state = "open" if offer.is_open else offer.answer.value
        offers.setdefault(int(offer.email.partition("@")[0].removeprefix("librarian")), []).append(state)
    wish, line = wish_of(stood), line_of(world)
    return {
        "state": found.state,
        "day": (found.starts_on - stood.starts_on).days // 7,
        "city": int(found.city.removeprefix("Қала ")) if found.city != stood.city else 0,
        "venue": int(found.venue_kk.removeprefix("Зал ")) if found.venue_kk != stood.venue_kk else 0,
        "host": host_of[found.host_id],
        "capacity": found.capacity,
        "places": [number for state, number in in_turn if state == "registered"],
        "queue": [number for state, number in in_turn if state == "waitlisted"],
        "counts": (found.places_taken, found.waiting_count),
        "offers": offers,
        "wish": (wish.state, wished_in(world, wish)) if wish else None,
        "hosts": {host_of[row.organisation_id]: (row.state, row.rights) for row in found.hostings.all()},
        "trainer": (line.email.partition("@")[0], answer_of(line)) if line else None,
        "is_noted": WorkshopTrainer.objects.get(pk=world.without_address.pk).noted_on is not None,
        "workshops": Workshop.objects.filter(organiser=stood.organiser).count(),
    }


def wished_in(world: World, wish: WishedChange) -> dict[str, int]:
    stood, wished = world.workshop, dict(wish.wished)
    found = {}
    if first := wished.pop("starts_on", None):
        found["day"] = (date.fromisoformat(first) - stood.starts_on).days // 7
        wished.pop("ends_on")
    for name, value in wished.items():
        if name == "host":
            found[name] = [organisation.pk for organisation in world.hosts].index(value)
        else:
            found["venue" if name == "venue_kk" else name] = int(value.split()[-1]) if " " in value else 0
    return found


def answer_of(line: WorkshopTrainer) -> str:
    answers = {"not_invited": "not asked", "invited": "asked", "stepped_back": "stepped back"}
    return answers.get(line.answer.value, line.answer.value)

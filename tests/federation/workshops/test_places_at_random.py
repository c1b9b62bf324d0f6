"""Any sequence of what people, libraries and the clock do with places, against a small model of the rules."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.people.models import Affiliation, Person
from federation.people.models.invitation import NotOpen
from federation.workshops import actions
from federation.workshops.actions import Colleague
from federation.workshops.models import Participation, PlaceOffer, Workshop
from portal.accounts.models import User
from tests.federation.membership.factories import MembershipFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

PEOPLE, MEMBERS = 6, 2  # The first two of the six work for a member.
VERBS = ("take", "leave", "register", "accept", "decline", "withdraw")
STEPS = st.tuples(st.sampled_from(VERBS), st.integers(0, PEOPLE - 1))


@dataclass
class Model:
    """The rules told once more, plainly: who has a place, for whom one is held, who waits; each a list of numbers."""

    places: int
    kept: int
    has: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)
    kept_has: set[int] = field(default_factory=set)  # Whose place counts as a kept one.

    @staticmethod
    def is_member(who: int) -> bool:
        return who < MEMBERS

    def rooms(self) -> tuple[int, int]:
        """Free places, and how many of them are kept."""
        free = self.places - len(self.has) - len(self.held)
        return free, min(free, max(0, self.kept - len(self.kept_has)))

    def fits(self, who: int) -> bool:
        """True when there is a place for who waits for one."""
        free, kept = self.rooms()
        return free > (0 if self.is_member(who) else kept)

    def place(self, who: int) -> None:
        self.has.append(who)
        if self.is_member(who):
            self.kept_has.add(who)

    def move_up(self) -> None:
        while (who := next((each for each in self.waits if self.fits(each)), None)) is not None:
            self.waits.remove(who)
            self.place(who)

    def take(self, who: int) -> None:
        if who not in self.has and who not in self.waits:
            self.waits.append(who)
            self.move_up()

    def leave(self, who: int) -> None:
        if who in self.waits:
            self.waits.remove(who)
        elif who in self.has:
            self.has.remove(who)
            self.kept_has.discard(who)
        self.move_up()

    def register(self, who: int) -> None:
        """Of a library that is no member."""
        free, kept = self.rooms()
        if who not in self.held and not self.waits and free > kept:
            self.held.append(who)

    def accept(self, who: int) -> None:
        if who in self.held:
            self.held.remove(who)
            if who in self.waits:
                self.waits.remove(who)
            if who not in self.has:
                self.has.append(who)  # The library is no member: the place does not count as kept.
            self.move_up()

    def free(self, who: int) -> None:
        if who in self.held:
            self.held.remove(who)
            self.move_up()

    decline = withdraw = free


@dataclass
class World:
    """The same in the portal."""

    workshop: Workshop
    people: list[User]
    library: Person

    def act(self, verb: str, who: int) -> None:
        user = self.people[who]
        offers = PlaceOffer.objects.filter(workshop=self.workshop, email=user.email)
        offer = offers.order_by("-pk").first()
        if verb == "take":
            actions.take_place(self.workshop, user)
        elif verb == "leave":
            actions.cancel_participation(self.workshop, user)
        elif verb == "register":
            organisation = self.library.representations.get().organisation
            actions.register_colleagues(
                self.workshop, organisation, self.library, [Colleague("Үлгі", user.email)]
            )
        elif offer and verb == "withdraw":
            actions.withdraw_place(offer)
        elif offer:
            try:
                {"accept": actions.accept_place, "decline": actions.decline_place}[verb](offer, user)
            except NotOpen:
                assert not offer.is_open

    def told(self) -> tuple[set[int], set[int], list[int], tuple[int, int, int]]:
        rows = Participation.objects.filter(workshop=self.workshop).order_by("queue_number")
        numbers = {user.person.pk: number for number, user in enumerate(self.people)}
        by_email = {user.email: number for number, user in enumerate(self.people)}
        self.workshop.refresh_from_db()
        return (
            {numbers[row.person_id] for row in rows if row.state == "registered"},
            {by_email[offer.email] for offer in PlaceOffer.objects.open().filter(workshop=self.workshop)},
            [numbers[row.person_id] for row in rows if row.state == "waitlisted"],
            (self.workshop.places_taken, self.workshop.kept_taken, self.workshop.waiting_count),
        )


@pytest.fixture
def people(db) -> list[User]:
    organisation = MembershipFactory().organisation
    users = [UserFactory() for _number in range(PEOPLE)]
    for user in users[:MEMBERS]:
        Affiliation.objects.create(person=user.person, organisation=organisation)
    return users


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(steps=st.lists(STEPS, max_size=25), places=st.integers(1, 4), kept=st.integers(0, 2))
@pytest.mark.django_db
def test_whatever_happens_places_waitlist_and_counts_agree_with_the_rules(
    people, manager, steps, places, kept
):
    kept = min(kept, places)
    until = {"kept_places": kept, "kept_for": "members"} if kept else {}
    workshop = WorkshopFactory(
        capacity=places, kept_until=timezone.localdate() + timedelta(days=5) if kept else None, **until
    )
    model, world = Model(places, kept), World(workshop, people, manager.person)
    for verb, who in steps:
        world.act(verb, who)
        getattr(model, verb)(who)
        has, held, waits, counts = world.told()
        assert (has, held, waits) == (set(model.has), set(model.held), model.waits), (verb, who)
        kept_taken = len(model.kept_has) if kept else 0
        assert counts == (len(has) + len(held), kept_taken, len(waits)), (verb, who)

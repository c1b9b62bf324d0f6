"""Random sequences of the verbs of workshops, by all who have a part in one, beside a small model of what they are to do
(`expected`): states, facts, places, letters and the journal agree after each step, and a step that is done twice, or
refused, changes nothing.

A few seconds in CI, the same sequences each time; `RANDOM_STEPS=2000` tries so many sequences of its own.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from federation.people.actions import Refused
from federation.people.models.invitation import NotOpen
from federation.workshops import actions
from federation.workshops.actions import offering
from federation.workshops.enums import HostRights
from federation.workshops.models import Hosting, PlaceOffer, Workshop, WorkshopTrainer
from portal.accounts.models import User
from portal.mail.models import Letter
from tests.office import keep

from .amending import draft_with
from .expected import Expected
from .world import World, found_in, line_of, wish_of, world

pytestmark = pytest.mark.django_db
TRIES = int(os.environ.get("RANDOM_STEPS", "0"))
WHY = "Себебі бар"
TRAINERS_SAY = [
    ("accepted", actions.accept_training),
    ("declined", actions.decline_training),
    ("stepped back", lambda line, user: actions.step_back(line, user, WHY)),
]
HOSTS_SAY = [
    ("accepted", actions.accept_hosting),
    ("declined", lambda hosting, user: actions.decline_hosting(hosting, user, WHY)),
    ("withdrawn", lambda hosting, user: actions.withdraw_hosting(hosting, user, WHY)),
]
CHANGES = [
    ["venue"], ["capacity"], ["capacity"], ["day"], ["city"], ["host"], ["city", "venue"], ["day", "capacity", "venue"],
    ["host", "venue"],
]  # fmt: skip
ADDRESSES = ["trainer", "trainer", "substitute", None]
VERBS = [
    *["take"] * 4, *["give_up"] * 3, *["amend"] * 5, *["decide"] * 3, *["train"] * 3, *["name"] * 2, *["host_says"] * 4,
    *["register"] * 3, *["accept_place"] * 2, "decline_place", "withdraw_place", "lapse", "tell_library", "write",
    "give_rights", "note_host", "note_trainer", "take_off", "invite", "ask_again", "copy", "submit", "submit", "take_back", "approve",
    "send_back", "decline", "cancel", "mend_the_title", "name_a_role",
]  # fmt: skip


class Steps(RuleBasedStateMachine):
    """The verbs, by those who do them; what a step is done with follows from its number."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.model, self.done, self.names = Expected(), 0, count()
        self.workshop = self.world.workshop

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def twice(self, verb: Callable[..., object], given: tuple, expected: Callable[[], bool]) -> None:
        """Does it twice: each time it is refused or not as the model says, which is asked as often."""
        for _time in range(2):
            is_done = expected()
            try:
                with transaction.atomic():
                    verb(*given)
            except (Refused, NotOpen, WorkshopTrainer.DoesNotExist) as refusal:
                assert not is_done, refusal
            else:
                assert is_done

    @initialize(is_approved=st.sampled_from([True, True, True, False]))
    def begin(self, is_approved: bool) -> None:
        if is_approved:  # Most of what can go wrong begins here.
            self.submit(0)
            self.approve(0)

    # --- Organiser and secretariat ---

    def submit(self, number: int) -> None:
        words = WHY if number else ""
        given = (self.workshop, self.world.manager, words)
        self.twice(actions.submit, given, lambda: self.model.submit(words))

    def take_back(self, _number: int) -> None:
        self.twice(actions.take_back, (self.workshop, self.world.manager), self.model.take_back)

    def approve(self, _number: int) -> None:
        self.twice(actions.approve, (self.workshop, self.world.secretary), self.model.approve)

    def send_back(self, _number: int) -> None:
        given = (self.workshop, self.world.secretary, WHY)
        self.twice(actions.return_with_question, given, lambda: self.model.answer("returned", WHY))

    def decline(self, _number: int) -> None:
        given = (self.workshop, self.world.secretary, WHY)
        self.twice(actions.decline, given, lambda: self.model.answer("declined", WHY))

    def cancel(self, _number: int) -> None:
        if self.done > 20:  # After it there is little to try.
            self.twice(actions.cancel_workshop, (self.workshop, self.world.manager, WHY), self.model.cancel)

    def copy(self, number: int) -> None:
        first = self.workshop.starts_on + timedelta(days=60 + number)
        firsts = iter([True, False])
        given = (Workshop.objects.get(pk=self.workshop.pk), self.world.manager, first, uuid4())
        self.twice(actions.copy_workshop, given, lambda: self.model.copy(is_first=next(firsts)))

    def write(self, _number: int) -> None:
        written = actions.Written("registered", subject={"kk": "Күндер"}, text={"kk": "Келіңіздер."})
        answers: list[bool] = []

        def is_sent() -> bool:
            answers.append(self.model.write(is_first=not answers or not answers[-1]))
            return answers[-1]

        given = (self.workshop, self.world.manager, written, uuid4())
        self.twice(actions.send_to_participants, given, is_sent)

    def mend_the_title(self, _number: int) -> None:
        """By an editor, in the admin."""
        words = self.workshop.descriptions.get()
        words.title = f"Атауы {next(self.names)}"
        words.save_revision().publish()
        self.model.mend_words()

    # --- What changes after approval ---

    def amend(self, number: int) -> None:
        names = CHANGES[(self.done + number) % len(CHANGES)]
        facts = {name: number + (name == "capacity") for name in names}
        draft = draft_with(self.workshop, **self.values_of(facts))
        given = (self.workshop, self.world.manager, draft, WHY)
        self.twice(actions.amend, given, lambda: self.model.amend(facts))

    def values_of(self, facts: dict[str, int]) -> dict[str, Any]:
        """The facts of the workshop for the numbers of the model."""
        values: dict[str, Any] = {}
        for name, number in facts.items():
            if name == "day":
                first = self.world.workshop.starts_on + timedelta(days=7 * number)
                values |= {"starts_on": first, "ends_on": first + timedelta(days=2)}
            elif name == "venue":
                values["venue_kk"] = f"Зал {number}" if number else self.world.workshop.venue_kk
            elif name == "city":
                values["city"] = f"Қала {number}" if number else self.world.workshop.city
            else:
                values[name] = self.world.hosts[number] if name == "host" else number
        return values

    def decide(self, number: int) -> None:
        if not (wish := wish_of(self.workshop)):
            return
        said, verb, *given = [
            ("approved", actions.approve_change, self.world.secretary),
            ("approved", actions.approve_change, self.world.secretary),
            ("declined", actions.decline_change, self.world.secretary, WHY),
            ("withdrawn", actions.withdraw_change, self.world.manager),
        ][number]
        self.twice(verb, (wish, *given), lambda: self.model.decide(said))

    # --- Trainer and host ---

    def name(self, number: int) -> None:
        address = ADDRESSES[number]
        email = f"{address}@test.example"
        draft = draft_with(self.workshop)
        kept = [line for line in draft.trainers if line.row == self.world.without_address.pk]
        own = [line for line in draft.trainers if line not in kept]
        if address and own:
            own = [replace(own[0], email=email)]
        elif address:
            own = [actions.TrainerLine("Үлгі Тренер", email)]
        given = replace(draft, trainers=[*kept, *(own if address else [])])
        names = (self.workshop, self.world.manager, given, WHY)
        self.twice(actions.amend, names, lambda: self.model.name(address))

    def take_off(self, _number: int) -> None:
        if line := line_of(self.world):
            self.twice(actions.take_off, (self.workshop, self.world.manager, line.pk), self.model.take_off)

    def invite(self, _number: int) -> None:
        self.twice(actions.invite_trainers, (self.workshop, self.world.manager), self.model.invite)

    def ask_again(self, _number: int) -> None:
        """Some time after the last letter; twice in a moment is once."""
        if line := line_of(self.world):
            sent_at = line.sent_at - timedelta(hours=1)
            WorkshopTrainer.objects.filter(pk=line.pk).update(sent_at=sent_at)
            firsts = iter([True, False])
            self.twice(
                actions.ask_again,
                (self.workshop, line.pk),
                lambda: self.model.ask_again(is_first=next(firsts)),
            )

    def train(self, number: int) -> None:
        if line := line_of(self.world):
            answer, verb = TRAINERS_SAY[number % len(TRAINERS_SAY)]
            self.twice(verb, (line, self.world.trainer), lambda: self.model.train(answer))

    def note_trainer(self, _number: int) -> None:
        noted = (self.world.without_address.pk, timezone.localdate(), "Қоңырау шалды")
        self.twice(actions.note_trainer, (self.workshop, self.world.manager, *noted), self.model.note_trainer)

    def name_a_role(self, _number: int) -> None:
        """By the secretariat, in the admin, where it sees no draft."""
        line = line_of(self.world)
        if self.model.state == "draft" or line is None:
            return
        keep(line, role="observer" if line.role == "lead" else "lead")
        named = [("trainer_named", "trainer")] if self.model.trainers else []
        self.model.note("trainers", ("trainers_changed", "manager"), *named)

    def hosting(self) -> Hosting | None:
        return Workshop.objects.get(pk=self.workshop.pk).hosting

    def host_says(self, number: int) -> None:
        """By the host that is asked; who is not the host any more has nothing to answer."""
        answer, verb = HOSTS_SAY[number % len(HOSTS_SAY)]
        hosting = self.hosting()
        user = self.world.at_hosts[self.model.facts["host"]]
        if hosting and user:
            self.twice(verb, (hosting, user), lambda: self.model.host_says(answer))

    def note_host(self, _number: int) -> None:
        noted = (timezone.localdate(), "Хат жазды")
        self.twice(actions.note_host, (self.workshop, self.world.manager, *noted), self.model.note_host)

    def give_rights(self, number: int) -> None:
        rights = HostRights.values[number % len(HostRights.values)]
        given = (self.workshop, self.world.manager, rights)
        self.twice(actions.give_host_rights, given, lambda: self.model.give_rights(rights))

    # --- Places ---

    def take(self, number: int) -> None:
        given = (self.workshop, self.world.librarians[number])
        self.twice(actions.take_place, given, lambda: self.model.take(number))

    def give_up(self, number: int) -> None:
        given = (self.workshop, self.world.librarians[number])
        self.twice(actions.cancel_participation, given, lambda: self.model.give_up(number))

    def register(self, number: int) -> None:
        numbers = [number, (number + 1) % 4]
        colleagues = [actions.Colleague("Үлгі", f"librarian{each}@test.example") for each in numbers]
        given = (self.workshop, self.world.library, self.world.registrar.person, colleagues)
        self.twice(actions.register_colleagues, given, lambda: self.model.register(numbers))

    def offer(self, number: int) -> PlaceOffer | None:
        address = f"librarian{number}@test.example"
        return self.workshop.place_offers.filter(email=address).order_by("pk").last()

    def end_offer(self, number: int, said: str, verb: Callable[..., object], *by: User) -> None:
        if offer := self.offer(number):
            self.twice(verb, (offer, *by), lambda: self.model.end_offer(number, said))

    def accept_place(self, number: int) -> None:
        self.end_offer(number, "accepted", actions.accept_place, self.world.librarians[number])

    def decline_place(self, number: int) -> None:
        self.end_offer(number, "declined", actions.decline_place, self.world.librarians[number])

    def withdraw_place(self, number: int) -> None:
        self.end_offer(number, "withdrawn", actions.withdraw_place)

    def lapse(self, number: int) -> None:
        """The moment until which it is held passes, and the clock takes note."""
        offer = self.offer(number)
        if offer and offer.is_open:
            PlaceOffer.objects.filter(pk=offer.pk).update(held_until=timezone.now())
            self.end_offer(number, "lapsed", lambda found: offering.end_overdue(found.workshop))

    def tell_library(self, _number: int) -> None:
        given = (self.workshop.pk, self.world.library.pk)
        self.twice(offering.tell_organisation, given, self.model.tell_library)

    # One rule of all: hypothesis would leave out many of several, and sequences are few.
    @rule(verb=st.sampled_from(VERBS), number=st.integers(0, 3))
    def step(self, verb: str, number: int) -> None:
        self.done += 1
        getattr(self, verb)(number)

    @invariant()
    def they_agree(self) -> None:
        assert found_in(self.world) == self.model.found()
        steps = self.workshop.steps.order_by("pk").values_list("verb", "to_state")
        assert list(steps) == self.model.steps
        letters = Letter.objects.filter(key__startswith="workshops:").values_list("key", "address")
        written = Counter((key.split(":")[1], address.partition("@")[0]) for key, address in letters)
        assert written == self.model.letters


def test_states_places_letters_and_the_journal_agree_after_any_steps():
    Steps.world = world()
    run_state_machine_as_test(
        Steps,
        settings=settings(
            max_examples=TRIES or 8,
            stateful_step_count=40,
            derandomize=not TRIES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[phase for phase in Phase if TRIES or phase == Phase.generate],  # Shrinking takes minutes.
        ),
    )

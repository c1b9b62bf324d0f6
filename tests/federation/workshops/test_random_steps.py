"""Random sequences of the verbs of workshops, by four roles, beside a small model of what they are to do: states, places,
letters and the journal agree after each step, and a step that is done twice, or refused, changes nothing.

A few seconds in CI, the same sequences each time; `RANDOM_STEPS=2000` tries so many sequences of its own.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from federation.people.actions import Refused
from federation.workshops import actions
from federation.workshops.models import Workshop, WorkshopTrainer
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.journal.models import WishedChange
from portal.mail.models import Letter
from tests.federation.membership.factories import RepresentativeFactory
from tests.office import keep
from tests.portal.accounts.factories import UserFactory

from .factories import WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
TRIES = int(os.environ.get("RANDOM_STEPS", "0"))
WHY = "Себебі бар"
ANSWERS = [
    ("accepted", actions.accept_training),
    ("declined", actions.decline_training),
    ("stepped_back", actions.step_back),
]
VERBS = [
    *["take"] * 4, *["give_up"] * 3, *["set_capacity"] * 2, *["ask_for_day", "decide_day"] * 2, *["train"] * 2,
    "submit", "approve", "send_back", "decline", "cancel", "mend_the_title", "name_a_role",
]  # fmt: skip


class Model:
    """What everybody is to find: the simplest that can be right."""

    def __init__(self) -> None:
        self.state = "draft"
        self.capacity = 2
        self.places: list[int] = []
        self.queue: list[int] = []
        self.day = 0  # Of the approved dates, counted from the first; and of those that were asked for last.
        self.asked: tuple[int, str] | None = None
        self.trainer = "not asked"
        self.steps: list[tuple[str, str]] = []
        self.letters: Counter[tuple[str, str]] = Counter()

    def tell(self, kind: str, *readers: str) -> None:
        self.letters.update((kind, reader) for reader in readers)

    def go(self, state: str) -> None:
        self.state = state
        self.steps.append((state, state))

    @property
    def with_place(self) -> list[str]:
        return [f"librarian{number}" for number in (*self.places, *self.queue)]

    @property
    def trainers(self) -> list[str]:
        return ["trainer"] if self.trainer == "accepted" else []

    # Each verb returns False when it is refused.

    def submit(self) -> bool:
        if self.state in ("draft", "returned"):
            self.go("submitted")
            self.tell("workshop_submitted", "secretary")
            self.tell("workshop_received", "manager")
        return self.state == "submitted"

    def approve(self) -> bool:
        if self.state == "submitted":
            self.go("approved")
            self.tell("workshop_approved", "manager")
            self.trainer = "asked"
            self.tell("trainer_invited", "trainer")
        return self.state == "approved"

    def answer(self, state: str) -> bool:
        if self.state == "submitted":
            self.go(state)
            self.tell(f"workshop_{state}", "manager")
        return self.state == state

    def cancel(self) -> bool:
        if self.state == "approved":
            self.go("cancelled")
            self.tell("workshop_called_off", "manager")
            self.tell("workshop_called_off_secretariat", "secretary")
            self.tell("workshop_cancelled", *self.with_place)
            self.tell("training_cancelled", *self.trainers)
            self.tell("invitation_ended", *(["trainer"] if self.trainer == "asked" else []))
            if self.asked and self.asked[1] == "waiting":
                self.asked = (self.asked[0], "declined")
        return self.state == "cancelled"

    def set_capacity(self, count: int) -> bool:
        if count != self.capacity:
            if self.state != "approved" or count < len(self.places):
                return False
            self.capacity = count
            self.move_up()
        return True

    def move_up(self) -> None:
        while self.queue and len(self.places) < self.capacity:
            self.places.append(self.queue.pop(0))
            self.tell("place_moved_up", f"librarian{self.places[-1]}")

    def take(self, number: int) -> bool:
        if number in self.places + self.queue:
            return True
        if self.state != "approved":
            return False
        is_free = len(self.places) < self.capacity and not self.queue
        (self.places if is_free else self.queue).append(number)
        self.tell("place_taken" if is_free else "place_waitlisted", f"librarian{number}")
        return True

    def give_up(self, number: int) -> bool:
        if number not in self.places + self.queue:
            return True
        if self.state != "approved":
            return False
        self.tell("place_given_up" if number in self.places else "waitlist_left", f"librarian{number}")
        for turns in (self.places, self.queue):
            turns[:] = [each for each in turns if each != number]
        self.move_up()
        return True

    def ask_for_day(self, day: int) -> bool:
        if self.asked == (day, "waiting"):
            return True
        if self.state != "approved" or day == self.day:
            return False
        self.asked = (day, "waiting")
        self.tell("dates_proposed", "secretary")
        self.tell("dates_received", "manager")
        return True

    def decide_day(self, said: str) -> bool:
        if self.asked and self.asked[1] == "waiting":
            self.asked = (self.asked[0], said)
            self.tell(f"dates_{said}", "manager")
            if said == "approved":
                self.day = self.asked[0]
                self.tell("dates_changed", *self.with_place)
                self.tell("training_moved", *self.trainers)
        return self.asked is not None and self.asked[1] == said

    def train(self, answer: str) -> bool:
        """Accepting, declining or stepping back."""
        before = {"accepted": "asked", "declined": "asked", "stepped_back": "accepted"}[answer]
        if self.trainer == before and self.state == "approved":
            self.trainer = answer
            self.tell(f"trainer_{answer}", "manager")
        return self.trainer == answer or (answer == "declined" and self.trainer == "stepped_back")

    def note(self, verb: str, *letters: tuple[str, str]) -> bool:
        """What the office does to words and trainers, once the secretariat has seen the workshop."""
        if self.state != "draft":
            self.steps.append((verb, ""))
            self.letters.update(letters)
        return True


@dataclass(frozen=True)
class World:
    """Who is there, and a draft of theirs, in which the trainer is named."""

    manager: User
    secretary: User
    trainer: User
    librarians: list[User]
    workshop: Workshop
    line: WorkshopTrainer


def world() -> World:
    manager = RepresentativeFactory(user__email="manager@test.example").person.user
    trainer = UserFactory(email="trainer@test.example")
    organiser = manager.person.representations.get().organisation
    workshop = WorkshopFactory(organiser=organiser, state="draft")
    return World(
        manager=manager,
        secretary=UserFactory(role=Role.SECRETARIAT, email="secretary@test.example"),
        trainer=trainer,
        librarians=[UserFactory(email=f"librarian{number}@test.example") for number in range(4)],
        workshop=workshop,
        line=WorkshopTrainerFactory(workshop=workshop, email=trainer.email),
    )


class Steps(RuleBasedStateMachine):
    """The verbs, by those who do them; what a step is done with follows from its number."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.model, self.done, self.titles = Model(), 0, 0

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
            except (Refused, WorkshopTrainer.DoesNotExist):
                assert not is_done
            else:
                assert is_done

    @initialize(is_approved=st.sampled_from([True, True, True, False]))
    def begin(self, is_approved: bool) -> None:
        if is_approved:  # Most of what can go wrong begins here.
            self.submit(0)
            self.approve(0)

    def submit(self, _number: int) -> None:
        self.twice(actions.submit, (self.world.workshop, self.world.manager), self.model.submit)

    def approve(self, _number: int) -> None:
        self.twice(actions.approve, (self.world.workshop, self.world.secretary), self.model.approve)

    def send_back(self, _number: int) -> None:
        given = (self.world.workshop, self.world.secretary, WHY)
        self.twice(actions.return_with_question, given, lambda: self.model.answer("returned"))

    def decline(self, _number: int) -> None:
        given = (self.world.workshop, self.world.secretary, WHY)
        self.twice(actions.decline, given, lambda: self.model.answer("declined"))

    def cancel(self, _number: int) -> None:
        if self.done > 20:  # After it there is little to try.
            self.twice(
                actions.cancel_workshop, (self.world.workshop, self.world.manager, WHY), self.model.cancel
            )

    def set_capacity(self, number: int) -> None:
        given = (self.world.workshop, number + 1)
        self.twice(actions.change_capacity, given, lambda: self.model.set_capacity(number + 1))

    def ask_for_day(self, number: int) -> None:
        day = number % 3
        first = self.world.workshop.starts_on + timedelta(days=7 * day)
        given = (self.world.workshop, self.world.manager, first, first + timedelta(days=2), WHY)
        self.twice(actions.propose_dates, given, lambda: self.model.ask_for_day(day))

    def asked(self) -> WishedChange | None:
        return self.world.workshop.wished_changes.order_by("pk").last()

    def decide_day(self, number: int) -> None:
        if not (wish := self.asked()):
            return
        if number % 2:
            given = (wish, self.world.secretary)
            self.twice(actions.approve_dates, given, lambda: self.model.decide_day("approved"))
        else:
            given = (wish, self.world.secretary, WHY)
            self.twice(actions.decline_dates, given, lambda: self.model.decide_day("declined"))

    def take(self, number: int) -> None:
        given = (self.world.workshop, self.world.librarians[number])
        self.twice(actions.take_place, given, lambda: self.model.take(number))

    def give_up(self, number: int) -> None:
        given = (self.world.workshop, self.world.librarians[number])
        self.twice(actions.cancel_participation, given, lambda: self.model.give_up(number))

    def train(self, number: int) -> None:
        answer, verb = ANSWERS[number % len(ANSWERS)]
        self.twice(verb, (self.world.line, self.world.trainer), lambda: self.model.train(answer))

    def mend_the_title(self, _number: int) -> None:
        """By an editor, in the admin."""
        self.titles += 1
        words = self.world.workshop.descriptions.get()
        words.title = f"Атауы {self.titles}"
        words.save_revision().publish()
        self.model.note("words", ("words_changed", "manager"))

    def name_a_role(self, _number: int) -> None:
        """By the secretariat, in the admin, where it sees no draft."""
        if self.model.state == "draft":
            return
        line = WorkshopTrainer.objects.get(pk=self.world.line.pk)
        keep(line, role="observer" if line.role == "lead" else "lead")
        named = [("trainer_named", "trainer")] if self.model.trainers else []
        self.model.note("trainers", ("trainers_changed", "manager"), *named)

    # One rule of all: hypothesis would leave out many of several, and sequences are few.
    @rule(verb=st.sampled_from(VERBS), number=st.integers(0, 3))
    def step(self, verb: str, number: int) -> None:
        self.done += 1
        getattr(self, verb)(number)

    @invariant()
    def they_agree(self) -> None:
        found, model = Workshop.objects.get(pk=self.world.workshop.pk), self.model
        assert (found.state, found.capacity) == (model.state, model.capacity)
        assert (found.starts_on - self.world.workshop.starts_on).days == 7 * model.day
        turns = found.participations.order_by("queue_number").values_list("state", "person")
        who = {user.person.pk: number for number, user in enumerate(self.world.librarians)}
        in_turn = [(state, who[person]) for state, person in turns if state != "cancelled"]
        assert [number for state, number in in_turn if state == "registered"] == model.places
        assert [number for state, number in in_turn if state == "waitlisted"] == model.queue
        assert (found.places_taken, found.waiting_count) == (len(model.places), len(model.queue))
        wish = self.asked()
        assert (wish.state if wish else None) == (model.asked[1] if model.asked else None)
        assert list(found.steps.order_by("pk").values_list("verb", "to_state")) == model.steps
        letters = Letter.objects.filter(key__startswith="workshops:").values_list("key", "address")
        written = Counter((key.split(":")[1], address.partition("@")[0]) for key, address in letters)
        assert written == model.letters


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

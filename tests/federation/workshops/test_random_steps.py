"""Random sequences of the verbs of workshops, by four roles, beside a small model of what they are to do: states, places,
letters and the journal agree after each step, and a step that is done twice, or refused, changes nothing.

A few seconds in CI, the same sequences each time; `RANDOM_STEPS=2000` tries so many sequences of its own.
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from federation.people.actions import Refused
from federation.workshops import actions
from federation.workshops.models import Workshop, WorkshopTrainer
from portal.accounts.enums import Role
from portal.mail.models import Letter
from tests.federation.membership.factories import RepresentativeFactory
from tests.office import keep
from tests.portal.accounts.factories import UserFactory

from .factories import WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
TRIES = int(os.environ.get("RANDOM_STEPS", "0"))
WHY = "Себебі бар"
librarians = st.integers(0, 3)


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


class Steps(RuleBasedStateMachine):
    """The verbs, by those who do them."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.manager = RepresentativeFactory(user__email="manager@test.example").person.user
        self.secretary = UserFactory(role=Role.SECRETARIAT, email="secretary@test.example")
        self.trainer = UserFactory(email="trainer@test.example")
        self.librarians = [UserFactory(email=f"librarian{number}@test.example") for number in range(4)]
        organiser = self.manager.person.representations.get().organisation
        self.workshop = WorkshopFactory(organiser=organiser, state="draft")
        self.line = WorkshopTrainerFactory(workshop=self.workshop, email=self.trainer.email)
        self.first_day = self.workshop.starts_on
        self.titles = 0
        self.model = Model()

    def twice(self, verb: Callable[[], object], expected: Callable[[], bool]) -> None:
        """Does it twice: each time it is refused or not as the model says, which is asked as often."""
        for _time in range(2):
            is_done = expected()
            try:
                with transaction.atomic():
                    verb()
            except (Refused, WorkshopTrainer.DoesNotExist):
                assert not is_done
            else:
                assert is_done

    @rule()
    def organiser_submits(self) -> None:
        self.twice(lambda: actions.submit(self.workshop, self.manager), self.model.submit)

    @rule()
    def secretariat_approves(self) -> None:
        self.twice(lambda: actions.approve(self.workshop, self.secretary), self.model.approve)

    @rule()
    def secretariat_asks(self) -> None:
        verb = lambda: actions.return_with_question(self.workshop, self.secretary, WHY)  # noqa: E731
        self.twice(verb, lambda: self.model.answer("returned"))

    @rule()
    def secretariat_declines(self) -> None:
        verb = lambda: actions.decline(self.workshop, self.secretary, WHY)  # noqa: E731
        self.twice(verb, lambda: self.model.answer("declined"))

    @rule()
    def organiser_cancels(self) -> None:
        self.twice(lambda: actions.cancel_workshop(self.workshop, self.manager, WHY), self.model.cancel)

    @rule(count=st.integers(1, 4))
    def organiser_sets_places(self, count: int) -> None:
        verb = lambda: actions.change_capacity(self.workshop, count)  # noqa: E731
        self.twice(verb, lambda: self.model.set_capacity(count))

    @rule(day=st.integers(0, 2))
    def organiser_asks_for_dates(self, day: int) -> None:
        first = self.first_day + timedelta(days=7 * day)
        last = first + timedelta(days=2)
        verb = lambda: actions.propose_dates(self.workshop, self.manager, first, last, WHY)  # noqa: E731
        self.twice(verb, lambda: self.model.ask_for_day(day))

    def asked(self):
        return self.workshop.wished_changes.order_by("pk").last()

    @rule()
    def secretariat_approves_dates(self) -> None:
        if wish := self.asked():
            verb = lambda: actions.approve_dates(wish, self.secretary)  # noqa: E731
            self.twice(verb, lambda: self.model.decide_day("approved"))

    @rule()
    def secretariat_declines_dates(self) -> None:
        if wish := self.asked():
            verb = lambda: actions.decline_dates(wish, self.secretary, WHY)  # noqa: E731
            self.twice(verb, lambda: self.model.decide_day("declined"))

    @rule(number=librarians)
    def librarian_takes_a_place(self, number: int) -> None:
        verb = lambda: actions.take_place(self.workshop, self.librarians[number])  # noqa: E731
        self.twice(verb, lambda: self.model.take(number))

    @rule(number=librarians)
    def librarian_gives_it_up(self, number: int) -> None:
        verb = lambda: actions.cancel_participation(self.workshop, self.librarians[number])  # noqa: E731
        self.twice(verb, lambda: self.model.give_up(number))

    @rule(answer=st.sampled_from(["accepted", "declined", "stepped_back"]))
    def trainer_answers(self, answer: str) -> None:
        verbs = {
            "accepted": actions.accept_training,
            "declined": actions.decline_training,
            "stepped_back": actions.step_back,
        }
        self.twice(lambda: verbs[answer](self.line, self.trainer), lambda: self.model.train(answer))

    @rule()
    def editor_mends_the_title(self) -> None:
        self.titles += 1
        words = self.workshop.descriptions.get()
        words.title = f"Атауы {self.titles}"
        words.save_revision().publish()
        self.model.note("words", ("words_changed", "manager"))

    @rule()
    def secretariat_names_another_role(self) -> None:
        if self.model.state == "draft":  # Which the secretariat does not see.
            return
        line = WorkshopTrainer.objects.get(pk=self.line.pk)
        keep(line, role="observer" if line.role == "lead" else "lead")
        named = [("trainer_named", "trainer")] if self.model.trainers else []
        self.model.note("trainers", ("trainers_changed", "manager"), *named)

    @invariant()
    def they_agree(self) -> None:
        if not hasattr(self, "model"):
            return
        found, model = Workshop.objects.get(pk=self.workshop.pk), self.model
        assert (found.state, found.capacity) == (model.state, model.capacity)
        assert (found.starts_on - self.first_day).days == 7 * model.day
        turns = found.participations.order_by("queue_number")
        who = {user.person.pk: number for number, user in enumerate(self.librarians)}
        for state, expected in (("registered", model.places), ("waitlisted", model.queue)):
            rows = turns.filter(state=state).values_list("person", flat=True)
            assert [who[person] for person in rows] == expected
        assert (found.places_taken, found.waiting_count) == (len(model.places), len(model.queue))
        wish = self.asked()
        assert (wish.state if wish else None) == (model.asked[1] if model.asked else None)
        steps = found.steps.order_by("pk").values_list("verb", "to_state")
        assert list(steps) == model.steps
        letters = Letter.objects.filter(key__startswith="workshops:").values_list("key", "address")
        written = Counter((key.split(":")[1], address.partition("@")[0]) for key, address in letters)
        assert written == model.letters


def test_states_places_letters_and_the_journal_agree_after_any_steps():
    run_state_machine_as_test(
        Steps,
        settings=settings(
            max_examples=TRIES or 5,
            stateful_step_count=25,
            derandomize=not TRIES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

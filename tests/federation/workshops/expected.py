"""What everybody is to find of a workshop after any verbs: the simplest model that can be right.

Each verb returns False when it is refused. Facts, hosts and librarians are numbers, readers of letters the first parts of
their addresses.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .expected_places import Places

ORGANISER, SILENT = 2, 3  # Among the hosts: who registers it, and one that nobody represents.
ASKED = ("day", "city", "host")


@dataclass
class Wish:
    """A change that was asked for."""

    facts: dict[str, int]
    state: str = "waiting"


@dataclass
class Host:
    """What was asked of a host, and what it may do."""

    state: str = "unasked"
    rights: str = "see"


@dataclass
class Trainer:
    """The line in which somebody is named, and the letters to the address in it."""

    address: str = "trainer"
    answer: str = "not asked"
    letters: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass
class Expected(Places):
    """The workshop and those around it, its journal and its letters."""

    last: tuple[str, str, str] = (
        "",
        "",
        "",
    )  # The last step from state to state: its verb, from where, its words.
    wish: Wish | None = None
    hosts: dict[int, Host] = field(default_factory=dict)
    line: Trainer | None = field(default_factory=Trainer)
    is_noted: bool = False  # The trainer without address.
    sent: int = 0
    copies: int = 0
    steps: list[tuple[str, str]] = field(default_factory=list)

    # --- Who is there ---

    @property
    def trainers(self) -> list[str]:
        return ["trainer"] if self.line and self.line.answer == "accepted" else []

    @property
    def asked_at(self) -> str | None:
        """The address at which somebody is asked to train."""
        return self.line.address if self.line and self.line.answer == "asked" else None

    def tell_invited(self, kind: str) -> None:
        if self.line and self.asked_at:
            self.tell(kind, self.asked_at)
            self.line.letters[kind, self.asked_at] += 1

    def drop_line(self) -> None:
        """Takes the line off; of letters to its address it stays known that there were so many."""
        for (kind, reader), number in self.line.letters.items() if self.line else ():
            self.letters[kind, reader] -= number
            self.letters[kind, "erased"] += number
        self.line = None

    @property
    def host(self) -> Host | None:
        return self.hosts.get(self.facts["host"])

    @property
    def hosting(self) -> list[str]:
        is_told = self.host is not None and self.host.state in ("asked", "accepted")
        return self.people_of(self.facts["host"]) if is_told else []

    def people_of(self, host: int) -> list[str]:
        return [] if host == SILENT else [f"host{host}"]

    @property
    def is_planned(self) -> bool:
        return self.state in ("draft", "returned", "submitted", "approved")

    # --- Organiser and secretariat ---

    def go(self, state: str, verb: str = "", words: str = "") -> None:
        self.last = (verb or state, self.state, words)
        self.state = state
        self.steps.append((verb or state, state))

    def submit(self, words: str) -> bool:
        if self.state == "draft" or (self.state == "returned" and words):
            self.go("submitted")
            self.tell("workshop_submitted", "secretary")
            self.tell("workshop_received", "manager")
        return self.state == "submitted"

    def take_back(self) -> bool:
        if self.state == "submitted":
            self.go(self.last[1], "taken_back")
            self.tell("workshop_taken_back", "secretary")
        return self.state in ("draft", "returned") and self.last[0] == "taken_back"

    def approve(self) -> bool:
        if self.state == "submitted":
            self.go("approved")
            self.tell("workshop_approved", "manager")
            self.invite()
        return self.state == "approved"

    def answer(self, state: str, words: str) -> bool:
        if self.state == "submitted":
            self.go(state, words=words)
            self.tell(f"workshop_{state}", "manager")
            if state == "declined":
                self.tell("training_declined", *self.trainers)
                self.tell_invited("invitation_declined")
                self.tell("hosting_declined", *self.hosting)
        return self.state == state and self.last[2] == words

    def cancel(self) -> bool:
        if self.state == "approved":
            self.go("cancelled")
            self.tell("workshop_called_off", "manager")
            self.tell("workshop_called_off_secretariat", "secretary")
            self.tell("workshop_cancelled", *self.with_place)
            self.tell("training_cancelled", *self.trainers)
            self.tell_invited("invitation_ended")
            self.tell("held_place_cancelled", *self.offered)
            self.tell("hosting_cancelled", *self.hosting)
            for offers in self.offers.values():
                offers[-1].state = "withdrawn" if offers[-1].state == "open" else offers[-1].state
            if self.wish and self.wish.state == "waiting":
                self.wish.state = "declined"
        return self.state == "cancelled"

    def copy(self, *, is_first: bool) -> bool:
        is_decided = self.state in ("approved", "declined", "cancelled")
        self.copies += is_decided and is_first
        return is_decided

    def write(self, *, is_first: bool) -> bool:
        """A letter of the organiser to those with a place: at most five in a day."""
        if not is_first:
            return True
        if self.state not in ("approved", "cancelled") or self.sent == 5 or not self.places:
            return False
        self.sent += 1
        self.steps.append(("letter_sent", ""))
        self.tell("to_participants", *(f"librarian{number}" for number in self.places))
        return True

    # --- What changes after approval ---

    def amend(self, facts: dict[str, int]) -> bool:
        if self.state != "approved":
            return False
        changed = {name: value for name, value in facts.items() if value != self.facts[name]}
        asked = {name: changed[name] for name in changed if name in ASKED or "city" in changed}
        at_once = {name: changed[name] for name in changed if name not in asked}
        waiting = self.wish.facts if self.wish and self.wish.state == "waiting" else {}
        if not at_once and asked.items() <= waiting.items():
            return True
        if at_once.get("capacity", 99) < len(self.places) + len(self.offered):
            return False
        if at_once:
            self.facts.update(at_once)
            self.move_up()
            self.amended("amended", everybody=at_once.keys() != {"capacity"})
            self.invite()
        if not asked.items() <= waiting.items():
            self.wish = Wish({**waiting, **asked})
            self.tell("change_wished", "secretary")
            self.tell("change_received", "manager")
        return True

    def amended(self, verb: str, *, everybody: bool = True) -> None:
        """A change is written down and told."""
        self.steps.append((verb, ""))
        if everybody:
            self.tell("amended", *self.with_place)
            self.tell("held_place_changed", *self.offered)
        self.tell("amended_training", *self.trainers)
        self.tell_invited("amended_invitation")
        self.tell("amended_hosting", *self.hosting)

    def decide(self, said: str) -> bool:
        """Of the change that was asked for last: approved, declined, withdrawn."""
        if self.wish and self.wish.state == "waiting":
            self.wish.state = said
            self.tell(f"change_{said}", "secretary" if said == "withdrawn" else "manager")
            if said == "approved":
                self.facts.update(self.wish.facts)
                self.amended("change_approved")
                if "host" in self.wish.facts:
                    self.ask_host()
        return self.wish is not None and self.wish.state == said

    def name(self, address: str | None) -> bool:
        """The organiser names somebody at an address in the line, or nobody."""
        if self.state != "approved":
            return False
        former = self.line
        if former and former.answer in ("accepted", "stepped back") and address:
            return True  # A line that is somebody's stays theirs.
        if (former.address if former else None) == address:
            return True
        leaving = [*self.trainers, *([self.asked_at] if self.asked_at else [])]
        if former and address:
            former.address, former.answer = address, "not asked"
        elif address:
            self.line = Trainer(address)
        else:
            self.drop_line()
        self.amended("amended")
        self.tell("training_ended", *leaving)
        self.invite()
        return True

    def take_off(self) -> bool:
        if self.line and self.line.answer in ("declined", "stepped back"):
            was_known = self.line.answer == "stepped back"
            self.drop_line()
            if was_known and self.state == "approved":
                self.amended("amended")
        return True

    def note(self, verb: str, *letters: tuple[str, str]) -> bool:
        """What the office does to words and trainers, once the secretariat has seen the workshop."""
        if self.state != "draft":
            self.steps.append((verb, ""))
            self.letters.update(letters)
        return True

    def mend_words(self) -> bool:
        """By an editor; everybody concerned hears of words that are public."""
        if self.state == "approved":
            self.amended("words")
            self.tell("words_changed", "manager")
            return True
        return self.note("words", ("words_changed", "manager"))

    # --- Trainer and host ---

    def invite(self) -> bool:
        if self.is_planned:
            self.ask_host()
            if self.line and self.line.answer == "not asked":
                self.line.answer = "asked"
                self.steps.append(("trainers_invited", ""))
                self.tell_invited("trainer_invited")
        return self.is_planned

    def ask_again(self, *, is_first: bool) -> bool:
        if self.is_planned and is_first:
            self.tell_invited("trainer_invited")
        return self.is_planned

    def ask_host(self) -> None:
        for former in [host for host in self.hosts if host != self.facts["host"]]:
            if self.hosts.pop(former).state in ("asked", "accepted"):
                self.tell("host_let_go", *self.people_of(former))
        if self.facts["host"] == ORGANISER:
            return
        host = self.hosts.setdefault(self.facts["host"], Host())
        if host.state == "unasked":
            host.state = "asked"
            self.steps.append(("host_asked", ""))
            self.tell("host_asked", *self.people_of(self.facts["host"]))

    def train(self, answer: str) -> bool:
        """Accepting, declining or stepping back, by the trainer."""
        if self.line is None or self.line.address != "trainer":
            return False
        before = {"accepted": "asked", "declined": "asked", "stepped back": "accepted"}[answer]
        if self.line.answer == before and self.is_planned:
            self.line.answer = answer
            verb = f"trainer_{answer.replace(' ', '_')}"
            self.steps.append((verb, ""))
            self.tell(verb, "manager")
        return self.line.answer == answer or (answer, self.line.answer) == ("declined", "stepped back")

    def note_trainer(self) -> bool:
        if not self.is_noted and self.is_planned:
            self.is_noted = True
            self.steps.append(("trainer_noted", ""))
        return self.is_noted

    def host_says(self, answer: str) -> bool:
        """Accepting, declining, or withdrawing a yes, by somebody of the host that is asked."""
        before = "accepted" if answer == "withdrawn" else "asked"
        if self.host and self.host.state == before and self.is_planned:
            self.host.state = answer
            self.steps.append((f"host_{'withdrew' if answer == 'withdrawn' else answer}", ""))
            self.tell(f"host_{answer}", "manager")
        return self.host is not None and self.host.state == answer

    def note_host(self) -> bool:
        if self.facts["host"] != SILENT:
            return False
        if self.host and self.host.state == "accepted":
            return True
        if self.is_planned:
            self.hosts[SILENT] = Host("accepted", self.host.rights if self.host else "see")
            self.steps.append(("host_noted", ""))
        return self.is_planned

    def give_rights(self, rights: str) -> bool:
        if self.facts["host"] == ORGANISER or not self.is_planned:
            return False
        host = self.hosts.setdefault(self.facts["host"], Host())
        if host.rights != rights:
            host.rights = rights
            self.steps.append(("host_rights", ""))
            self.tell("host_rights", *self.hosting)
        return True

    def found(self) -> dict[str, Any]:
        """What the database is to say, but for letters and steps."""
        return {
            "state": self.state,
            **self.facts,
            "places": self.places,
            "queue": self.queue,
            "counts": (self.taken, len(self.queue)),
            "offers": {number: [offer.state for offer in rows] for number, rows in self.offers.items()},
            "wish": (self.wish.state, self.wish.facts) if self.wish else None,
            "hosts": {number: (host.state, host.rights) for number, host in self.hosts.items()},
            "trainer": (self.line.address, self.line.answer) if self.line else None,
            "is_noted": self.is_noted,
            "workshops": 1 + self.copies,
        }

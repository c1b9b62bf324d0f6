"""Who is to have a place, to wait for one, or to be asked whether they come: the half of `expected` that is about places."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Offer:
    """A place that is held for a librarian."""

    state: str = "open"
    is_told: bool = False


@dataclass
class Places:
    """The state and the facts of a workshop, its places, and the letters about it."""

    state: str = "draft"
    facts: dict[str, int] = field(
        default_factory=lambda: {"day": 0, "city": 0, "venue": 0, "host": 0, "capacity": 2}
    )
    places: list[int] = field(default_factory=list)
    queue: list[int] = field(default_factory=list)
    turns: dict[int, int] = field(default_factory=dict)
    turn: int = 0
    offers: dict[int, list[Offer]] = field(default_factory=dict)
    letters: Counter[tuple[str, str]] = field(default_factory=Counter)

    def tell(self, kind: str, *readers: str) -> None:
        self.letters.update((kind, reader) for reader in readers)

    @property
    def with_place(self) -> list[str]:
        return [f"librarian{number}" for number in (*self.places, *self.queue)]

    @property
    def offered(self) -> list[str]:
        held = {number for number, offers in self.offers.items() if offers[-1].state == "open"}
        return [f"librarian{number}" for number in held]

    @property
    def taken(self) -> int:
        return len(self.places) + len(self.offered)

    def place(self, number: int, kind: str) -> None:
        """A place for a librarian, who keeps the turn that they have."""
        if number in self.queue:
            self.queue.remove(number)
        else:
            self.draw_turn(number)
        self.places.append(number)
        self.places.sort(key=lambda each: self.turns[each])
        self.tell(kind, f"librarian{number}")

    def draw_turn(self, number: int) -> None:
        self.turn += 1
        self.turns[number] = self.turn

    def move_up(self) -> None:
        while self.queue and self.taken < self.facts["capacity"]:
            self.place(self.queue[0], "place_moved_up")

    def take(self, number: int) -> bool:
        if number in self.places + self.queue:
            return True
        if self.state != "approved":
            return False
        if self.taken < self.facts["capacity"] and not self.queue:
            self.place(number, "place_taken")
        else:
            self.draw_turn(number)
            self.queue.append(number)
            self.tell("place_waitlisted", f"librarian{number}")
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

    def register(self, numbers: list[int]) -> bool:
        """A library registers its people."""
        if self.state != "approved":
            return False
        room = 0 if self.queue else max(self.facts["capacity"] - self.taken, 0)
        for number in [each for each in numbers if f"librarian{each}" not in self.offered][:room]:
            self.offers.setdefault(number, []).append(Offer())
            self.tell("held_place_offered", f"librarian{number}")
        return True

    def end_offer(self, number: int, said: str) -> bool:
        """Accepted or declined by the librarian, withdrawn by the library, or lapsed."""
        offer = self.offers[number][-1]
        if offer.state == "open":
            offer.state = said
            if said == "accepted" and number not in self.places:
                self.place(number, "place_taken")
            if said in ("withdrawn", "lapsed"):
                self.tell(f"held_place_{said}", f"librarian{number}")
            self.move_up()
        return offer.state == said or said in ("withdrawn", "lapsed")

    def tell_library(self) -> bool:
        ended = [
            offer
            for offers in self.offers.values()
            for offer in offers
            if not offer.is_told and offer.state in ("accepted", "declined", "lapsed")
        ]
        for offer in ended:
            offer.is_told = True
        self.tell("held_places_answered", *(["library"] if ended else []))
        return True

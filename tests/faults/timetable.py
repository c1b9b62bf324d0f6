"""News that is to appear or to leave at a given second, and when a visitor first saw that it had."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .visitors import Visitor
from .world import World

LATEST = 90  # Seconds after its hour, or after what it needs is back.
PAUSE = 1.0
PATIENCE = 3


@dataclass
class Planned:
    """One change: its address shows the wanted status from its hour on."""

    path: str
    wanted: int
    hour: float
    seen: float | None = None

    def late(self, back_at: float = 0.0) -> float:
        """Seconds between its hour, or the return of what it needs, and the first sight of it; so far, if unseen."""
        return (self.seen or time.time()) - max(self.hour, back_at)


class Timetable:
    """Changes planned for a stretch of time, a pair at each of the given moments, and a visitor who looks for them."""

    def __init__(self, world: World, moments: list[float]) -> None:
        self.visitor = Visitor(world.portal.url, PATIENCE)
        self.planned = [Planned(**one) for one in json.loads(world.inside("schedule", *map(str, moments)))]
        self._over = threading.Event()

    @property
    def is_done(self) -> bool:
        return all(one.seen for one in self.planned)

    @contextmanager
    def watched(self) -> Iterator["Timetable"]:
        """Looks each second for everything that is due while the block runs."""
        looking = threading.Thread(target=self._look, name="timetable")
        looking.start()
        try:
            yield self
        finally:
            self._over.set()
            looking.join()

    def _look(self) -> None:
        while not self._over.wait(PAUSE):
            for one in self.planned:
                if one.seen is None and one.hour <= time.time():
                    answer = self.visitor.get(one.path)
                    if answer.status == one.wanted:
                        one.seen = answer.at

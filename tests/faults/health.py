"""What the portal says of itself while something is wrong, asked every second."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .visitors import Visitor

ADDRESS = "/health/all/"  # For monitoring: 503 when a process or a service is missing.
PAUSE = 1.0
PATIENCE = 5


@dataclass(frozen=True)
class Report:
    """One answer: the status, and which parts are not well."""

    at: float
    status: int
    seconds: float
    poor: tuple[str, ...]


class Health:
    """All reports so far."""

    def __init__(self, url: str) -> None:
        self.visitor = Visitor(url, PATIENCE)
        self.reports: list[Report] = []
        self._over = threading.Event()

    @contextmanager
    def watched(self) -> Iterator["Health"]:
        """Asks while the block runs."""
        asking = threading.Thread(target=self._go_on, name="health")
        asking.start()
        try:
            yield self
        finally:
            self._over.set()
            asking.join()

    def well_after(self, start: float) -> float | None:
        """Seconds from a moment until all was said to be well; None if it never was."""
        return self._first(start, lambda report: report.status == 200)

    def poor_after(self, start: float, part: str) -> float | None:
        """Seconds from a moment until a part was said not to be well, whatever the status."""
        return self._first(start, lambda report: part in report.poor)

    def missing_after(self, start: float, part: str) -> float | None:
        """Seconds from a moment until a part was said not to be well with the status that alarms: 503."""
        return self._first(start, lambda report: report.status == 503 and part in report.poor)

    def _first(self, start: float, is_it: Callable[[Report], bool]) -> float | None:
        found = (report.at - start for report in self.reports if report.at >= start and is_it(report))
        return next(found, None)

    def wait_until_well(self, seconds: float) -> bool:
        """Waits until a report says that all is well."""
        start = time.time()
        while time.time() < start + seconds:
            if self.reports and self.reports[-1].at >= start and self.reports[-1].status == 200:
                return True
            time.sleep(PAUSE / 2)
        return False

    def _go_on(self) -> None:
        while not self._over.wait(PAUSE):
            answer = self.visitor.get(ADDRESS)
            try:
                services = json.loads(answer.body)["services"]
            except (ValueError, KeyError):
                services = {}
            poor = tuple(name for name, found in services.items() if found["status"] != "ok")
            self.reports.append(Report(answer.at, answer.status, answer.seconds, poor))

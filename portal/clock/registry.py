"""The jobs that are run again and again. A room registers its own in a module named `jobs`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

CLOCK, WORKER = "clock", "worker"
CLOCK_BUDGET_SECONDS = 5  # While one job of the clock lasts, no other is run.
WORKER_BUDGET_SECONDS = 3600


@dataclass(frozen=True)
class Job:
    """A function that may run at any time, any number of times, and leaves things right."""

    name: str
    every: timedelta
    run: Callable[[], object]
    by: str = WORKER

    @property
    def budget_seconds(self) -> int:
        """Seconds that a run may take before somebody should look."""
        return CLOCK_BUDGET_SECONDS if self.by == CLOCK else WORKER_BUDGET_SECONDS


JOBS: dict[str, Job] = {}


def every(
    interval: timedelta, by: str = WORKER, name: str = ""
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Registers the decorated function as a job to run once in `interval`.

    Its dotted name is the job's name, under which the database keeps when it last ran; a job that has moved keeps its
    former `name`.

    The worker runs it. Only what must not wait for the worker, takes moments and asks nobody but the database is run
    by the clock itself.
    """

    def register(function: Callable[[], object]) -> Callable[[], object]:
        key = name or f"{function.__module__}.{function.__name__}"
        JOBS[key] = Job(key, interval, function, by)
        return function

    return register

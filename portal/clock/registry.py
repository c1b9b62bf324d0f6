"""The jobs that the clock runs. A room registers its own in a module named `jobs`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Job:
    """A function that may run at any time, any number of times, and leaves things right."""

    name: str
    every: timedelta
    run: Callable[[], object]


JOBS: dict[str, Job] = {}


def every(interval: timedelta) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Registers the decorated function as a job to run once in `interval`. Its dotted name is the job's name."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__}.{function.__name__}"
        JOBS[name] = Job(name, interval, function)
        return function

    return register

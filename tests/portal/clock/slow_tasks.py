"""Tasks for a worker of a test's own: what they did stands in a file, a line for each start and each end."""

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def last(file: str, seconds: float) -> None:
    """Lasts so long; the file says who began and who ended it."""
    note(file, "began")
    time.sleep(seconds)
    note(file, "ended")


RESULT: object = "well"


@task()
def returns() -> object:
    """Returns RESULT."""
    return RESULT


def note(file: str, what: str) -> None:
    with Path(file).open("a") as lines:
        lines.write(f"{what} {os.getpid()}\n")

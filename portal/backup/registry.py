"""Registry of what each room puts right after a restore. A room registers its own in a module named `restored`."""

from collections.abc import Callable
from dataclasses import dataclass


class BackupError(Exception):
    """A backup that cannot be made, trusted or put back; the words are for whoever runs the command."""


@dataclass(frozen=True)
class Wishes:
    """Choices of whoever restores."""

    sends_waiting: bool = False  # Letters that were waiting go out: nobody else has sent them since.


Mend = Callable[[Wishes], str]
AFTER_RESTORE: list[Mend] = []


def after_restore(mend: Mend) -> Mend:
    """Registers what is done to a restored database, before anybody is served; it returns a line for the report."""
    AFTER_RESTORE.append(mend)
    return mend

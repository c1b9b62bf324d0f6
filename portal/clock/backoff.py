"""Waiting while something is broken."""

from django.db import connections

from . import ending

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # Seconds


class Backoff:
    """Growing pauses between attempts, as long as they fail."""

    def __init__(self) -> None:
        self.seconds = FIRST_PAUSE

    def succeeded(self) -> None:
        self.seconds = FIRST_PAUSE

    def failed(self) -> None:
        """Lets go of connections that may be broken, and waits, unless the process is asked to end."""
        connections.close_all()
        ending.pause(self.seconds)
        self.seconds = min(self.seconds * 2, LONGEST_PAUSE)

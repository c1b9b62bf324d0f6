"""Waiting while something is broken."""

import logging
import sys

from django.db import connections

from . import shutdown

logger = logging.getLogger("portal.clock")
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # Seconds


class Backoff:
    """Growing pauses between attempts, as long as they fail."""

    def __init__(self) -> None:
        self.seconds = FIRST_PAUSE

    def succeeded(self) -> None:
        self.seconds = FIRST_PAUSE

    def failed(self, what: str) -> None:
        """Says what failed, in full only once, lets go of connections that may be broken, and waits, unless the
        process is asked to end.
        """
        if self.seconds == FIRST_PAUSE:
            logger.exception(what)
        else:
            logger.warning("%s: %r", what, sys.exc_info()[1])
        connections.close_all()
        shutdown.pause(self.seconds)
        self.seconds = min(self.seconds * 2, LONGEST_PAUSE)

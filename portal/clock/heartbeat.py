"""Showing, while long work lasts, that whoever does it is alive."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections

logger = logging.getLogger("portal.clock")


@contextmanager
def beating(beat: Callable[[], object], seconds: float) -> Iterator[None]:
    """Calls `beat` every `seconds` in a thread of its own while the block runs.

    A beat that fails is logged, and the next one is tried all the same: a database that is back is beaten again.
    """
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(seconds):
            try:
                beat()
            except Exception:  # The work goes on, and the next beat may come through.
                logger.exception("a heartbeat did not come through")
                connections.close_all()
        connections.close_all()

    thread = threading.Thread(target=go_on, daemon=True, name="heartbeat")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()

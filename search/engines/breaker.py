"""A breaker: whoever does not answer is left alone for a while, so that nobody waits for it again and again."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Opens at a failure; after a pause one caller may try again, and what comes of it decides for all.

    It lives in the memory of one process: each finds out for itself, at the price of one failure.
    """

    def __init__(self, pause: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`pause` is in seconds."""
        self._pause, self._clock = pause, clock
        self._lock = threading.Lock()
        self._next_try_at: float | None = None

    @property
    def is_open(self) -> bool:
        """True from a failure until somebody succeeded."""
        return self._next_try_at is not None

    def allows(self) -> bool:
        """True when the caller may try: always while closed; while open, one caller after each pause."""
        with self._lock:
            if self._next_try_at is None:
                return True
            if self._clock() < self._next_try_at:
                return False
            self._next_try_at = self._clock() + self._pause
            return True

    def succeeded(self) -> None:
        """Closes it."""
        self._next_try_at = None

    def failed(self) -> None:
        """Opens it for another pause."""
        with self._lock:
            self._next_try_at = self._clock() + self._pause

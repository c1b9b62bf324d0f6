"""A breaker: once a service has failed, nobody asks it until a thread of its own has seen it answer."""

import logging
import os
import threading
import time
from collections.abc import Callable

logger = logging.getLogger("portal.web")


class Breaker:
    """Circuit breaker of a service for this process: open means that the service is not asked.

    While it is open, a background thread probes the service every `pause` seconds, so that no request does; the thread
    lives no longer than that, so a process that is forked begins without one, and with a closed breaker. A probe raises
    an error, of whatever kind, as long as the service does not answer.
    """

    def __init__(self, service: str, probe: Callable[[], object], pause: float = 1) -> None:
        self.service = service
        self.pause = pause
        self.is_open = False
        self._probe = probe
        self._lock = threading.Lock()
        os.register_at_fork(after_in_child=self._begin_anew)

    def open(self) -> None:
        """Has the service left alone from now on."""
        with self._lock:
            if self.is_open:
                return
            self.is_open = True
        logger.error("%s does not answer and is left alone until it does", self.service)
        probing = threading.Thread(target=self._wait_for_answer, name=f"probe {self.service}", daemon=True)
        try:
            probing.start()
        except RuntimeError:  # The system has no more threads: then nobody would ever close it.
            self.is_open = False
            logger.exception("%s cannot be left alone", self.service)

    def _wait_for_answer(self) -> None:
        while True:
            time.sleep(self.pause)
            if self._answers():
                self.is_open = False
                logger.warning("%s answers again", self.service)
                return

    def _answers(self) -> bool:
        try:
            self._probe()
        except Exception:  # A thread that died here would leave the service alone for ever.
            logger.debug("probe of %s", self.service, exc_info=True)
            return False
        return True

    def _begin_anew(self) -> None:
        self.is_open = False
        self._lock = threading.Lock()

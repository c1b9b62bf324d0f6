"""A process of the portal that runs again whenever it ends, as `make run` and systemd have it."""

import os
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

from tests.running import ROOT

PAUSE = 2.0  # Seconds between an end and the next start.
GRACE = 30  # Seconds that a process gets to end by itself.


class Kept:
    """One command, run again and again until it is stopped. Its children are signalled with it."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.name, self.command, self.environment, self.log = name, command, environment, log
        self.ends = 0  # How often it ended without being asked to.
        self._wanted = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper: threading.Thread | None = None

    def start(self) -> None:
        """Runs it from now on."""
        self._wanted.set()
        self._run()
        self._keeper = threading.Thread(target=self._keep, name=f"keeper of {self.name}", daemon=True)
        self._keeper.start()

    def stop(self) -> None:
        """Ends it, and lets it be; kills it when it does not end by itself."""
        self._wanted.clear()
        self.go_on()
        self._signal(signal.SIGTERM, only_itself=True)
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            print(f"  ! {self.name} did not end within {GRACE} s of SIGTERM and was killed")
            self.kill()
        self._keeper.join()

    def kill(self) -> None:
        """Kills it as the kernel does when memory is short."""
        self._signal(signal.SIGKILL)

    def hang(self) -> None:
        """Halts it where it stands."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Lets it go on."""
        self._signal(signal.SIGCONT)

    def _run(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def _keep(self) -> None:
        while True:
            self._process.wait()
            if not self._wanted.is_set():
                return
            self.ends += 1
            threading.Event().wait(PAUSE)
            if not self._wanted.is_set():
                return
            self._run()

    def _signal(self, number: int, only_itself: bool = False) -> None:
        with suppress(ProcessLookupError):
            (os.kill if only_itself else os.killpg)(self._process.pid, number)

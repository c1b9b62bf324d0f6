"""Running a program on a file that somebody sent, in a process of its own, which may take little and last shortly.

A small file can unpack to gigabytes, and readers of formats have faults. So they run in a process that gets the file's
bytes, no environment and no connection to the database. What it may use, the kernel holds it to.
"""

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_CELL = Path(__file__).with_name("cell.py")


@dataclass(frozen=True)
class Limits:
    """Limits of what a program may use."""

    memory_bytes: int
    processor_seconds: int
    written_bytes: int
    seconds: float  # By the clock.


def run(program: Path, arguments: list[str], given: IO[bytes], told: IO[bytes], limits: Limits) -> int | None:
    """Runs a program from one file to another; its exit status, or None when its time was over.

    A negative status is the signal that ended it.
    """
    numbers = [str(limits.memory_bytes), str(limits.processor_seconds), str(limits.written_bytes)]
    # Isolated (-I): no environment, no folder of ours in front of the libraries. Its own session, to end it as a whole.
    process = subprocess.Popen(  # noqa: S603 No shell; the program is one of ours.
        [sys.executable, "-I", str(_CELL), *numbers, str(program), *arguments],
        stdin=given,
        stdout=told,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )
    try:
        return process.wait(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def was_too_slow(status: int | None) -> bool:
    """True when a program was ended because it used up its time."""
    return status is None or status == -signal.SIGXCPU


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

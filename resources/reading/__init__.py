"""Reading the text of a file in a process of its own, which may take little and last shortly.

A small file can unpack to gigabytes, and readers of foreign formats have faults. So they run in a process that gets the
file's bytes, no environment and no connection to the database. What it may use, the kernel holds it to.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from resources.enums import TextProblem

from .reader import DAMAGED, LOCKED, TOO_LARGE

READABLE = frozenset({"pdf", "docx", "pptx", "xlsx", "txt", "csv"})

SECONDS = 60.0  # That reading may last by the clock; reader.py limits the rest.

_READER = Path(__file__).with_name("reader.py")
_CHUNK = 1024 * 1024
_PROBLEMS = {LOCKED: TextProblem.LOCKED, TOO_LARGE: TextProblem.TOO_LARGE, DAMAGED: TextProblem.DAMAGED}
_SIGNALS = {-signal.SIGXCPU: TextProblem.TOO_SLOW}


@dataclass(frozen=True)
class Part:
    """The text of one page, slide or sheet; of a file without such parts, of one stretch of it."""

    unit: str  # "page", "slide", "sheet"; empty when the file has no parts.
    number: int  # From 1, as readers count.
    text: str


@dataclass(frozen=True)
class Reading:
    """What was read of a file, or why nothing could be."""

    parts: tuple[Part, ...] = ()
    problem: str = ""  # A TextProblem.


def read_text(content: IO[bytes], file_format: str, seconds: float = SECONDS) -> Reading:
    """The text of a file of one of the formats `READABLE`, by parts. Never fails; takes `seconds` at most."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        while chunk := content.read(_CHUNK):
            given.write(chunk)
        given.seek(0)
        status = _run(file_format, given, told, seconds)
        if status is None:
            return Reading(problem=TextProblem.TOO_SLOW)
        if status != 0:
            # Killed or crashed without having said why: broken enough to break its reader.
            return Reading(problem=_PROBLEMS.get(status) or _SIGNALS.get(status, TextProblem.DAMAGED))
        told.seek(0)
        try:
            parts = tuple(_parts(told))
        except (ValueError, TypeError):
            return Reading(problem=TextProblem.DAMAGED)
    return Reading(parts) if parts else Reading(problem=TextProblem.NO_TEXT)


def _run(file_format: str, given: IO[bytes], told: IO[bytes], seconds: float) -> int | None:
    """The exit status of the reader; None when it was killed because its time was over."""
    # Isolated (-I): no environment, no folder of ours in front of the libraries. Its own session, to end it as a whole.
    process = subprocess.Popen(
        [sys.executable, "-I", str(_READER), file_format],
        stdin=given,
        stdout=told,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _parts(told: IO[bytes]) -> Iterator[Part]:
    for line in told:
        unit, number, text = json.loads(line)
        yield Part(str(unit), int(number), str(text))

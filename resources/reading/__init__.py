"""Reading the text of a file in a process of its own, which may take little and last shortly.

It runs under `portal.media.limited`, as whatever opens what people send.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from portal.media.limited import Limits, run, was_too_slow
from portal.web.disk_space import NoRoom
from resources.enums import TextProblem

from .reader import DAMAGED, LOCKED, NO_ROOM, TOO_LARGE

READABLE = frozenset({"pdf", "docx", "pptx", "xlsx", "txt", "csv"})

LIMITS = Limits(memory_bytes=512 * 1024**2, processor_seconds=40, written_bytes=64 * 1024**2, seconds=60.0)

_READER = Path(__file__).with_name("reader.py")
_CHUNK = 1024 * 1024
_PROBLEMS = {LOCKED: TextProblem.LOCKED, TOO_LARGE: TextProblem.TOO_LARGE, DAMAGED: TextProblem.DAMAGED}


@dataclass(frozen=True)
class Part:
    """The text of one page, slide or sheet; of a file without such parts, of one stretch of it."""

    unit: str  # "page", "slide", "sheet"; empty when the file has no parts.
    number: int  # From 1, as readers count.
    text: str


@dataclass(frozen=True)
class Reading:
    """Result of reading a file, or the reason why nothing could be read."""

    parts: tuple[Part, ...] = ()
    problem: str = ""  # A TextProblem.


def read_text(content: IO[bytes], file_format: str, limits: Limits = LIMITS) -> Reading:
    """The text of a file of one of the formats `READABLE`, by parts.

    Never fails because of the file; raises NoRoom when the disk has none for what was read.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        while chunk := content.read(_CHUNK):
            given.write(chunk)
        given.seek(0)
        status = run(_READER, [file_format], given, told, limits)
        if status is None or was_too_slow(status):
            return Reading(problem=TextProblem.TOO_SLOW)
        if status == NO_ROOM:
            raise NoRoom("there is no room for the text of a file")
        if status != 0:
            # Killed or crashed without having said why: broken enough to break its reader.
            return Reading(problem=_PROBLEMS.get(status, TextProblem.DAMAGED))
        told.seek(0)
        try:
            parts = tuple(_parts(told))
        except (ValueError, TypeError):
            return Reading(problem=TextProblem.DAMAGED)
    return Reading(parts) if parts else Reading(problem=TextProblem.NO_TEXT)


def _parts(told: IO[bytes]) -> Iterator[Part]:
    for line in told:
        unit, number, text = json.loads(line)
        yield Part(str(unit), int(number), str(text))

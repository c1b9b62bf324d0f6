"""Where the portal's own code stands: its rooms, the files in them, and whether a class is one of theirs."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("portal", "home", "federation", "resources", "search")


def files(pattern: str) -> Iterator[Path]:
    """Every file of the rooms that fits a pattern, as for `Path.rglob`; those of one room in the order of their
    names.
    """
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob(pattern))


def is_ours(made: type) -> bool:
    """Whether a model, form or other class is the portal's own, and no library's."""
    return made.__module__.split(".")[0] in ROOMS

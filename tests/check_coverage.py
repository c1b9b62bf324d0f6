"""Checks how much the run just measured has covered of the modules that decide, and of those that let in, send and
remember.

`COVERAGE=1 make test` measures (tests/tracing.py), then runs this: python -m tests.check_coverage. Ends with 1 when a
group is below.
"""

import json
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from slipcover import Slipcover, merge_coverage

from tests import rooms

# Each is of all modules of that name and in folders of that name.
GROUPS = ("actions", "rules", "querysets", "mail", "accounts", "caching")
LEAST = 95  # Per cent of statements and branches.
FOLDER = rooms.ROOT / ".coverage"  # What each process has measured.


def is_of(file: Path, groups: Collection[str]) -> bool:
    """True for a file of a room that belongs to one of the groups."""
    parts = file.relative_to(rooms.ROOT).with_suffix("").parts
    return not {*groups}.isdisjoint(parts) and {"migrations", "texts"}.isdisjoint(parts)


class Decided:
    """Knows the files that are measured, as slipcover asks it."""

    def __init__(self) -> None:
        self.files = {file for file in rooms.files("*.py") if is_of(file, GROUPS)}

    def matches(self, file: str | Path | None) -> bool:
        """True for a file that is measured."""
        return file is not None and Path(file) in self.files


def measured() -> dict[str, Any]:
    """What all processes have measured together, and what nothing has imported."""
    found = Slipcover(branch=True, source=list(rooms.ROOMS), omit=["*/migrations/*"]).get_coverage()
    for part in FOLDER.glob("*.json"):
        merge_coverage(found, json.loads(part.read_text()))
    return found


def main() -> int:
    found, below = measured(), False
    for group in GROUPS:
        files = {name: lines for name, lines in found["files"].items() if is_of(rooms.ROOT / name, [group])}
        covered = percent_of(files)
        print(f"{covered:6.2f} %  {group}")
        if covered < LEAST:
            below = True
            print(f"Below {LEAST} %:", *filter(None, map(missed, files.items())), sep="\n")
    return int(below)


def percent_of(files: dict[str, Any]) -> float:
    """How many of the statements and branches of these files were passed, of a hundred."""
    passed = missed = 0
    for lines in files.values():
        passed += len(lines["executed_lines"]) + len(lines["executed_branches"])
        missed += len(lines["missing_lines"]) + len(lines["missing_branches"])
    return 100 * passed / (passed + missed) if passed + missed else 100.0


def missed(file: tuple[str, dict[str, Any]]) -> str:
    """The lines of a file that nothing passed, and the lines from and to which it never went on; empty where none."""
    name, found = file
    branches = [f"{first}→{then or 'end'}" for first, then in found["missing_branches"]]
    rest = [*map(str, found["missing_lines"]), *branches]
    return f"{name}: {', '.join(rest)}" if rest else ""


if __name__ == "__main__":
    sys.exit(main())

"""Checks how much the run just measured has covered of the modules that decide, and of those that let in, send and
remember.

`COVERAGE=1 make test` measures (tests/tracing.py), then runs this: python -m tests.check_coverage. Ends with 1 when a
group is below.
"""

import io
import sys
from pathlib import Path

from coverage import Coverage

from tests import rooms

# Each is of all modules of that name and in folders of that name; pyproject.toml has them traced.
GROUPS = ("actions", "rules", "querysets", "mail", "accounts", "caching")
LEAST = 95  # Per cent of statements and branches.


def _files(group: str) -> list[Path]:
    """The files of a group, also those that nothing imported."""
    return [
        file
        for file in rooms.files("*.py")
        if group in file.relative_to(rooms.ROOT).with_suffix("").parts
        and {"migrations", "texts"}.isdisjoint(file.parts)
    ]


def modules(group: str) -> list[str]:
    """The names of a group's modules."""
    paths = [file.relative_to(rooms.ROOT).with_suffix("") for file in _files(group)]
    return [".".join(path.parts).removesuffix(".__init__") for path in paths]


def main() -> int:
    measured = Coverage()
    measured.combine()
    below = False
    for group in GROUPS:
        table = io.StringIO()
        covered = measured.report(
            [str(file) for file in _files(group)], file=table, show_missing=True, skip_covered=True
        )
        print(f"{covered:6.2f} %  {group}")
        if covered < LEAST:
            below = True
            print(f"Below {LEAST} %:\n{table.getvalue()}")
    return int(below)


if __name__ == "__main__":
    sys.exit(main())

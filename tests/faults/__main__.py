"""Tries what the portal does while its services are slow, stopped, hung or out of room, and prints the figures.

    python -m tests.faults [--only PATTERN] [--seconds S] [--list]

Everything runs on servers of its own on loopback, in a temporary folder. It takes more than half an hour, so it is no
part of CI; the last table goes into the release notes.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from . import crossing, disks, letters, outages, places
from .report import Result, table, told
from .world import World, built, keep_log

WHOLE = 120  # Seconds of a whole fault.
LOADING = 60
AROUND = 75  # Seconds before and after a fault, as it usually goes.


@dataclass(frozen=True)
class Scenario:
    """Something to try. `lasts` is about how many seconds it takes for a fault of so many."""

    name: str
    run: Callable[[World, float], Result]
    lasts: Callable[[float], float]


def scenarios() -> list[Scenario]:
    """All of them, in the order in which they are tried."""
    found = [
        Scenario(
            "letters",
            lambda world, length: letters.letters(world, length / WHOLE),
            lambda length: length / WHOLE * (letters.LETTERS * letters.DELAY + letters.KILLS * 20),
        )
    ]
    for name in outages.SERVICES:
        for way in outages.WAYS:
            found.append(
                Scenario(
                    f"{name}-{way}",
                    lambda world, length, name=name, way=way: outages.outage(world, name, way, length),
                    lambda length: length + AROUND,
                )
            )
    return [
        *found,
        Scenario("places", lambda world, _length: places.places(world), lambda _length: places.LASTS),
        Scenario("deadlocks", crossing.deadlocks, lambda length: length + crossing.AROUND),
    ]


def main() -> int:
    options = parsed()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # What was started is stopped then, too.
    chosen = [one for one in scenarios() if fnmatch(one.name, options.only)]
    on_disks = [one for one in disks.scenarios() if fnmatch(one.name, options.only)]
    print_plan(chosen, on_disks, options.seconds)
    if options.list:
        return 0
    results: list[Result] = []
    folder = Path(tempfile.mkdtemp(prefix="portal-faults-"))
    folder.chmod(0o755)
    if chosen:
        with built(folder / "var") as world:
            for one in chosen:
                with world.running():
                    results.append(tried(one.name, lambda one=one: one.run(world, options.seconds)))
                keep_log(world.portal, one.name)
    results += disks.tried(on_disks, folder / "disks", tried)
    print(f"\n{table(results)}\n\nWhat the processes said lies in {folder} (*.log).")
    return 1 if any(result.faults for result in results) else 0


def tried(name: str, run: Callable[[], Result]) -> Result:
    """Runs a scenario and prints what it found; one that breaks is a fault, and the others go on."""
    started = time.monotonic()
    try:
        result = run()
    except Exception as error:  # Whatever breaks: the table is whole.
        result = Result(name, faults=[f"broke: {type(error).__name__}: {error}"])
    print(f"\n{told(result)}\n    ({time.monotonic() - started:.0f} s)", flush=True)
    return result


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="*", help="a pattern of names, such as letters or redis-*")
    parser.add_argument("--seconds", type=float, default=WHOLE, help="how long each fault lasts")
    parser.add_argument("--list", action="store_true", help="print what would be tried, and end")
    options = parser.parse_args()
    options.only = options.only or "*"
    return options


def print_plan(chosen: list, on_disks: list, length: float) -> None:
    total = sum(one.lasts(length) for one in (*chosen, *on_disks))
    total += LOADING * (bool(chosen) + bool(on_disks))
    print(f"Faults of {length:.0f} s; about {total / 60:.0f} minutes in all:")
    print("  " + ", ".join(one.name for one in (*chosen, *on_disks)), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    sys.exit(main())

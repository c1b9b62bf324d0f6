"""Measures whether the time of an answer tells who exists.

    python -m tests.bench.doors [--times N] [--only TEXT] [--kind KIND …] [--seed N]

Asks each door of `tests/who_exists.py` N times for somebody who is known and N times for nobody, in random order, each
try by a browser and from a network of its own, in a database of its own (beside that of DATABASE_URL, if that is
PostgreSQL). The two sets of times are compared by the Mann-Whitney U test. Fails when a door differs with p below 0.001
and the medians are further apart than can be seen over a network; what differs by less is named. Hashes of passwords are
short ones here: long ones scatter so much that the rest would not be seen. How many are made, the test of the list says.
"""

import argparse
import logging
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from math import erfc, sqrt
from typing import Any

from django.test.client import ClientHandler

from .places import beside, make_database

TIMES = 200
LEAST_P = 0.001
# Milliseconds between the medians. Of an address one gets a handful of answers before the limits of tries (ADR 0013), and
# the way through the network and the wait for a free process scatter them by more than this.
MOST_APART = 1.0
WARMING = 5
NAME = "bench_doors"
HANDLER = ClientHandler(
    enforce_csrf_checks=False
)  # Else each browser would load the middleware with its first answer.


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--only", default="", help="doors with this in their names")
    parser.add_argument("--kind", nargs="*", default=["account"], help="of whom the known addresses are")
    parser.add_argument("--seed", type=int, default=1, help="of the order")
    options = parser.parse_args()
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
        if url.startswith("postgres"):
            make_database(url, NAME)
            os.environ["DATABASE_URL"] = beside(url, NAME)
        telling = measure(options)
    if telling:
        raise SystemExit(f"the time tells who exists: {', '.join(telling)}")


def measure(options: argparse.Namespace) -> list[str]:
    """Asks at all doors and prints what was found; returns the names of those that tell."""
    import django  # noqa: PLC0415 Its settings stand in the environment only now.

    django.setup()
    from django.contrib.auth.hashers import PBKDF2PasswordHasher  # noqa: PLC0415 Django is set up only now.
    from django.core.management import call_command  # noqa: PLC0415 Django is set up only now.

    from tests.who_exists import doors  # noqa: PLC0415 Django is set up only now.

    PBKDF2PasswordHasher.iterations = 1000
    logging.disable(logging.CRITICAL)  # Each refusal would be a line.
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    order, telling = random.Random(options.seed), []
    print(f"{'door':<48}{'U':>8}{'p':>9}{'known ms':>10}{'unknown ms':>12}{'apart ms':>10}")
    for door in doors(options.kind):
        if options.only not in door.name:
            continue
        known, unknown = times_of(door, options.times, order)
        u, p = mann_whitney(known, unknown)
        medians = statistics.median(known), statistics.median(unknown)
        apart = medians[0] - medians[1]
        verdict = "" if p >= LEAST_P else "tells" if abs(apart) > MOST_APART else "differs, unseen"
        print(
            f"{door.name:<48}{u:>8.0f}{p:>9.2g}{medians[0]:>10.2f}{medians[1]:>12.2f}{apart:>+10.2f}  {verdict}",
            flush=True,
        )
        if verdict == "tells":
            telling.append(door.name)
    return telling


def times_of(door: Any, times: int, order: random.Random) -> tuple[list[float], list[float]]:
    """Milliseconds of the answers for who is known, and for who is not."""
    askings = []
    for _time in range(times + WARMING):
        askings += [(True, door.make_known()), (False, door.make_unknown())]
    for _is_known, asking in askings:
        asking.client.handler = HANDLER
    first, rest = askings[: 2 * WARMING], askings[2 * WARMING :]
    order.shuffle(rest)
    took: dict[bool, list[float]] = {True: [], False: []}
    for _is_known, asking in first:
        asking.send()
    for is_known, asking in rest:
        started = time.perf_counter()
        asking.send()
        took[is_known].append((time.perf_counter() - started) * 1000)
    return took[True], took[False]


def mann_whitney(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """Returns U of the first, and the two-sided p of the two coming from one distribution.

    By the normal approximation with the corrections for ties and continuity: H. B. Mann and D. R. Whitney, "On a test of
    whether one of two random variables is stochastically larger than the other", Annals of Mathematical Statistics 18
    (1947); ties as in E. L. Lehmann, "Nonparametrics" (2006), section 1.4. Good for more than about 20 of each.
    """
    ranks, ranked, ties = {}, 0, 0
    for value, number in sorted(Counter([*one, *other]).items()):
        ranks[value] = ranked + (number + 1) / 2  # Equal values share the middle of their ranks.
        ranked += number
        ties += number**3 - number
    pairs = len(one) * len(other)
    u = sum(ranks[value] for value in one) - len(one) * (len(one) + 1) / 2
    deviation = sqrt(pairs / 12 * (ranked + 1 - ties / (ranked * (ranked - 1))))
    if not deviation:  # All are equal.
        return u, 1.0
    distance = max(abs(u - pairs / 2) - 0.5, 0)
    return u, erfc(distance / deviation / sqrt(2))


if __name__ == "__main__":
    main()

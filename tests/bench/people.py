"""Measures how well people who were entered twice are found among many who were not.

    python -m tests.bench.people [--people N] [--pairs N] [--seed N …]

Prints for each seed how many of the planted pairs of each kind are listed, how many of the listed are false, and the
seconds that it took; fails below 95 in a hundred, or above 2. With a PostgreSQL in DATABASE_URL it puts the people of
the first seed into a database of its own beside it, has the job find them there, and measures the secretariat's list.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from typing import Any

from .places import beside, make_database
from .planted import KINDS, Village, plant

LEAST_FOUND, MOST_FALSE = 0.95, 0.02
MOST_MILLISECONDS = 300
NAME = "bench_people"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, nargs="*", default=[1, 2, 3])
    options = parser.parse_args()
    url = os.environ.get("DATABASE_URL", "")
    is_postgres = url.startswith("postgres")
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
        if is_postgres:
            make_database(url, NAME)
            os.environ["DATABASE_URL"] = beside(url, NAME)
        import django  # noqa: PLC0415 Its settings stand in the environment only now.

        django.setup()
        failed = [not measure(plant(options.people, options.pairs, seed), seed) for seed in options.seed]
        if is_postgres:
            failed.append(not measure_list(plant(options.people, options.pairs, options.seed[0])))
    if any(failed):
        raise SystemExit("below the mark")


def measure(village: Village, seed: int) -> bool:
    """Compares everybody, and prints what was found; True when that is enough."""
    started = time.monotonic()
    found = pairs_of(village)
    seconds = time.monotonic() - started
    listed = Counter(village.planted[pair] for pair in found if pair in village.planted)
    planted = Counter(village.planted.values())
    share, false = share_found(village, found), share_false(village, found)
    print(
        f"seed {seed}: {len(village.entries)} people in {seconds:.0f} s; {share:.1%} listed, {false:.1%} false"
    )
    for kind in KINDS:
        print(f"    {kind:<20}{listed[kind]:>5} of {planted[kind]}")
    return share >= LEAST_FOUND and false <= MOST_FALSE


def pairs_of(village: Village) -> set[frozenset[int]]:
    """The pairs that are listed, by the numbers of the entries."""
    from federation.people.likeness import Census, compared  # noqa: PLC0415 Django is set up only now.

    census = Census(compared(entry) for entry in village.entries)
    return {frozenset((pair.one, pair.other)) for pair in census.likely_pairs()}


def share_found(village: Village, found: set[frozenset[int]]) -> float:
    return len(found & village.planted.keys()) / len(village.planted)


def share_false(village: Village, found: set[frozenset[int]]) -> float:
    return len(found - village.planted.keys()) / len(found)


def measure_list(village: Village) -> bool:
    """Finds them in the database, and opens the list; True when that is fast enough."""
    from django.core.management import call_command  # noqa: PLC0415 Django is set up only now.
    from django.test import Client  # noqa: PLC0415 Django is set up only now.

    from federation.directory.models import Region  # noqa: PLC0415 Django is set up only now.
    from federation.people.actions import find_likely_duplicates  # noqa: PLC0415 Django is set up only now.
    from federation.people.models import Person  # noqa: PLC0415 Django is set up only now.
    from portal.accounts.models import User  # noqa: PLC0415 Django is set up only now.

    from .versions import milliseconds  # noqa: PLC0415 Django is set up only now.

    call_command("migrate", verbosity=0)
    regions = dict(enumerate(Region.objects.all()))
    people = [_row(Person, entry, regions) for entry in village.entries]
    Person.objects.bulk_create(people, batch_size=1000)
    started = time.monotonic()
    number = find_likely_duplicates()
    print(f"the job listed {number} pairs in {time.monotonic() - started:.0f} s")
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser(email="bench@example.org", password="x"))
    took = milliseconds(client, "/admin/snippets/people/person/duplicates/")
    print(f"the secretariat’s list: {took:.0f} ms")
    return took < MOST_MILLISECONDS


def _row(model: Any, entry: Any, regions: dict[int, Any]) -> Any:
    number = int(entry.region_id.removeprefix("KZ-")) - 1 if entry.region_id else None
    person = model(
        full_name=entry.full_name,
        other_names=entry.other_names,
        email=entry.address,
        region=regions[number % len(regions)] if number is not None and regions else None,
    )
    person.fill_derived()
    return person


if __name__ == "__main__":
    main()

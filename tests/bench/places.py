"""Measures how many places a second are given away: 2,000 people want 50, from 8 processes, on PostgreSQL.

    DATABASE_URL=postgres://… python -m tests.bench.places [--rounds N] [--against FOLDER]

Each round has a database of its own beside the one that is named, and its result must be exact: so many with a place,
all others on the waitlist, numbers without gaps or doubles, one participation and one letter each. With the folder of
another checkout (`git worktree add`) both take turns, so that whatever else the machine does concerns both.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, PLACES, PROCESSES = 2000, 50, 8
SLUG = "wanted"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often everybody asks for a place")
    parser.add_argument("--against", type=Path, help="another checkout of the portal to compare with")
    parser.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args()
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        raise SystemExit("DATABASE_URL must name a PostgreSQL server")
    checkouts = [ROOT, *([options.against.resolve()] if options.against else [])]
    made = {
        folder: prepare(folder, url, f"bench_places_{n}", options.people)
        for n, folder in enumerate(checkouts)
    }
    rates: dict[Path, list[float]] = {folder: [] for folder in checkouts}
    for number in range(1, options.rounds + 1):
        for folder in checkouts:
            rates[folder].append(play(folder, url, made[folder], options.people))
            print(f"round {number}  {folder.name:<12}{rates[folder][-1]:>8.0f} places/s", flush=True)
    middle = {folder: statistics.median(found) for folder, found in rates.items()}
    for folder in checkouts:
        print(
            f"median   {folder.name:<12}{middle[folder]:>8.0f} places/s, {middle[ROOT] / middle[folder]:.2f} ×"
        )


def prepare(folder: Path, url: str, name: str, people: int) -> str:
    """Makes a database with a workshop and those who want to attend it; returns the database's name."""
    make_database(url, name)
    environment = environment_of(folder, beside(url, name))
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v", "0"], cwd=folder, env=environment, check=True
    )
    subprocess.run(command("people", str(people)), cwd=folder, env=environment, check=True)
    return name


def play(folder: Path, url: str, template: str, people: int) -> float:
    """Everybody asks for a place at once; checks the result and returns how many places a second were given."""
    name = f"{template}_round"
    make_database(url, name, template)
    environment = environment_of(folder, beside(url, name))
    options = {"cwd": folder, "env": environment, "text": True}
    asking = [
        subprocess.Popen(
            command("ask", str(number)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options
        )
        for number in range(PROCESSES)
    ]
    for process in asking:
        assert process.stdout and process.stdout.readline() == "ready\n"
    started = time.monotonic()
    for process in asking:
        assert process.stdin
        process.stdin.close()
    codes = [process.wait() for process in asking]
    if any(codes):
        raise SystemExit("somebody got an error instead of an answer")
    seconds = time.monotonic() - started
    subprocess.run(command("judge", str(people)), check=True, **options)
    return people / seconds


def command(*words: str) -> list[str]:
    return [sys.executable, str(Path(__file__).resolve()), *words]


def beside(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def make_database(url: str, name: str, template: str = "template1") -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def environment_of(folder: Path, url: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "PYTHONPATH": str(folder),
        "VAR_DIR": str(folder / "var" / "bench"),
    }


# What follows runs in a checkout, perhaps an older one, so it uses only names that have long been there.


def make_people(number: int) -> None:
    from federation.people.models import Person
    from portal.accounts.models import User
    from tests.federation.workshops.factories import WorkshopFactory

    WorkshopFactory(slug=SLUG, capacity=PLACES)
    users = User.objects.bulk_create(User(email=f"p{place}@test.example") for place in range(number))
    Person.objects.bulk_create(Person(user=user, full_name=f"Адам {user.pk}") for user in users)


def ask(process: int) -> None:
    """One process: every eighth person asks, one after another, as soon as the standard input ends."""
    from federation.workshops.actions import take_place
    from federation.workshops.models import Workshop
    from portal.accounts.models import User

    workshop = Workshop.objects.get(slug=SLUG)
    users = list(User.objects.filter(email__endswith="@test.example", email__startswith="p").order_by("pk"))
    print("ready", flush=True)
    sys.stdin.read()
    for user in users[process::PROCESSES]:
        take_place(workshop, user)


def judge(people: int) -> None:
    """Raises SystemExit when the result is not exact."""
    from federation.workshops.models import Participation, Workshop
    from portal.mail.models import Letter

    rows = list(Participation.objects.filter(workshop__slug=SLUG).order_by("queue_number"))
    workshop = Workshop.objects.get(slug=SLUG)
    kinds = ["place_taken"] * PLACES + ["place_waitlisted"] * (people - PLACES)
    states = ["registered"] * PLACES + ["waitlisted"] * (people - PLACES)
    letters = {f"workshops:{kind}:{row.pk}:{row.queue_number}" for kind, row in zip(kinds, rows, strict=True)}
    found = {
        "places in their order": [row.state for row in rows] == states,
        "numbers of the queue": [row.queue_number for row in rows] == list(range(1, people + 1)),
        "one participation each": len({row.person_id for row in rows}) == people,
        "one letter each": sorted(Letter.objects.values_list("key", flat=True)) == sorted(letters),
        "counts": (workshop.places_taken, workshop.waiting_count) == (PLACES, people - PLACES),
    }
    if wrong := [name for name, is_right in found.items() if not is_right]:
        raise SystemExit(f"not exact: {', '.join(wrong)}")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("people", "ask", "judge"):
        import django

        sys.path[0] = os.environ["PYTHONPATH"]
        django.setup()
        {"people": make_people, "ask": ask, "judge": judge}[sys.argv[1]](int(sys.argv[2]))
    else:
        main()

"""Measures what versions cost: organisations with many versions each, their history, their list, and thinning.

    DATABASE_URL=postgres://… python -m tests.bench.versions [--rows N] [--versions M]

Makes a database of its own beside the one that is named. Times are whole answers of Django's test client, in
milliseconds, the median of nine; the list is measured before there are versions and after.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from .places import beside, make_database

AT_ONCE = 5000
TIMES = 9
NAME = "bench_versions"
LIST = "/admin/snippets/directory/organisation/"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--versions", type=int, default=50)
    options = parser.parse_args()
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        raise SystemExit("DATABASE_URL must name a PostgreSQL server")
    make_database(url, NAME)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": beside(url, NAME),
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        }
        measure(options.rows, options.versions)


def measure(rows: int, versions: int) -> None:
    import django  # noqa: PLC0415 Its settings stand in the environment only now.

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 Django is set up only now.
    from django.test import Client  # noqa: PLC0415 Django is set up only now.

    from federation.directory.demo.scale import scale  # noqa: PLC0415 Django is set up only now.
    from federation.directory.models import Organisation  # noqa: PLC0415 Django is set up only now.
    from portal.accounts.models import User  # noqa: PLC0415 Django is set up only now.
    from portal.content import versions as facts  # noqa: PLC0415 Django is set up only now.
    from portal.demo.registry import Demo  # noqa: PLC0415 Django is set up only now.

    call_command("migrate", verbosity=0)
    scale(Demo(password="x"), rows)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser(email="bench@example.org", password="x"))
    pages = {"list": LIST, "list, searched": f"{LIST}?q=00007"}
    before = {name: milliseconds(client, path) for name, path in pages.items()}
    add_versions(Organisation, versions)
    row = Organisation.objects.order_by("-pk").first()
    assert row
    first, last = facts.versions_of(row).last(), facts.versions_of(row).first()
    assert first
    assert last
    for name, path in pages.items():
        print(
            f"{name:<28}{before[name]:>8.0f} ms without, {milliseconds(client, path):>6.0f} ms with versions"
        )
    history = f"{LIST}history/{row.pk}/"
    compare = f"{history}revisions/compare/{first.pk}...{last.pk}/"
    for name, path in {
        "history": history,
        "its second page": f"{history}?p=2",
        "two versions": compare,
    }.items():
        print(f"{name:<28}{milliseconds(client, path):>8.0f} ms")
    started = time.monotonic()
    number = facts.thin(Organisation)
    print(f"{'thinned':<28}{number:>8} versions in {time.monotonic() - started:.0f} s")


def add_versions(model: Any, number: int) -> None:
    """Gives each row so many versions, three weeks apart, each with its line in the history."""
    from django.utils import timezone  # noqa: PLC0415 Django is set up only now.
    from wagtail.models import ModelLogEntry, Revision  # noqa: PLC0415 Django is set up only now.

    from portal.content import versions as facts  # noqa: PLC0415 Django is set up only now.

    now, kind = timezone.now(), None

    def revisions() -> Iterator[Any]:
        nonlocal kind
        for row in model.objects.prefetch_related("other_names", "sources").iterator(chunk_size=1000):
            kind, content = row.get_content_type(), facts.content_of(row)
            for place in range(number, 0, -1):
                yield Revision(
                    content_type=kind,
                    base_content_type=kind,
                    object_id=str(row.pk),
                    content={**content, "name_en": f"{content['name_en']} {place}"},
                    created_at=now - timedelta(weeks=3 * place),
                )

    waiting = revisions()
    while batch := list(islice(waiting, AT_ONCE)):
        Revision.objects.bulk_create(batch)
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=revision.content_type,
                object_id=revision.object_id,
                label="bench",
                action=facts.EDITED,
                data={"changed": ["name_en"]},
                timestamp=revision.created_at,
                revision=revision,
                content_changed=True,
            )
            for revision in batch
        )


def milliseconds(client: Any, path: str) -> float:
    """The median of several answers, after one that warms."""
    took = []
    for _time in range(TIMES + 1):
        started = time.perf_counter()
        answer = client.get(path)
        took.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
    return statistics.median(took[1:])


if __name__ == "__main__":
    main()

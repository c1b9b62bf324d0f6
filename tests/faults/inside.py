"""What the faults ask of the portal's own code, each in a process of its own.

python -m tests.faults.inside schedule MOMENT…   makes news that appear and news that leave; prints their addresses
python -m tests.faults.inside letters NUMBER     puts letters in the outbox
python -m tests.faults.inside files              prints files without a row and rows without a file
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import django

django.setup()

from django.core.files.storage import Storage
from django.db import models, transaction

from portal.backup.files import names_in
from portal.mail.sending import send_letter
from portal.web.files import file_fields, folder_of, kept_storages
from tests.federation.news.factories import NewsPageFactory

LANGUAGES = ("kk", "ru", "en")


def schedule(*moments: str) -> None:
    """For each moment (seconds since the epoch) an item that appears and one that leaves then,
    in languages by turns.
    """
    found = []
    for number, text in enumerate(moments):
        language, hour = LANGUAGES[number % 3], datetime.fromtimestamp(float(text), UTC)
        comes, goes = (f"fault-{word}-{uuid4().hex[:8]}" for word in ("comes", "goes"))
        page = NewsPageFactory(title=comes, slug=comes, language=language, live=False)
        _plan(page, go_live_at=hour)
        page = NewsPageFactory(title=goes, slug=goes, language=language)
        _plan(page, expire_at=hour)
        found += [
            {"path": f"/{language}/news/{comes}/", "wanted": 200, "hour": float(text)},
            {"path": f"/{language}/news/{goes}/", "wanted": 404, "hour": float(text)},
        ]
    print(json.dumps(found))


def _plan(page: models.Model, **hours: datetime) -> None:
    """Saves as the editor's form does."""
    for name, hour in hours.items():
        setattr(page, name, hour)
    page.save_revision(approved_go_live_at=hours.get("go_live_at")).publish()


def letters(number: str) -> None:
    """Letters of one kind to as many people, all due now."""
    batch = uuid4().hex[:8]
    with transaction.atomic():
        for one in range(int(number)):
            send_letter(
                key=f"fault:{batch}:{one}",
                address=f"reader-{batch}-{one}@example.org",
                language=LANGUAGES[one % 3],
                template="mail/account/password_changed",
                context={"address": "reader@example.org"},
            )
    print(batch)


def files() -> None:
    """Each file that no row names and each row whose file is not there, one a line."""
    named = {(folder_of(storage), name): row for storage, name, row in _named()}
    there = {(folder_of(one), name) for one in kept_storages().values() for name in names_in(one)}
    for _storage, name in sorted(there - named.keys(), key=str):
        print(f"file without a row: {name}")
    for key in sorted(named.keys() - there, key=str):
        print(f"row without a file: {named[key]} {key[1]}")


def _named() -> Iterator[tuple[Storage, str, str]]:
    """The storage and name of every file that a row names, and the row."""
    for field in file_fields():
        rows = field.model._base_manager.exclude(**{field.name: ""}).values_list("pk", field.name)
        yield from ((field.storage, name, f"{field.model._meta.label} {pk}") for pk, name in rows)


if __name__ == "__main__":
    {"schedule": schedule, "letters": letters, "files": files}[sys.argv[1]](*sys.argv[2:])

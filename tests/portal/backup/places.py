"""Portals side by side in one process: each with a database, files and a journal of its own."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test import override_settings
from django.utils.functional import LazyObject

from portal.web.files import file_fields, kept_storages
from tests import rooms, services

_numbers = count(1)


@dataclass(frozen=True)
class Place:
    """Where a portal keeps everything: a folder, and the name of its database."""

    folder: Path
    database: str

    @contextmanager
    def entered(self) -> Iterator[None]:
        """In the block this process is that portal."""
        with ExitStack() as stack:
            stack.enter_context(override_settings(VAR_DIR=self.folder))
            stack.enter_context(_files_in(self.folder))
            stack.enter_context(_connected_to(self.database))
            yield

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table."""
        with self.entered(), connection.cursor() as cursor:
            found = {}
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found[table] = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
            return found

    def files(self) -> dict[str, bytes]:
        """Every file of every storage."""
        with self.entered():
            places = [Path(storage.location) for storage in kept_storages().values()]
        return {
            str(file.relative_to(self.folder)): file.read_bytes()
            for place in places
            for file in place.rglob("*")
            if file.is_file()
        }


def _plain(value: Any) -> Any:
    return value.tobytes() if isinstance(value, memoryview) else value


def new_place(folder: Path, *, like_the_tests: bool = False) -> Place:
    """A place without tables or files; or with the tests' own database, as it is installed."""
    folder.mkdir()
    if not services.postgresql():
        name = str(folder / "portal.sqlite3")
        if like_the_tests:
            tests = sqlite3.connect(connection.settings_dict["NAME"])
            with closing(tests), closing(sqlite3.connect(name)) as copy:
                tests.backup(copy)
        return Place(folder, name)
    name = f"backup_{os.getpid()}_{next(_numbers)}"
    template = connection.settings_dict["NAME"] if like_the_tests else "template1"
    connection.close()
    with _server() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        if like_the_tests:  # What an earlier test left a session in would not be copied.
            end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            cursor.execute(end, [template])
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return Place(folder, name)


def remove(place: Place) -> None:
    """Drops the database of a place; its folder is the test's own."""
    if services.postgresql():
        with _server() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {place.database} WITH (FORCE)")


@contextmanager
def _server() -> Iterator[Any]:
    import psycopg

    with psycopg.connect(services.postgresql(), autocommit=True) as own:
        yield own


@contextmanager
def _connected_to(database: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    _reconnect(database)
    try:
        yield
    finally:
        _reconnect(before)


def _reconnect(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database
    ContentType.objects.clear_cache()


@contextmanager
def _files_in(folder: Path) -> Iterator[None]:
    before = [(storage, storage._location) for storage in _storages().values()]
    for storage, place in before:
        _move(storage, str(folder / Path(place).name))
    try:
        yield
    finally:
        for storage, place in before:
            _move(storage, place)


def _storages() -> dict[int, FileSystemStorage]:
    """Those of the settings and those that columns hold, each once."""
    found = [*kept_storages().values(), *(field.storage for field in file_fields())]
    plain = []
    for storage in found:
        if isinstance(storage, LazyObject):
            storage.exists("")  # So that it is there.
            storage = storage._wrapped
        plain.append(storage)
    return {id(storage): storage for storage in plain if storage._location}


def _move(storage: FileSystemStorage, place: str) -> None:
    storage._location = place
    for name in ("base_location", "location"):
        storage.__dict__.pop(name, None)


def is_ours(table: str) -> bool:
    """True when a table belongs to one of our apps."""
    from django.apps import apps

    names = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if rooms.is_ours(model)
    }
    return table in names

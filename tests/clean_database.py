"""The database as migrations left it, which is put back after each test that commits.

Django would empty every table instead and fill in some rows anew: seconds each time, without what the portal installs.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection, connections

PATIENCE_SECONDS = 60


class CleanDatabase:
    """A copy of what migrations left, which all processes of a run share."""

    def __init__(self) -> None:
        self.name = str(connection.creation._get_test_db_name())
        # Without the suffix of the process.
        self.copy = re.sub(r"_gw\d+(?=\.|$)", "", self.name) + "_clean"

    def take(self) -> None:
        """Takes the copy from the tests' database."""
        self._replace(self.copy, self.name)

    def put_back(self) -> None:
        """Makes the tests' database what it was; a test that commits may have left anything in it."""
        self.put(self.copy)

    def put(self, source: str) -> None:
        """Makes the tests' database a copy of another: a file of SQLite, or a database of the same PostgreSQL."""
        self._replace(self.name, source)

    def _replace(self, name: str, source: str) -> None:
        connections.close_all()
        if connection.vendor == "postgresql":
            with connection.creation._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        else:
            copy_sqlite(source, name)


def copy_sqlite(source: str, name: str) -> None:
    """Puts a copy in the place of a database; TimeoutError when a test has left somebody behind who writes to that one.

    SQLite itself would wait for ever.
    """

    def look_up(code: int, _left: int, _total: int) -> None:
        if code == sqlite3.SQLITE_BUSY:
            raise TimeoutError(f"{name} is being written to")

    there = f"{Path(source).absolute().as_uri()}?mode=ro"  # One that is missing is an error, and is not made.
    with (
        closing(sqlite3.connect(there, uri=True)) as old,
        closing(sqlite3.connect(name, PATIENCE_SECONDS)) as new,
    ):
        old.backup(new, progress=look_up)

"""The database as migrations left it, which is put back after each test that commits.

Django would empty every table instead and fill in some rows anew: seconds each time, without what the portal installs.
"""

import sqlite3
from contextlib import closing

from django.db import connection, connections

PATIENCE_SECONDS = 60


class CleanDatabase:
    """A copy of the tests' database, taken before the first test."""

    def __init__(self) -> None:
        self.name = str(connection.settings_dict["NAME"])
        self.copy = f"{self.name}_clean"
        self._replace(self.copy, self.name)

    def put_back(self) -> None:
        """Makes the tests' database what it was; a test that commits may have left anything in it."""
        self._replace(self.name, self.copy)

    def remove(self) -> None:
        """Deletes the copy."""
        if connection.vendor == "postgresql":
            with connection.creation._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{self.copy}"')

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

    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(name, PATIENCE_SECONDS)) as new:
        old.backup(new, progress=look_up)

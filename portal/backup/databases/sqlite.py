"""Copying and replacing a database of SQLite."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from ..registry import BackupError
from .contents import Contents, read_contents

FILE = "database.sqlite3"


def _place() -> Path:
    return Path(connection.settings_dict["NAME"])


def dump(folder: Path) -> Contents:
    """Copies the database as it is at one moment; whoever writes meanwhile does not wait."""
    source = sqlite3.connect(f"file:{quote(str(_place()))}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(folder / FILE)) as copy:
        try:
            source.backup(copy)  # In one go: by steps it would begin anew with every write.
            copy.execute("PRAGMA journal_mode=DELETE")  # So that the copy is one file.
            found = copy.execute("PRAGMA quick_check").fetchone()[0]
        except sqlite3.Error as error:
            raise BackupError(f"The database could not be copied: {error}.") from error
        if found != "ok":
            raise BackupError(f"The database is damaged: {found}")
        return _contents(copy)


def _contents(database: sqlite3.Connection) -> Contents:
    tables = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return read_contents(database.cursor(), [name for (name,) in tables.fetchall()])


def in_use() -> bool:
    """True when another process has the database open: each connection holds a lock on the file as long as it lives."""
    connection.close()
    if not _place().exists():
        return False
    with closing(sqlite3.connect(_place(), timeout=0, isolation_level=None)) as own:
        own.execute("PRAGMA locking_mode=EXCLUSIVE")
        try:
            own.execute("BEGIN IMMEDIATE")
            own.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return True
        except sqlite3.DatabaseError:  # It is broken: that is why somebody restores.
            return False
    return False


def load(file: Path) -> Contents:
    """Puts a copy in the place of the database, and returns what is in it."""
    connection.close()
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(place.name + ".restoring")
    try:
        shutil.copyfile(file, beside)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    # They belong to the database that goes, and would be played into ours.
    for ending in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    beside.replace(place)
    with closing(sqlite3.connect(place)) as own:
        return _contents(own)

"""Copying and restoring of each database: `FILE`, `dump(folder)`, `in_use()`, `load(file)`."""

from types import ModuleType

from django.db import connection

from ..registry import BackupError
from . import postgresql, sqlite

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def is_empty() -> bool:
    """True when there is no table yet."""
    return not connection.introspection.table_names()


def engine() -> ModuleType:
    """Returns the engine of the database that the settings name."""
    try:
        return ENGINES[connection.vendor]
    except KeyError:
        raise BackupError(f"A database of {connection.vendor} cannot be backed up by this command.") from None

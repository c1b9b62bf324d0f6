"""Contents of a copy of the database, read in the same moment as the copy."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from portal.web.files import file_fields

from ..files import alias_of


@dataclass(frozen=True)
class Contents:
    """The rows of each table, the applied migrations, and the files that rows name: (storage, name)."""

    tables: dict[str, int]
    migrations: list[str]
    files: list[tuple[str, str]]


def read_contents(cursor: Any, tables: Iterable[str]) -> Contents:
    """Reads the contents by a cursor that sees the copy, of SQLite's own or of Django's kind."""

    def rows(words: str) -> list[tuple]:
        cursor.execute(words)
        return cursor.fetchall()

    quoted = connection.ops.quote_name
    counts = {
        table: rows(f"SELECT count(*) FROM {quoted(table)}")[0][0]  # noqa: S608 A table's own name, quoted.
        for table in sorted(tables)
    }
    applied = (
        rows("SELECT app, name FROM django_migrations ORDER BY app, name")
        if "django_migrations" in counts
        else []
    )
    return Contents(
        tables=counts,
        migrations=[f"{app}.{name}" for app, name in applied],
        files=sorted(set(_named_files(cursor, rows, counts))),
    )


def _named_files(
    cursor: Any, rows: Callable[[str], list[tuple]], tables: dict[str, int]
) -> Iterable[tuple[str, str]]:
    quoted = connection.ops.quote_name
    for field in file_fields():
        table, alias = field.model._meta.db_table, alias_of(field)
        if table not in tables or alias is None or field.column is None:
            continue
        rows(f"SELECT * FROM {quoted(table)} LIMIT 0")  # noqa: S608 A table's own name, quoted.
        if field.column in [column[0] for column in cursor.description]:  # The code may be newer.
            words = f"SELECT {quoted(field.column)} FROM {quoted(table)}"  # noqa: S608 Their own names, quoted.
            yield from ((alias, name) for (name,) in rows(words) if name)

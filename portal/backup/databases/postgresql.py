"""Copying and replacing a database of PostgreSQL, by its own tools."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from ..registry import BackupError
from .contents import Contents, read_contents

if TYPE_CHECKING:
    from django.db.backends.postgresql.base import DatabaseWrapper

FILE = "database.pgdump"
TOOLS = Path("/usr/lib/postgresql")  # Where Debian has the tools of each version.
ASIDE = "replaced_by_restore"  # Where the former tables wait until the new ones are whole.
# The schema is there before the tables, whoever owns it.
OF_SCHEMA = re.compile(r"^\d+; \d+ \d+ (SCHEMA - public|COMMENT - SCHEMA public|ACL - SCHEMA public) ")


def dump(folder: Path) -> Contents:
    """Copies the database as it is at one moment, and reads what is in it at that very moment."""
    with _own_connection() as own, own.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--schema=public",
             f"--snapshot={snapshot}", f"--file={folder / FILE}")  # fmt: skip
        contents = read_contents(cursor, own.introspection.table_names(cursor))
        cursor.execute("ROLLBACK")
        return contents


def in_use() -> bool:
    """True when another process is connected to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return bool(cursor.fetchone()[0])


def load(file: Path) -> Contents:
    """Puts a copy in the place of all tables, and returns what is in it. Should it fail, the former tables are back."""
    _tool("pg_restore")  # Before anything is moved.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [ASIDE])
        if cursor.fetchone():  # A restore was killed.
            _put_former_back()
        cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}; CREATE SCHEMA public")
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".list") as wanted:
            lines = _run("pg_restore", "--list", str(file), connects=False).splitlines(keepends=True)
            wanted.writelines(line for line in lines if not OF_SCHEMA.match(line))
            wanted.flush()
            _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                 f"--use-list={wanted.name}", str(file))  # fmt: skip
    except BaseException:
        _put_former_back()
        raise
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")
        cursor.execute("ANALYZE")
        return read_contents(cursor, connection.introspection.table_names(cursor))


def _put_former_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS public CASCADE; ALTER SCHEMA {ASIDE} RENAME TO public")


@contextmanager
def _own_connection() -> Iterator[BaseDatabaseWrapper]:
    own = connection.copy()
    try:
        own.ensure_connection()
        yield own
    finally:
        own.close()


def _run(name: str, *arguments: str, connects: bool = True) -> str:
    """Runs a tool of PostgreSQL on our database and returns what it says; raises BackupError with its own words."""
    command, environment = [_tool(name)], dict(os.environ)
    if connects:
        # As `manage.py dbshell` connects: host, user, certificates; the password never stands in the list of processes.
        (_psql, *options, database), own = connection.client.settings_to_cmd_args_env(
            connection.settings_dict, []
        )
        command += [*options, f"--dbname={database}"]
        environment |= own or {}
    command += arguments
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 No shell; our words.
    if done.returncode:
        words = done.stderr.strip() or f"it ended with {done.returncode}"  # Below zero: by this signal.
        raise BackupError(f"{name} failed: {words}")
    return done.stdout


def _tool(name: str) -> str:
    """The path of a tool that is not older than the server; raises BackupError when there is none."""
    with connection.cursor():
        server = cast("DatabaseWrapper", connection).pg_version // 10_000
    found: dict[int, str] = {}
    for path in [*map(str, sorted(TOOLS.glob(f"*/bin/{name}"))), shutil.which(name)]:
        version = _version(path) if path else None
        if path and version:
            found[version] = path
    fit = [version for version in found if version >= server]
    if fit:
        return found[min(fit)]
    have = f"only version {max(found)} is" if found else "none is"
    raise BackupError(
        f"{name} of version {server} or later is needed, as the server's, and {have} on this machine: "
        f"install postgresql-client-{server}."
    )


def _version(path: str) -> int | None:
    try:
        asked = [path, "--version"]
        said = subprocess.run(asked, capture_output=True, text=True, timeout=20).stdout  # noqa: S603 No shell; our words.
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"\b(\d+)(?:\.\d+|\w*)", said)
    return int(match[1]) if match else None

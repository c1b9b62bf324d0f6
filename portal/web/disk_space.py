"""Lack of room: a full disk, files that may only be read. Told apart from every other failure, and said so.

Whatever keeps something and finds no room raises `NoRoom`, or lets the system's own error through; `is_lack` knows
both.
"""

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from portal.localisation.text import active_language

STATUS = 507  # Insufficient Storage.
RETRY_SECONDS = 10 * 60
CODE = "no_room"
KEPT_IN_MIND_SECONDS = 10 * 60

# How the system says it: full, over quota, read-only, not allowed, a disk that fails.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO})
# SQLITE_FULL, SQLITE_READONLY; and, of SQLITE_IOERR, a failed write, sync and growth of its shared memory.
SQLITE_CODES = frozenset({13, 8})
SQLITE_WRITES = frozenset({778, 1034, 4874})
# PostgreSQL: disk_full, read_only_sql_transaction.
SQLSTATES = frozenset({"53100", "25006"})
NO_FOLDER = "No usable temporary directory"  # Python, when none of them takes even a few bytes.


class NoRoom(Exception):
    """The server cannot keep what it was given; nothing of it was kept."""


class Remembered:
    """Last time this process found no room in the database, for the health check: nobody can see a server's disk."""

    def __init__(self) -> None:
        self.last: float | None = None

    def note(self) -> None:
        self.last = time.monotonic()

    def seconds_ago(self) -> int | None:
        """Seconds since then; None when it never was, or is long past."""
        if self.last is None:
            return None
        seconds = round(time.monotonic() - self.last)
        return seconds if seconds < KEPT_IN_MIND_SECONDS else None


DATABASE_REFUSED = Remembered()


def is_lack(error: BaseException | None) -> bool:
    """True when an error, or what led to it, is that something could not be kept."""
    return any(isinstance(cause, NoRoom) or _is_full(cause) for cause in causes(error))


def _is_full(error: BaseException) -> bool:
    if isinstance(error, DatabaseError):
        is_full = any(_database_is_full(cause) for cause in causes(error))
        if is_full:
            DATABASE_REFUSED.note()
        return is_full
    if isinstance(error, OSError):
        return error.errno in FULL or error.errno == errno.EROFS or NO_FOLDER in str(error)
    return False


def _database_is_full(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_CODES or code in SQLITE_WRITES
    return getattr(error, "sqlstate", None) in SQLSTATES


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or error.__context__


def contact(language: str) -> str:
    """The secretariat's address for readers of a language; "" when nobody can say it now."""
    try:
        return import_string(settings.ADDRESS_FOR_ANSWERS)(language)
    except DatabaseError:
        return ""


# What this request was refused for want of room; the middleware gives the answer its number.
_refused: ContextVar[list[str] | None] = ContextVar("refused_for_want_of_room", default=None)


@contextmanager
def watching() -> Iterator[list[str]]:
    """Yields the list of what is refused within, because it cannot be kept."""
    refused: list[str] = []
    token = _refused.set(refused)
    try:
        yield refused
    finally:
        _refused.reset(token)


def refusal(of_file: bool = False) -> ValidationError:
    """The error of a form whose words, or whose file, cannot be kept at the moment. The answer will be 507."""
    refused = _refused.get()
    if refused is not None:
        refused.append(CODE)
    if of_file:
        words = gettext(
            "The server cannot keep files at the moment, so this file was not saved. What you wrote stays in the form. "
            "Add the file again later."
        )
    else:
        words = gettext(
            "The server has no room at the moment, so nothing was saved. What you wrote stays in the form. Send it "
            "again later."
        )
    address = contact(active_language())
    if address:
        words += " " + gettext("The secretariat will help: %(address)s") % {"address": address}
    return ValidationError(words, code=CODE)

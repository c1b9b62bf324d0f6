"""Storage of files: whole or not at all.

A file is written under a name that nobody asks for, brought to the disk, and only then given its own. What cannot be
kept raises `NoRoom`; what was kept for a row that was not saved after all is removed again.
"""

import errno
import logging
import os
import posixpath
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage
from django.db import DatabaseError, transaction

from portal.web.disk_space import CLOSED, FULL, NoRoom
from portal.web.files import are_same, file_fields
from portal.web.files import private_storage as private_storage  # As landed migrations name it.

logger = logging.getLogger("portal.media")
PART, PART_BYTES = ".{}.part", 8  # The name of a file that is being written, and how random it is.
PART_KEPT_SECONDS = 24 * 3600
Kept = list[tuple[Storage, str]]
_kept: ContextVar[Kept | None] = ContextVar("files_kept", default=None)


@contextmanager
def told_as_no_room() -> Iterator[None]:
    """Turns the system's errors of a disk that is full, read-only or broken into `NoRoom`."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL | CLOSED:
            raise NoRoom(f"a file cannot be kept: {errno.errorcode[error.errno]}") from error
        raise


class WholeFileStorage(FileSystemStorage):
    """Files in a folder; none of them is ever seen half."""

    def make_sure_of_room(self, size: int) -> None:
        """Raises NoRoom when a file of so many bytes could not be kept; asks the disk for them, and gives them back."""
        with told_as_no_room():
            os.makedirs(self.location, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.location) as probe:
                os.posix_fallocate(probe.fileno(), 0, max(size, 1))

    def delete(self, name: str) -> None:
        """Removes a file as soon as it is sure that its row is gone: a transaction may still be taken back."""
        if not name:
            raise ValueError("The name must be given to delete().")
        transaction.on_commit(partial(self._remove, name))

    def _remove(self, name: str) -> None:
        try:
            super().delete(name)
        except OSError:
            # The row is gone already, and whoever deleted it can do nothing about the disk.
            logger.exception("a file that no row names any longer cannot be removed")

    def sweep_parts(self) -> int:
        """Removes what was being written when a process was killed, a day ago or longer. Returns how many files."""
        limit = time.time() - PART_KEPT_SECONDS
        swept = 0
        for part in Path(self.location).rglob(PART.format("?" * 2 * PART_BYTES)):
            with suppress(FileNotFoundError):  # Whole meanwhile.
                if part.lstat().st_mtime < limit:
                    part.unlink()
                    swept += 1
        return swept

    def _save(self, name: str, content: Any) -> str:
        part = posixpath.join(posixpath.dirname(name), PART.format(secrets.token_hex(PART_BYTES)))
        with told_as_no_room():
            try:
                super()._save(part, content)  # type: ignore[misc]  # Documented; the stubs leave it out.
                self._sync(self.path(part))
                name = self._give_name(self.path(part), name)
            except BaseException:
                with suppress(OSError):
                    os.unlink(self.path(part))
                raise
        if (kept := _kept.get()) is not None:
            kept.append((self, name))
        return name

    def _give_name(self, part: str, name: str) -> str:
        """Gives a file that is whole its name, or the next that is free."""
        while True:
            wanted = self.path(name)
            try:
                os.close(os.open(wanted, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                name = self.get_available_name(name)
                continue
            try:
                os.replace(part, wanted)
            except BaseException:
                os.unlink(wanted)
                raise
            return name.replace("\\", "/")

    @staticmethod
    def _sync(path: str) -> None:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def keeping() -> Iterator[Kept]:
    """Yields the list of the files that are kept within; when that fails, what no row names is removed again."""
    kept: Kept = []
    token = _kept.set(kept)
    try:
        yield kept
    except BaseException:
        remove_unnamed(kept)
        raise
    finally:
        _kept.reset(token)


def remove_unnamed(kept: Kept) -> None:
    """Removes those files that no row names: what they were kept for was not saved."""
    for storage, name in kept:
        try:
            if not is_named(storage, name):
                storage.delete(name)
        except DatabaseError:
            # Nobody can say now whether a row names it; a file too many is less harm than one too few.
            logger.exception("nobody can say whether a new file belongs to a row")
            return


def is_named(storage: Storage, name: str) -> bool:
    """True when any row has a file of this name in this storage."""
    return any(
        field.model._base_manager.filter(**{field.name: name}).exists()
        for field in file_fields()
        if are_same(field.storage, storage)
    )

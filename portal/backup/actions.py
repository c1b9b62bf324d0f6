"""Making a backup, and putting one back."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from portal.web.disk_space import NoRoom

from . import erasures, files
from .databases import engine, is_empty
from .manifest import Manifest, damaged, key_mark, new_manifest, piece_of, read_manifest, unknown_migrations
from .registry import AFTER_RESTORE, BackupError, Wishes

UNFINISHED = ".unfinished-backup-"
Say = Callable[[str], None]


def back_up(folder: Path) -> Manifest:
    """Copies database, files and the journal of erasures into a new folder that only its owner can read.

    The database comes first (see `files.copy_all_out`). The folder has its name only once it is whole; whatever goes
    wrong before that leaves nothing. Raises BackupError.
    """
    folder = folder.absolute()
    if folder.exists():
        raise BackupError(f"{folder} is there already; give the backup a new name.")
    with _only_for_the_owner(), _unfinished(folder.parent) as unfinished:
        copier = engine()
        erasures.note_missed()
        contents = copier.dump(unfinished)
        manifest = new_manifest(migrations=contents.migrations, tables=contents.tables)
        pieces, manifest.missing = files.copy_all_out(unfinished, contents.files)
        manifest.pieces = [piece_of(unfinished, copier.FILE), *pieces]
        # Last: it may name more than the copy of the database has erased, never less.
        if erasures.journal().exists():
            shutil.copyfile(erasures.journal(), unfinished / erasures.NAME)
            manifest.pieces.append(piece_of(unfinished, erasures.NAME))
        manifest.write(unfinished)
        os.sync()
        unfinished.rename(folder)
    return manifest


def restore(
    folder: Path,
    *,
    replace: bool = False,
    journals: Iterable[Path] = (),
    wishes: Wishes | None = None,
    say: Say = print,
) -> Manifest:
    """Puts a backup into an empty portal, or with `replace` into the place of another. Raises BackupError.

    Everything is checked before anything is changed. `journals` are further journals of erasures.
    """
    with _told("Nothing was changed"):
        manifest = check(folder)
        _check_target(replace)
        entries = [
            entry for path in (folder / erasures.NAME, *journals) for entry in erasures.read_journal(path)
        ]
    say(f"The backup of {manifest.made_at} is whole.")
    with _told("The restore is not whole: mend the cause, and run it again with --replace"):
        _put_back(folder, manifest, say)
        call_command("migrate", interactive=False, verbosity=0)
        erasures.adopt(entries)
        say(f"Erased again since the backup: {erasures.repeat_erasures()}.")
        say(f"Closed again since the backup: {erasures.repeat_closings()}.")
        for mend in AFTER_RESTORE:
            say(mend(wishes or Wishes()))
    return manifest


def _put_back(folder: Path, manifest: Manifest, say: Say) -> None:
    copier = engine()
    found = copier.load(folder / copier.FILE)
    if found.tables != manifest.tables:
        different = sorted(name for name, _rows in set(found.tables.items()) ^ set(manifest.tables.items()))
        raise BackupError(
            f"The restored database has other rows than the backup says: {', '.join(different)}."
        )
    say(f"The database is back: {sum(found.tables.values())} rows in {len(found.tables)} tables.")
    say(f"The files are back: {files.put_back(folder, manifest.pieces)}.")


@contextmanager
def _told(words: str) -> Iterator[None]:
    """Turns whatever disks and databases fail with into words for whoever runs the command."""
    try:
        yield
    except (OSError, DatabaseError, NoRoom) as error:
        raise BackupError(f"{words}. {error}") from error


def check(folder: Path) -> Manifest:
    """The manifest of a backup that is whole, undamaged, and fit for this portal. Raises BackupError."""
    manifest = read_manifest(folder)
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"The backup is of {manifest.engine}, and these settings name {connection.vendor}: "
            "a backup goes back into the same kind of database."
        )
    if unknown := unknown_migrations(manifest):
        raise BackupError(
            f"The backup was made by a newer version of the portal (commit {manifest.commit or 'unknown'}): this one "
            f"does not know {', '.join(unknown[:5])}. Install that version first."
        )
    if faults := list(damaged(folder, manifest)):
        raise BackupError("The backup is damaged, and nothing was changed: " + "; ".join(faults[:20]))
    return manifest


def has_other_key(manifest: Manifest) -> bool:
    """True when the backup's SECRET_KEY is none of this portal's."""
    return manifest.key not in map(key_mark, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])


def _check_target(replace: bool) -> None:
    if engine().in_use():
        raise BackupError("The database is in use: stop the web server, the worker and the clock first.")
    if not replace and not (is_empty() and files.are_empty()):
        raise BackupError(
            "There is a database or there are files here already: --replace puts the backup in their place."
        )


@contextmanager
def _only_for_the_owner() -> Iterator[None]:
    """Folders made meanwhile are 0700, files 0600."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _unfinished(parent: Path) -> Iterator[Path]:
    """A folder for a backup that is not whole; it goes when the block fails. Those of killed processes go, too."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for left in parent.glob(f"{UNFINISHED}*"):
            _remove_if_nobodys(left)
        folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
    except OSError as error:
        raise BackupError(f"No backup was made: {error.strerror} ({parent}).") from error
    lock = _lock(folder)
    try:
        yield folder
    except (OSError, DatabaseError) as error:
        free = shutil.disk_usage(parent).free // 1024**2
        raise BackupError(
            f"No backup was made, and nothing of it was left: {error} ({free} MB are free in {parent})."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # Once it is whole, it has another name.
        os.close(lock)


def _lock(folder: Path) -> int:
    """Holds a folder as long as this process lives. Raises BlockingIOError when another one holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    return descriptor


def _remove_if_nobodys(folder: Path) -> None:
    try:
        lock = _lock(folder)
    except OSError:
        return
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)

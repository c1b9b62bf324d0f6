"""The files that people gave: walked, copied and put back through their storages, so that each
kind of storage works.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import models

from portal.web.files import are_same, kept_storages

from .manifest import Piece
from .registry import BackupError

FOLDER = "files"
CHUNK = 1024 * 1024  # Bytes.


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files of a storage."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # Nothing was stored yet, or the folder went meanwhile.
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files) if name)
    for name in sorted(folders):
        if name:
            yield from names_in(storage, f"{prefix}{name}")


def path_of(alias: str, name: str) -> str:
    """Returns the path of a file in a backup. Raises BackupError for a name that would lead out of its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise BackupError(f"The storage {alias} has a file whose name leads elsewhere: {name!r}.")
    return str(PurePosixPath(FOLDER, alias) / path)


def copy_out(alias: str, name: str, folder: Path) -> Piece | None:
    """Copies a file into a backup; None when it is not there (any more)."""
    path = path_of(alias, name)
    target = folder / path
    total, size = hashlib.sha256(), 0
    try:
        with storages[alias].open(name) as source:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as copy:
                for block in source.chunks(CHUNK):
                    copy.write(block)
                    total.update(block)
                    size += len(block)
    except FileNotFoundError:
        return None
    return Piece(path, size, total.hexdigest())


def copy_all_out(folder: Path, named: Iterable[tuple[str, str]]) -> tuple[list[Piece], list[str]]:
    """Copies every file of every storage, and returns the pieces and what is missing of the `named` (storage, name).

    Run it after the database was copied: a file is stored before the row that names it is saved, so what the copy of
    the database names was there already. What was added since comes along and harms nobody; what was deleted since
    is missing, and is said.
    """
    copied = {}
    for alias, storage in kept_storages().items():
        for name in names_in(storage):
            if piece := copy_out(alias, name, folder):
                copied[alias, name] = piece
    missing = []
    for alias, name in named:
        if (alias, name) not in copied:
            if piece := copy_out(alias, name, folder):  # A listing may be behind.
                copied[alias, name] = piece
            else:
                missing.append(f"{alias}: {name}")
    return list(copied.values()), sorted(missing)


def put_back(folder: Path, pieces: Iterable[Piece]) -> int:
    """Puts the files of a backup into their storages, removes all others, and returns how many there are."""
    wanted: dict[str, dict[str, Piece]] = {alias: {} for alias in kept_storages()}
    for piece in pieces:
        parts = PurePosixPath(piece.path).parts
        if parts[0] == FOLDER:
            alias = parts[1]
            if alias not in wanted:
                raise BackupError(f"These settings have no storage named {alias!r}.")
            wanted[alias][str(PurePosixPath(*parts[2:]))] = piece
    for alias, files in wanted.items():
        storage = storages[alias]
        for name in list(names_in(storage)):
            if name not in files:
                storage.delete(name)
        for name, piece in files.items():
            _put(storage, name, folder / piece.path)
    return sum(len(files) for files in wanted.values())


def _put(storage: Storage, name: str, source: Path) -> None:
    storage.delete(name)  # Else it would be kept, and ours be given another name.
    with source.open("rb") as file:
        stored = storage.save(name, File(file, name=name))
    if stored != name:
        raise BackupError(f"{name} was stored under another name, {stored}.")


def are_empty() -> bool:
    """True when no storage has any file."""
    return all(next(names_in(storage), None) is None for storage in kept_storages().values())


def alias_of(field: models.FileField) -> str | None:
    """The name in the settings of the storage that a column's files lie in; None when it is none of them."""
    return next((alias for alias, kept in kept_storages().items() if are_same(kept, field.storage)), None)

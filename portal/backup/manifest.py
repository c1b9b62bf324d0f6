"""The manifest: what a backup holds, from which portal, with the sum of each piece."""

import hashlib
import json
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import django
import wagtail
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .registry import BackupError

FORMAT = 1
NAME = "manifest.json"
SUM_NAME = "manifest.json.sha256"


@dataclass(frozen=True)
class Piece:
    """One file of a backup; `path` is relative to its folder, `size` in bytes."""

    path: str
    size: int
    sha256: str


@dataclass
class Manifest:
    """Content of `manifest.json`."""

    engine: str
    made_at: str
    portal: str
    commit: str
    django: str
    wagtail: str
    language: str
    key: str  # Tells whether SECRET_KEY is the same, and nothing else about it.
    migrations: list[str]
    tables: dict[str, int]  # Rows of each table, read in the same moment as the database.
    pieces: list[Piece] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # Files that rows name, and that no storage had.
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Writes the manifest and its own sum."""
        words = json.dumps(asdict(self), indent=1).encode()  # ASCII: the name of a file need not be text.
        (folder / NAME).write_bytes(words)
        (folder / SUM_NAME).write_text(f"{hashlib.sha256(words).hexdigest()}  {NAME}\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup; raises BackupError when it is none, is damaged, or of a later form."""
    try:
        words, expected = (folder / NAME).read_bytes(), (folder / SUM_NAME).read_text().split()[0]
    except (OSError, IndexError) as error:
        raise BackupError(f"{folder} is not a whole backup: {error}.") from error
    if hashlib.sha256(words).hexdigest() != expected:
        raise BackupError(f"{folder / NAME} is damaged: its checksum is another.")
    given: dict[str, Any] = json.loads(words)
    if given["format"] > FORMAT:
        raise BackupError(f"{folder} was made by a newer version of the portal (format {given['format']}).")
    given["pieces"] = [Piece(**piece) for piece in given["pieces"]]
    return Manifest(**given)


def new_manifest(*, migrations: list[str], tables: dict[str, int]) -> Manifest:
    """The manifest of a backup that is being made by this portal."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return Manifest(
        engine=connection.vendor,
        made_at=timezone.now().isoformat(),
        portal=project["version"],
        commit=_commit(),
        django=django.__version__,
        wagtail=wagtail.__version__,
        language=settings.LANGUAGE_CODE,
        key=key_mark(settings.SECRET_KEY),
        migrations=migrations,
        tables=tables,
    )


def key_mark(key: str) -> str:
    """Tells a key from another one, and does not give it away."""
    return salted_hmac("portal.backup.key", "mark", secret=key, algorithm="sha256").hexdigest()[:16]


def _commit() -> str:
    """The commit of the code, where it is a git checkout."""
    try:
        done = subprocess.run(  # noqa: S603 No shell; our words.
            ["git", "-C", str(settings.BASE_DIR), "rev-parse", "HEAD"],  # noqa: S607 Wherever git is installed.
            capture_output=True,
            text=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def unknown_migrations(manifest: Manifest) -> list[str]:
    """The migrations of a backup that this code has never heard of: then the backup is newer than the code."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    return [name for name in manifest.migrations if tuple(name.split(".", 1)) not in known]


def piece_of(folder: Path, path: str) -> Piece:
    """The size and the sum of a file that lies in the folder of a backup."""
    with (folder / path).open("rb") as file:
        total = hashlib.file_digest(file, "sha256").hexdigest()
        return Piece(path, file.tell(), total)


def damaged(folder: Path, manifest: Manifest) -> Iterator[str]:
    """The pieces that are missing or not what they were."""
    for piece in manifest.pieces:
        try:
            if piece_of(folder, piece.path) != piece:
                yield f"{piece.path}: its checksum is another"
        except OSError as error:
            yield f"{piece.path}: {error.strerror}"

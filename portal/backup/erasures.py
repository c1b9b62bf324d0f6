"""The journal of erasures: what was erased stays erased, also when an older backup is put back.

Accounts that were closed stand in it too, and are closed again. It lies outside the database, in
`VAR_DIR/erasures.jsonl`, one line an act, only ever added to. A line has the kind of row, its key, and a digest of key
and birth: no name and no address. A room says which of its rows can be erased with `can_be_erased(...)`; from then on
deletions and emptyings note themselves.
"""

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

logger = logging.getLogger("portal.backup")
NAME = "erasures.jsonl"
FIELDS = {"what", "key", "of"}  # What every line has.


@dataclass(frozen=True)
class Erasable:
    """A kind of row that is erased at somebody's wish."""

    model: type[models.Model]
    born: str  # The field that says when the row was made: a key may be given again after a restore.
    repeat: Callable[[Any], object]  # Erases a row; may run twice.
    # Of rows that stay, emptied, where others need them: how to tell one, and how to find all.
    is_erased: Callable[[Any], bool] | None = None
    erased: models.Q | None = None


ERASABLE: dict[str, Erasable] = {}


def can_be_erased(
    model: type[models.Model],
    *,
    born: str,
    repeat: Callable[[Any], object],
    is_erased: Callable[[Any], bool] | None = None,
    erased: models.Q | None = None,
) -> None:
    """Registers a kind of row that holds somebody's data. Whoever deletes or empties one, it is noted by itself."""
    name = model._meta.label_lower
    ERASABLE[name] = Erasable(model, born, repeat, is_erased, erased)
    post_delete.connect(_note_deletion, sender=model, dispatch_uid=f"backup.erasures.{name}")
    if is_erased:
        post_save.connect(_note_emptying, sender=model, dispatch_uid=f"backup.emptied.{name}")


def journal() -> Path:
    """Returns the path of this machine's journal."""
    return Path(settings.VAR_DIR) / NAME


def note_missed() -> int:
    """Notes what stands erased in the database and is not in the journal: its process was killed, or the disk full."""
    known = {(entry["what"], entry["key"], entry["of"]) for entry in read_journal(journal())}
    lines = [
        line
        for kind in ERASABLE.values()
        if kind.erased
        for row in kind.model._base_manager.filter(kind.erased).iterator()
        for line in [_line(row, kind.born)]
        if (line["what"], line["key"], line["of"]) not in known
    ]
    if lines:
        _append(lines)
    return len(lines)


def read_journal(path: Path) -> list[dict[str, str]]:
    """The entries of a journal; none where there is no file. What is no entry, as a line cut off, is left out."""
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return []
    entries = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        if isinstance(entry, dict) and entry.keys() >= FIELDS:
            entries.append(entry)
        else:
            logger.warning("%s has a line that cannot be read; it is left out", path)
    return entries


def adopt(entries: Iterable[dict[str, str]]) -> None:
    """Adds the entries of other journals, each once, to this machine's."""
    known = {json.dumps(entry, sort_keys=True) for entry in read_journal(journal())}
    new = {words: entry for entry in entries if (words := json.dumps(entry, sort_keys=True)) not in known}
    if new:
        _append(new.values())


class Act(Enum):
    """What is repeated after a restore besides erasures, the last of the two: a row is closed, or opened again."""

    CLOSED = "closed"
    OPENED = "opened"


@dataclass(frozen=True)
class Closable:
    """A kind of row that its owner can close."""

    model: type[models.Model]
    born: str
    repeat: Callable[[Any], object]  # Closes a row; may run twice.
    is_closed: Callable[[Any], bool]


CLOSABLE: dict[str, Closable] = {}


def can_be_closed(
    model: type[models.Model],
    *,
    born: str,
    repeat: Callable[[Any], object],
    is_closed: Callable[[Any], bool],
) -> None:
    """Registers a kind of row that is closed at its owner's wish. Whoever closes or opens one says so with
    `note_act`.
    """
    CLOSABLE[model._meta.label_lower] = Closable(model, born, repeat, is_closed)


def note_act(row: models.Model, act: Act) -> None:
    """Notes that a row was closed or opened again, as soon as that is committed."""
    line = _line(row, CLOSABLE[row._meta.label_lower].born)
    line["what"] = f"{line['what']}:{act.value}"  # A former version of the portal knows no such kind of row.
    transaction.on_commit(partial(_append, [line]), robust=True)


def repeat_closings() -> int:
    """Closes again whatever the journal says was closed last and the database still has open; returns how many
    rows.
    """
    last: dict[tuple[str, str, str], str] = {}
    for entry in read_journal(journal()):
        what, _colon, act = entry["what"].partition(":")
        if what in CLOSABLE and act:
            last[what, entry["key"], entry["of"]] = act
    number = 0
    for (what, key, of), act in last.items():
        kind = CLOSABLE[what]
        row = kind.model._base_manager.filter(pk=key).first() if act == Act.CLOSED.value else None
        if row and _line(row, kind.born)["of"] == of and not kind.is_closed(row):
            kind.repeat(row)
            number += 1
    return number


def repeat_erasures() -> int:
    """Erases again whatever the journal names and the database still has; returns how many rows."""
    number = 0
    for entry in read_journal(journal()):
        kind = ERASABLE.get(entry["what"])
        row = kind.model._base_manager.filter(pk=entry["key"]).first() if kind else None
        if (
            kind
            and row
            and _line(row, kind.born)["of"] == entry["of"]
            and not (kind.is_erased and kind.is_erased(row))
        ):
            kind.repeat(row)
            number += 1
    return number


def _note(row: models.Model) -> None:
    """Notes that a row was erased, as soon as that is committed."""
    # Robust: what is erased is erased. What cannot be noted, `note_missed` notes later.
    transaction.on_commit(partial(_append, [_line(row, ERASABLE[row._meta.label_lower].born)]), robust=True)


def _note_deletion(instance: models.Model, **_kwargs: Any) -> None:
    _note(instance)


def _note_emptying(instance: models.Model, raw: bool = False, **_kwargs: Any) -> None:
    is_erased = ERASABLE[instance._meta.label_lower].is_erased
    if not raw and is_erased and is_erased(instance):
        _note(instance)


def _line(row: models.Model, born: str) -> dict[str, str]:
    birth = getattr(row, born).isoformat()
    digest = hashlib.sha256(f"{row._meta.label_lower} {row.pk} {birth}".encode()).hexdigest()
    return {"at": timezone.now().isoformat(timespec="seconds"), "what": row._meta.label_lower, "key": str(row.pk),
            "of": digest[:24]}  # fmt: skip


def _append(lines: Iterable[dict[str, str]]) -> None:
    words = "".join(json.dumps(line) + "\n" for line in lines).encode()
    try:
        journal().parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(journal(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if (end := file.seek(0, os.SEEK_END)) and os.pread(file.fileno(), 1, end - 1) != b"\n":
                words = b"\n" + words  # A disk that was full cut the last line off.
            file.write(words)
            os.fsync(file.fileno())
    except OSError:
        logger.exception("erasures were not noted in %s; add by hand: %s", journal(), words.decode())
        raise

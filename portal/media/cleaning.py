"""Removal of metadata from a picture before it is kept: a photo from a telephone says where, when and by what it was
taken.

Originals lie where anybody can fetch them, so this is done once, when a picture comes; no copy made of it can tell
more. A picture is opened for the first time here, in a process under limits.
"""

import tempfile
from pathlib import Path

from django.core.files.base import ContentFile, File

from portal.web.disk_space import NoRoom

from .limited import Limits, picture, run, was_too_slow
from .storage import told_as_no_room

# The largest photo that is taken in has 40 million pixels of four bytes, and what reads WebP holds four of it.
LIMITS = Limits(memory_bytes=768 * 1024**2, processor_seconds=20, written_bytes=200 * 1024**2, seconds=40.0)
PROGRAM = Path(picture.__file__)
_OPENED = "_without_metadata"  # What was found while a file was checked stays with it until it is kept.


class Damaged(Exception):
    """A picture that cannot be opened completely."""


class TooLarge(Exception):
    """A picture that takes more memory or time to open than the largest photo."""


def without_metadata(file: File) -> File:
    """The same picture, upright, without EXIF, XMP and comments; the very same file where it has none of them.

    Raises Damaged or TooLarge when it cannot be opened.
    """
    bare = open_limited(file)
    return ContentFile(bare, name=file.name) if bare else file


def open_limited(file: File) -> bytes:
    """Opens a picture under limits: its bytes without metadata, none where it has none. A file is opened once."""
    known = getattr(file, _OPENED, None)
    if known is None:
        known = _open(file)
        setattr(file, _OPENED, known)
    return known


def _open(file: File) -> bytes:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        file.seek(0)
        with told_as_no_room():  # Then the form is shown again, with all that was typed.
            for chunk in file.chunks():
                given.write(chunk)
            given.seek(0)
        file.seek(0)
        status = run(PROGRAM, [], given, told, LIMITS)
        if status == picture.NO_ROOM:
            raise NoRoom("there is no room to open a picture")
        if was_too_slow(status) or status == picture.TOO_LARGE:
            raise TooLarge
        if status != 0:  # Killed or crashed without having said why: broken enough to break its reader.
            raise Damaged
        told.seek(0)
        return told.read()

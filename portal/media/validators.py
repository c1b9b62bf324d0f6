"""Checks of uploaded files, before anything opens them. Every refusal says why, in the user's language.

A file is told by its content, not by its name (puremagic); an office file is looked at in its ZIP directory alone,
for a small one can unpack to gigabytes; a picture is measured in its header.
"""

import io
import warnings
import zipfile
from collections.abc import Collection
from pathlib import PurePath
from typing import Any

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from portal.language import slug
from portal.web.disk_space import NoRoom, refusal

from .cleaning import Damaged, TooLarge, open_limited
from .frames import Measure, measure

HEADER_BYTES = 8192

# What the ZIP of an office file must hold.
OFFICE_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "odp": b"application/vnd.oasis.opendocument.presentation",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
ZIPPED = {*OFFICE_PARTS, *OPEN_DOCUMENT, "zip"}
TEXTS = {"txt", "csv"}
IMAGES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
DOCUMENTS = {"pdf", *ZIPPED, *TEXTS}

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **{extension: kind.decode() for extension, kind in OPEN_DOCUMENT.items()},
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


def extension_of(name: str | None) -> str:
    """The extension in lower case without its dot; empty when there is none."""
    return PurePath(name or "").suffix.lower().removeprefix(".")


def safe_name(name: str | None) -> str:
    """A file's name that every system can hold: "Жоспар №1.DOCX" → "zhospar-1.docx"."""
    stem = slug(PurePath((name or "").replace("\\", "/")).stem, max_length=60) or "file"
    extension = slug(extension_of(name), max_length=8)
    return f"{stem}.{extension}" if extension else stem


def check_document(file: File) -> None:
    """Refuses what is not the document its name says, is too large, or would unpack to too much.

    A field validator; raises ValidationError. A file that is already stored was checked when it came.
    """
    if getattr(file, "_committed", False):
        return
    extension = _accepted(file, DOCUMENTS)
    _check_size(file, settings.DOCUMENT_MAX_UPLOAD_SIZE)
    file.seek(0)
    try:
        _check_content(file, extension)
    finally:
        file.seek(0)
    _check_room(file)


def check_image(file: File) -> None:
    """Refuses what is not the picture its name says, is too large, or has too many pixels. A field validator."""
    if getattr(file, "_committed", False):
        return
    extension = _accepted(file, IMAGES)
    _check_size(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    found = check_pixels(file)
    if found != IMAGES[extension]:
        raise _not_what_it_says(extension)
    _check_whole(file)
    _check_room(file)


def check_table_size(file: File) -> None:
    """Refuses a table that is too large to be imported. A validator of forms."""
    if (file.size or 0) > settings.TABLE_MAX_UPLOAD_SIZE:
        raise ValidationError(_("The file is larger than 2 MB."))


def check_pixels(file: File) -> str | None:
    """Refuses a picture of too many pixels, or with too many in all its frames; returns its format.

    Nothing is unpacked: what opens a picture for the first time must come after this.
    """
    if counted := measure(file):
        _check_counted(counted)
    extension = extension_of(file.name)
    file.seek(0)
    try:
        found, width, height = _head(file)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise _not_what_it_says(extension) from problem
    except Image.DecompressionBombError as problem:
        raise _too_many_pixels() from problem
    finally:
        file.seek(0)
    _check_counted(Measure(width, height, 1))
    return found


def _check_counted(counted: Measure) -> None:
    if counted.pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    if counted.frames > 1 and counted.pixels * counted.frames > settings.ANIMATION_MAX_PIXELS:
        raise ValidationError(
            _(
                "The animation has %(frames)s frames of %(width)s × %(height)s pixels, which is too much to open "
                "safely. "
                "Make it shorter or smaller: at most %(millions)s million pixels in all its frames together."
            )
            % {
                "frames": counted.frames,
                "width": counted.width,
                "height": counted.height,
                "millions": settings.ANIMATION_MAX_PIXELS // 1_000_000,
            }
        )


def _check_whole(file: File) -> None:
    """Opens a picture whose size is known to be bearable: one that broke off on its way fails here, not later."""
    try:
        open_limited(file.file if isinstance(file, FieldFile) else file)
    except Damaged as problem:
        raise ValidationError(
            _("The picture is damaged and cannot be opened completely. Please upload it again.")
        ) from problem
    except TooLarge as problem:
        raise ValidationError(
            _("The picture takes too much memory or time to open. Save it again as JPEG, or make it smaller.")
        ) from problem
    except NoRoom as problem:
        raise refusal(of_file=True) from problem
    finally:
        file.seek(0)


def _head(file: File) -> tuple[str | None, int, int]:
    """A picture's format, width and height, from its header: nothing is unpacked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # We count the pixels ourselves.
        with Image.open(io.BytesIO(file.read())) as picture:
            # Many telephones put a second, small picture behind the first: MPO, which is a JPEG for all others.
            found = "JPEG" if picture.format == "MPO" else picture.format
            return found, picture.width, picture.height


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels. Make it smaller: at most %(millions)s million pixels.")
        % {"millions": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000}
    )


def _accepted(file: File, extensions: Collection[str]) -> str:
    """A file's extension; refuses all others than these."""
    extension = extension_of(file.name)
    if extension not in extensions:
        raise ValidationError(
            _("Files of this type are not accepted. You can use: %(types)s.")
            % {"types": ", ".join(sorted(extensions))}
        )
    return extension


def _check_room(file: File) -> None:
    """Refuses what the disk would not take, while the form can still be shown again with all that was typed."""
    storage: Any = getattr(file, "storage", None)
    if not hasattr(storage, "make_sure_of_room"):
        return
    try:
        storage.make_sure_of_room(file.size)
    except NoRoom as error:
        raise refusal(of_file=True) from error


def _check_size(file: File, limit: int) -> None:
    if not file.size:
        raise ValidationError(_("The file is empty."))
    if file.size > limit:
        raise ValidationError(
            _("The file is too large (%(size)s). The maximum is %(limit)s.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
        )


def _check_content(file: File, extension: str) -> None:
    header = file.read(HEADER_BYTES)
    if extension in TEXTS:
        if b"\0" in header or _kinds(header) & {"html", "htm", "svg", "exe", "pdf", "zip"}:
            raise _not_what_it_says(extension)
    elif extension in ZIPPED:
        if not header.startswith(b"PK"):
            raise _not_what_it_says(extension)
        file.seek(0)
        _check_zip(file, extension)
    elif extension not in _kinds(header):
        raise _not_what_it_says(extension)


def _kinds(header: bytes) -> set[str]:
    """The types that a file's first bytes can be."""
    try:
        return {found.extension.removeprefix(".") for found in puremagic.magic_string(header)}
    except (puremagic.PureError, ValueError):
        return set()


def _check_zip(file: File, extension: str) -> None:
    """Reads the directory of a ZIP, never what it holds, except the type that OpenDocument writes in clear."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_unpacked(parts, file.size)
            names = {part.filename for part in parts}
            if extension in OFFICE_PARTS and OFFICE_PARTS[extension] not in names:
                raise _not_what_it_says(extension)
            if extension in OPEN_DOCUMENT and not _is_open_document(archive, extension):
                raise _not_what_it_says(extension)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as problem:
        raise _not_what_it_says(extension) from problem
    if any(name.endswith("vbaProject.bin") for name in names):
        raise ValidationError(_("The file contains macros. Save it without them."))


def _check_unpacked(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    is_counted = unpacked > settings.DOCUMENT_RATIO_COUNTS_FROM
    too_dense = is_counted and unpacked > packed * settings.DOCUMENT_MAX_RATIO
    too_large = unpacked > settings.DOCUMENT_MAX_UNPACKED_SIZE or any(
        part.file_size > settings.DOCUMENT_MAX_PART_SIZE
        for part in parts
        if extension_of(part.filename) in ("xml", "rels", "bin")
    )
    if len(parts) > settings.DOCUMENT_MAX_PARTS or too_dense or too_large:
        raise ValidationError(
            _("The file unpacks to %(size)s, which is too large to open safely. Split it into smaller files.")
            % {"size": filesizeformat(unpacked)}
        )


def _is_open_document(archive: zipfile.ZipFile, extension: str) -> bool:
    try:
        with archive.open("mimetype") as part:
            return part.read(100).strip() == OPEN_DOCUMENT[extension]
    except KeyError:
        return False


def _not_what_it_says(extension: str) -> ValidationError:
    return ValidationError(
        _("The content is not that of a %(type)s file. Save it again in the right format and upload that.")
        % {"type": extension.upper()}
    )

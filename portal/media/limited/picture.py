"""Opens a picture from standard input and writes it without what it tells of its author; nothing, where it tells
nothing.

A program of its own, started by `portal.media.cleaning` under limits; so it knows neither Django nor the portal.
"""

import errno
import io
import struct
import sys
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageFile, ImageOps, JpegImagePlugin

TOO_LARGE = 4
DAMAGED = 5
NO_ROOM = 6

TELLING = {"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "mp", "Raw profile type exif"}
DRAWN_WITH = {"transparency", "icc_profile", "gamma", "duration", "loop", "background", "blend", "disposal"}
WEBP_QUALITY = 92
WEBP_TELLING = {b"EXIF", b"XMP "}
WEBP_TOLD = 0x08 | 0x04  # The flags that say so, in the file's head.
PNG_TELLING = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
WEBP_HEAD, PNG_HEAD = 12, 8  # Bytes


def bare(content: bytes) -> bytes:
    """The same picture, upright, without EXIF, XMP and comments; empty where it has none of them.

    A JPEG is written again with its own tables, so that it looks the same. GIF has no EXIF. Of an animation the pieces
    that tell are left out; its frames stay packed, whatever they would unpack to.
    """
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()  # One that broke off on its way fails here, not later.
        if picture.format == "GIF" or not tells(picture):
            return b""
        if picture.format in PIECES and getattr(picture, "n_frames", 1) > 1:
            return PIECES[picture.format](content)
        out = io.BytesIO()
        write(picture, out)
        return out.getvalue()


def tells(picture: Image.Image) -> bool:
    """True when a picture holds more than itself."""
    told = TELLING | set(getattr(picture, "text", {}))
    return bool(told & set(picture.info)) or bool(picture.getexif()) or picture.format == "MPO"


def write(picture: ImageFile.ImageFile, out: io.BytesIO) -> None:
    """Writes a single picture with nothing but what is needed to draw it."""
    file_format, options = picture.format, {}
    if file_format in ("JPEG", "MPO"):
        options = _tables(picture)
        file_format = "JPEG"
    elif file_format == "WEBP":
        options = {"quality": WEBP_QUALITY}
    else:
        options = {"optimize": True}
    # In place: each copy of a large picture takes as much memory again.
    ImageOps.exif_transpose(picture, in_place=True)
    picture.info = {name: value for name, value in picture.info.items() if name in DRAWN_WITH}
    picture.getexif().clear()
    picture.save(out, file_format, **options)


def _tables(picture: Any) -> dict[str, Any]:
    tables: dict[str, Any] = {"qtables": picture.quantization}
    if picture.mode in ("RGB", "YCbCr"):
        tables["subsampling"] = JpegImagePlugin.get_sampling(picture)
    return tables


def bare_webp(content: bytes) -> bytes:
    """A WebP without the pieces that tell, and without the flags that announce them."""
    kept = []
    for name, data in _pieces(content):
        if name == b"VP8X":
            data = bytes([data[0] & ~WEBP_TOLD]) + data[1:]
        if name not in WEBP_TELLING:
            kept.append(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bare_png(content: bytes) -> bytes:
    """A PNG without the pieces that tell."""
    kept = [content[:PNG_HEAD]]
    place = PNG_HEAD
    while place + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        if name not in PNG_TELLING:
            kept.append(content[place : place + 12 + length])
        place += 12 + length
    return b"".join(kept)


def _pieces(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pieces of a WebP: name and data."""
    place = WEBP_HEAD
    while place + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, place)
        yield name, content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


STATUSES = {errno.EFBIG: TOO_LARGE, errno.ENOSPC: NO_ROOM, errno.EDQUOT: NO_ROOM}
PIECES = {"WEBP": bare_webp, "PNG": bare_png}


def main() -> int:
    """The exit status: 0, or why the picture could not be opened."""
    warnings.simplefilter("ignore")  # Its pixels were counted before.
    try:
        sys.stdout.buffer.write(bare(sys.stdin.buffer.read()))
        sys.stdout.buffer.flush()
    except (MemoryError, Image.DecompressionBombError):
        return TOO_LARGE
    except OSError as error:
        return STATUSES.get(error.errno or 0, DAMAGED)
    except (SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, RuntimeError, zlib.error):
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main())

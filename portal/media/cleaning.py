"""What is taken out of a picture before it is kept: a photo from a telephone says where and when it was taken, and by what.

Originals lie where anybody can fetch them, so this is done once, when a picture comes; no copy made of it can tell more.
"""

import io
from typing import Any

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, JpegImagePlugin

TELLING = {"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "mp", "Raw profile type exif"}
DRAWN_WITH = {"transparency", "icc_profile", "gamma", "duration", "loop", "background", "blend", "disposal"}
WEBP_QUALITY = 92


def without_metadata(file: File) -> File:
    """The same picture, upright, without EXIF, XMP and comments; the very same file where it has none of them.

    A JPEG is written again with its own tables, so that it looks the same. GIF has no EXIF and keeps its frames.
    """
    file.seek(0)
    with Image.open(io.BytesIO(file.read())) as picture:
        file.seek(0)
        if picture.format == "GIF" or not _tells(picture):
            return file
        out = io.BytesIO()
        _write(picture, out)
    return ContentFile(out.getvalue(), name=file.name)


def _tells(picture: Image.Image) -> bool:
    told = TELLING | set(getattr(picture, "text", {}))
    return bool(told & set(picture.info)) or bool(picture.getexif()) or picture.format == "MPO"


def _write(picture: Image.Image, out: io.BytesIO) -> None:
    if picture.format in ("JPEG", "MPO"):
        tables: dict[str, Any] = {"qtables": picture.quantization}
        if picture.mode in ("RGB", "YCbCr"):
            tables["subsampling"] = JpegImagePlugin.get_sampling(picture)
        _bare(ImageOps.exif_transpose(picture)).save(out, "JPEG", **tables)
    elif getattr(picture, "n_frames", 1) > 1:
        _write_frames(picture, out)
    elif picture.format == "WEBP":
        _bare(ImageOps.exif_transpose(picture)).save(out, "WEBP", quality=WEBP_QUALITY)
    else:
        _bare(ImageOps.exif_transpose(picture)).save(out, picture.format, optimize=True)


def _write_frames(picture: Image.Image, out: io.BytesIO) -> None:
    frames, durations = [], []
    for number in range(picture.n_frames):
        picture.seek(number)
        picture.load()
        durations.append(picture.info.get("duration", 100))
        frames.append(_bare(picture.copy()))
    frames[0].save(
        out,
        picture.format,
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=picture.info.get("loop", 0),
    )


def _bare(picture: Image.Image) -> Image.Image:
    """A copy that knows only what is needed to draw it."""
    bare = picture.copy()
    bare.info = {name: value for name, value in picture.info.items() if name in DRAWN_WITH}
    bare.getexif().clear()
    return bare

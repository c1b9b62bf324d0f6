"""Measuring of a picture, its size and number of frames, read from its pieces: nothing is unpacked.

A file of two megabytes can hold thousands of frames of millions of pixels each. What a file announces is not believed:
its frames are counted.
"""

import io
import struct
from dataclasses import dataclass
from typing import IO

PNG = b"\x89PNG\r\n\x1a\n"
GIF = (b"GIF87a", b"GIF89a")
EXTENSION, FRAME = 0x21, 0x2C  # What begins a piece of a GIF.
HEAD = 30  # Bytes that tell a WebP's size, whichever of its three kinds it is.


@dataclass(frozen=True)
class Measure:
    """Width and height in pixels of the whole, and how many frames of them there are."""

    width: int
    height: int
    frames: int

    @property
    def pixels(self) -> int:
        return self.width * self.height


def measure(file: IO[bytes]) -> Measure | None:
    """The measure of a GIF, PNG or WebP; None for another format, and for what breaks off before it is known."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        if content.startswith(GIF):
            return _gif(io.BytesIO(content))
        if content.startswith(PNG):
            return _png(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError):
        return None
    return None


def _png(content: bytes) -> Measure:
    width, height = struct.unpack_from(">II", content, 16)
    frames, place = 0, len(PNG)
    while place + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        frames += name == b"fcTL"
        place += 12 + length
    return Measure(width, height, max(frames, 1))


def _webp(content: bytes) -> Measure:
    width, height = _webp_size(content[:HEAD])
    frames, place = 0, 12
    while place + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, place)
        frames += name == b"ANMF"
        place += 8 + length + length % 2
    return Measure(width, height, max(frames, 1))


def _webp_size(head: bytes) -> tuple[int, int]:
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _gif(file: IO[bytes]) -> Measure:
    width, height, flags = struct.unpack("<HHB", file.read(13)[6:11])
    _skip_colours(file, flags)
    frames = 0
    while (start := file.read(1)) and start[0] in (EXTENSION, FRAME):
        if start[0] == EXTENSION:
            file.seek(1, io.SEEK_CUR)
        else:
            left, top, own_width, own_height, flags = struct.unpack("<HHHHB", file.read(9))
            # A frame that hangs over makes the whole larger.
            width, height = max(width, left + own_width), max(height, top + own_height)
            _skip_colours(file, flags)
            file.seek(1, io.SEEK_CUR)
            frames += 1
        while (size := file.read(1)) and size[0]:
            file.seek(size[0], io.SEEK_CUR)
    return Measure(width, height, max(frames, 1))


def _skip_colours(file: IO[bytes], flags: int) -> None:
    if flags & 0x80:
        file.seek(3 << (1 + (flags & 7)), io.SEEK_CUR)

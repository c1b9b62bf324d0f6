"""The picture that goes with a link sent to others: 1200 × 630, drawn with Pillow, with the title on it.

The same arcade and colours as the covers of the site (LOOK.md 3.2), for programs that read no SVG.
"""

import io
import math
from collections.abc import Hashable, Iterable
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from portal.look import covers

WIDTH, HEIGHT = 1200, 630
FONTS = Path(__file__).parent / "fonts"
SMOOTH = 2  # Drawn so many times larger, then made smaller: Pillow's lines have no soft edges.
MARGIN, TEXT_WIDTH, MOST_LINES = 72, 700, 5
TITLE_SIZES = (68, 60, 52, 46, 40)
LIGHT_INK, DARK_INK, GOLD, DEEP = "#F2F8F9", "#12262F", "#B07A00", "#0B3441"
# Ground, lines, scroll, as on covers of news.
COLOURS = {
    "call": ("#FFF0C2", "#E3BC4E", "#B07A00"),
    "report": ("#D6ECF2", "#7FC0D0", "#00647A"),
    "materials": ("#D6ECF2", "#7FC0D0", "#00647A"),
    "members": ("#DCEBDF", "#93BFA2", "#1C6B43"),
    "federation": (DEEP, "#2F7488", "#F6CE62"),
}
Point = tuple[float, float]


def draw(title: str, kicker: str, foot: str, kind: str, seed: Hashable) -> bytes:
    """Return the picture as PNG: `kicker` above the title, `foot` (the federation's name) beside the mark."""
    ground, line, scroll = COLOURS.get(kind, COLOURS["federation"])
    ink = LIGHT_INK if ground == DEEP else DARK_INK
    large = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), ground)
    pen = ImageDraw.Draw(large)
    _arcade(pen, seed, line, scroll)
    _mark(pen, (MARGIN, HEIGHT - MARGIN - 56), 1.0, ink, scroll)
    picture = large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(picture)
    if kicker:
        pen.text((MARGIN, MARGIN), kicker, font=_font("DejaVuSansCondensed-Bold", 28), fill=scroll)
    _title(pen, title, ink)
    pen.text(
        (MARGIN + 76, HEIGHT - MARGIN - 28),
        foot,
        font=_font("DejaVuSansCondensed", 28),
        fill=ink,
        anchor="lm",
    )
    out = io.BytesIO()
    picture.quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.ttf", size)


def _title(pen: ImageDraw.ImageDraw, title: str, ink: str) -> None:
    """Sets the title in the largest size in which it fits; a very long one ends with an ellipsis."""
    for size in TITLE_SIZES:
        font = _font("DejaVuSerifCondensed", size)
        lines = _lines(title, font)
        if len(lines) <= MOST_LINES - (size > TITLE_SIZES[2]) and all(
            font.getlength(line) <= TEXT_WIDTH for line in lines
        ):
            break
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    pen.multiline_text((MARGIN, MARGIN + 52), "\n".join(lines), font=font, fill=ink, spacing=size * 0.16)


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in title.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= TEXT_WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _arcade(pen: ImageDraw.ImageDraw, seed: Hashable, line: str, scroll: str) -> None:
    """Half pages nested from one spine at the right edge, opening to the left as a book seen from its edge."""
    h = covers.fnv1a(seed)
    step = (1.9, 2.2, 2.5)[(h >> 8) % 3]
    at_scroll = 3 + (h >> 3) % 2
    for number in range(9):
        scale = 4 + step * number
        colour, points = (scroll, scroll_leaf()) if number == at_scroll else (line, plain_leaf())
        _stroke(pen, ((WIDTH - 40 - x * scale, HEIGHT - (22 - y) * scale) for x, y in points), colour, 3)


def _mark(pen: ImageDraw.ImageDraw, corner: Point, scale: float, ink: str, gold: str) -> None:
    """The federation's mark in its grid of 56."""
    left, top = corner
    for side in (1, -1):
        page = [(28.0, 45.0), *((28 + side * x * 1.463, 4.2 + y * 1.463) for x, y in scroll_leaf())]
        _stroke(pen, ((left + x * scale, top + y * scale) for x, y in page), ink, 2.6)
    book = [
        *_curve((3.5, 42.4), (14, 37.5), (24, 41.5), (28, 47)),
        *_curve((28, 47), (32, 41.5), (42, 37.5), (52.5, 42.4)),
    ]
    _stroke(pen, ((left + x * scale, top + y * scale) for x, y in book), gold, 2.6)


def _stroke(pen: ImageDraw.ImageDraw, points: Iterable[Point], colour: str, width: float) -> None:
    large = [(x * SMOOTH, y * SMOOTH) for x, y in points]
    pen.line(large, fill=colour, width=round(width * SMOOTH), joint="curve")


@lru_cache
def plain_leaf() -> tuple[Point, ...]:
    """Return `covers.PLAIN` as points."""
    return (*_spine(), *_arc((11, 9.5), 6.5, -90, 0), (17.5, 22))


@lru_cache
def scroll_leaf() -> tuple[Point, ...]:
    """Return `covers.SCROLL` as points."""
    return (
        *_spine(),
        *_arc((11, 9.5), 6.5, -90, 90),
        *_arc((11, 12), 4, 90, 270),
        *_arc((11, 10.25), 2.25, -90, 90),
    )


def _spine() -> list[Point]:
    return [(0, 22), *_curve((0, 12), (0, 6.2), (4.6, 3), (11, 3))]


def _curve(start: Point, first: Point, second: Point, end: Point, steps: int = 24) -> list[Point]:
    """A cubic Bézier curve as points."""
    found = []
    for number in range(steps + 1):
        t = number / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        pairs = list(zip(weights, (start, first, second, end), strict=True))
        found.append((sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)))
    return found


def _arc(centre: Point, radius: float, start: float, end: float, steps: int = 24) -> list[Point]:
    """A part of a circle as points, from one angle to another in degrees, y down."""
    angles = (math.radians(start + (end - start) * number / steps) for number in range(steps + 1))
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles]

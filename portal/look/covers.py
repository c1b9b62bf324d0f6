"""Covers made from the record: the same record always has the same face (`h` is FNV-1a of its stable id)."""

import re
from collections.abc import Hashable
from dataclasses import dataclass

PATTERNS = 6  # In the sprite: kerege lattice, motif, chevron, wave, eye, arcs.
SCALES = ("0.8", "1", "1.25")

KINDS = ("national", "association", "regional", "university", "special", "city", "district")
MODULES = ("1", "2", "3", "4", "5", "s", "none")
NEWS_KINDS = ("call", "report", "materials", "members", "federation")

# Half a page seen from its edge, origin on the spine, 22 units high: with the scroll, and plain.
SCROLL = "M0 22V12C0 6.2 4.6 3 11 3a6.5 6.5 0 0 1 0 13a4 4 0 0 1 0-8a2.25 2.25 0 0 1 0 4.5"
PLAIN = "M0 22V12C0 6.2 4.6 3 11 3a6.5 6.5 0 0 1 6.5 6.5V22"

# Words that tell one library from no other: left out of initials.
_COMMON = re.compile(
    r"^(кітапхана\w*|библиоте\w*|librar\w*|өңірлік|облыс\w*|областн\w*|облыст\w*|regional|oblast|орталық\w*|орталығ\w*|"
    r"централ\w*|central|атында\w*|имени|им|named|after|the|of|and|и|мен|және|әмбебап|универсал\w*|universal|ғылыми|"
    r"научн\w*|scientific|мемлекеттік|государственн\w*|state|қалал\w*|городск\w*|city|аудан\w*|районн\w*|district|"
    r"республик\w*|republic\w*|рк|кмм|мкм|ммкк|кгу|гу|ргу|ркк|жүйе\w*|систем\w*|system|г|қ|облысы|области)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def fnv1a(seed: Hashable) -> int:
    """Return the 32-bit FNV-1a hash of the seed's text in UTF-8."""
    value = 0x811C9DC5
    for byte in str(seed).encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def monogram_letters(name: str, kind: str = "", city: str = "") -> str:
    """Return the two letters of an organisation's face.

    A regional or district library takes the first two letters of its city, since their names differ in little else;
    another takes the initials of the first two telling words of its name.
    """
    if kind in ("regional", "district") and city.strip():
        return city.strip()[:2].capitalize()
    words = [word for word in _WORD.findall(name) if len(word) > 1]
    telling = [word for word in words if not _COMMON.match(word)] or words
    if len(telling) == 1:
        return telling[0][:2].capitalize()
    return "".join(word[0] for word in telling[:2]).upper()


def pattern(seed: Hashable) -> tuple[int, str]:
    """Return the number of the seed's pattern (0 to 5) and its scale."""
    h = fnv1a(seed)
    return h % PATTERNS, SCALES[(h >> 4) % 3]


def book_module(module: object) -> str:
    """Return the class suffix of a module's colours: 1 to 5, s, or none."""
    key = str(module or "").strip().lower()[:1]
    return key if key in MODULES else "none"


def wrap_title(title: str, letters: int = 15, lines: int = 5) -> list[str]:
    """Return the title in lines of about `letters` letters; what does not fit in `lines` is
    left out at a word's end.
    """
    wrapped: list[str] = []
    for word in title.split():
        if wrapped and len(wrapped[-1]) + 1 + len(word) <= letters:
            wrapped[-1] += f" {word}"
        else:
            wrapped.append(word)
    return wrapped[:lines]


@dataclass(frozen=True)
class Leaf:
    """One half page of an arcade: its curve, where its spine stands, its scale, and which way it opens."""

    path: str
    x: float
    y: float
    scale: float
    flipped: bool
    is_scroll: bool

    @property
    def transform(self) -> str:
        """Return the SVG transform that puts the curve in its place."""
        horizontal = -self.scale if self.flipped else self.scale
        return f"translate({self.x:g} {self.y:g}) scale({horizontal:g} {self.scale:g})"


def _fan(x: float, bottom: float, scales: list[float], scroll: int, sides: tuple[bool, ...]) -> list[Leaf]:
    leaves = [
        Leaf(PLAIN, x, round(bottom - 22 * scale, 2), scale, flipped, False)
        for index, scale in enumerate(scales) if index != scroll
        for flipped in sides
    ]  # fmt: skip
    if 0 <= scroll < len(scales):
        scale = scales[scroll]
        leaves += [Leaf(SCROLL, x, round(bottom - 22 * scale, 2), scale, flipped, True) for flipped in sides]
    return leaves


def arcade(seed: Hashable) -> list[Leaf]:
    """Return the half pages of an arcade in a box of 640 × 360, nested from one spine."""
    h = fnv1a(seed)
    step = (1.7, 2.1, 2.5)[(h >> 8) % 3]
    count = 9 + h % 5
    scroll = 2 + (h >> 3) % 2
    if (h >> 6) % 4 >= 2:  # One-sided: wide enough to fill the box.
        step, count = max(step, 2.1), 13
    x, sides = ((320, (False, True)), (250, (False, True)), (120, (False,)), (520, (True,)))[(h >> 6) % 4]
    return _fan(x, 360, [round(4 + step * index, 2) for index in range(count)], scroll, sides)


def frieze(seed: Hashable) -> list[Leaf]:
    """Return the half pages of a frieze in a box of 1280 × 220: five fans of seven, one of them with a scroll."""
    h = fnv1a(seed)
    scales = [round(2.1 + 0.95 * index, 2) for index in range(7)]
    return [
        leaf
        for fan in range(5)
        for leaf in _fan(128 + 256 * fan, 220, scales, 4 if fan == h % 5 else -1, (False, True))
    ]

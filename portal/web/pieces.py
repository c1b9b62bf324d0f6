"""Two versions of a text, and where they differ."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_COMPARED = 20_000  # Signs; longer texts stand beside each other whole.
KEPT_AROUND = 60  # Signs of a long equal stretch that stay on either side of a change.

Piece = tuple[str, bool]  # A piece of a text, and whether only this version has it.


@dataclass(frozen=True)
class Difference:
    """A field in which what stands now is not what was typed, each in pieces; `language` is that of both."""

    label: str
    stored: list[Piece]
    typed: list[Piece]
    language: str = ""


def difference(label: str, stored: str, typed: str, language: str = "") -> Difference | None:
    """The difference of two texts; None where they read alike."""
    if stored == typed:
        return None
    first, second = _pieces(stored, typed)
    return Difference(label, first, second, language)


def _pieces(stored: str, typed: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces; of long stretches that both have, only what stands next to a change."""
    if max(len(stored), len(typed)) > MOST_COMPARED or not stored or not typed:
        return [(text, False) for text in (stored,) if text], [(text, False) for text in (typed,) if text]
    words = re.findall(r"\S+\s*|\s+", stored), re.findall(r"\S+\s*|\s+", typed)
    found: tuple[list[Piece], list[Piece]] = ([], [])
    steps = SequenceMatcher(None, words[0], words[1]).get_opcodes()
    for number, (step, start, end, other_start, other_end) in enumerate(steps):
        pair = "".join(words[0][start:end]), "".join(words[1][other_start:other_end])
        if step == "equal":
            pair = (_shortened(pair[0], number == 0, number == len(steps) - 1),) * 2
        for pieces, text in zip(found, pair, strict=True):
            if text:
                pieces.append((text, step != "equal"))
    return found


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    kept = 2 * KEPT_AROUND
    if len(text) <= 2 * kept:
        return text
    before = "" if is_first else text[:KEPT_AROUND]
    after = "" if is_last else text[-KEPT_AROUND:]
    return f"{before} … {after}"

"""Kazakh words recognised in letters that are not their own: китапханаларды, kitaphanalardy.

A query is often typed without the letters of Kazakh, or in Latin ones, and with an ending. Each way of writing has a
*shadow* of the lexicon and of the endings: all of them written that way. A word is cut in the shadow, and what is
found is told in the letters of the lexicon. Shadows are made when first asked for; only queries need them.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from portal.language.folding import fold
from portal.language.kazakh.endings import nominal_endings
from portal.language.kazakh.lexicon import words
from portal.language.kazakh.stems import LONGEST_WORD, stems
from portal.language.romanisation import coarse, coarsened, skeletons

_SHORTEST_STEM: Final = 3
_SHORTEST_BEFORE_ENDING: Final = 3
_MOST: Final = 6  # Words that one spelling may stand for.
_HARD: Final = str.maketrans("гғбgb", "ккпkp")


class Shadow:
    """The lexicon and the endings of nouns in another way of writing."""

    def __init__(self, write_one: Callable[[str], str], write_lines: Callable[[str], str]) -> None:
        self._write = write_one
        known = sorted(words())
        self._words: dict[str, str] = {}
        for written, word in zip(write_lines("\n".join(known)).split("\n"), known, strict=True):
            other = self._words.get(written)
            self._words[written] = word if other is None else f"{other} {word}"
        self._endings = frozenset(write_lines("\n".join(nominal_endings())).split("\n"))

    def recall(self, word: str) -> tuple[str, ...]:
        """The stems of the lexicon, the longest first, that this word in lower case may be a form of; maybe none."""
        written = self._write(word)
        if not _SHORTEST_STEM <= len(written) <= LONGEST_WORD:
            return ()
        found = dict.fromkeys(self._whole(written))
        for place in range(len(written) - 1, _SHORTEST_BEFORE_ENDING - 1, -1):
            if written[place:] in self._endings:
                found |= dict.fromkeys(self._before_ending(written[:place], written[place]))
                # Doubled letters are written once: universitet-ter as universiteter.
                found |= dict.fromkeys(self._before_ending(written[: place + 1], ""))
        return tuple(found)[:_MOST]

    def _whole(self, written: str) -> Iterator[str]:
        for word in self._words.get(written, "").split():
            yield word
            yield from stems(word)

    def _before_ending(self, base: str, first: str) -> Iterator[str]:
        yield from self._words.get(base, "").split()
        if first and first in "ыиiy" and base[-1] in "гғбgb":
            yield from self._words.get(base[:-1] + base[-1].translate(_HARD), "").split()


_FOLDED: Final = str.maketrans("әғқңөұүһіёй", "агкноуухиеи")


@cache
def folded() -> Shadow:
    """The lexicon as a Russian keyboard writes it: китапхана."""
    return Shadow(fold, lambda lines: lines.translate(_FOLDED))


@cache
def romanised() -> Shadow:
    """The lexicon in coarse Latin letters: kitapkana."""
    return Shadow(coarse, lambda lines: coarsened(skeletons(lines)))

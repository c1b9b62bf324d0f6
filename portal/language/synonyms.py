"""Synonyms: words of a question that may also be met by other words. Pure; groups come from
`search.models.synonym_group`.

A side of a group is a word or a few words. Several words are recognised in a question where they stand side by side,
in any form, and then each of them may be met instead by the single words of the group. Nothing is ever widened to
several words: an engine looks for single ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from portal.language import LANGUAGES, AskedWord, Kind, terms_of

# A word is taken for one of a group by readings of at least this weight: no guesses of the Latin letters.
RECOGNISED = 0.4
_KINDS = (Kind.EXACT, Kind.STEM, Kind.FOLDED)


@dataclass(frozen=True)
class SynonymRule:
    """Words or short phrases that mean the same; `is_one_way`: only the first is widened, to the others."""

    sides: tuple[str, ...]
    is_one_way: bool = False


@dataclass(frozen=True)
class _Rule:
    asked: tuple[frozenset[str], ...]  # For each word of a side in turn the terms by which it is recognised.
    offered: frozenset[str]  # The terms that may be met instead.


@dataclass(frozen=True)
class Synonyms:
    """Synonyms by which the words of a language's questions may also be met."""

    rules: tuple[_Rule, ...] = ()

    @classmethod
    def of(cls, groups: Iterable[SynonymRule]) -> Self:
        """The synonyms that groups of words make."""
        rules = []
        for group in groups:
            sides = [terms_by_word(side) for side in group.sides]
            for number, asked in enumerate(sides[:1] if group.is_one_way else sides):
                others = [side[0] for place, side in enumerate(sides) if place != number and len(side) == 1]
                offered = frozenset[str]().union(*others)
                if asked and offered:
                    rules.append(_Rule(asked, offered))
        return cls(tuple(rules))

    def widen(self, asked: Sequence[AskedWord]) -> list[frozenset[str]]:
        """For each word of a question the terms by which it may be met as well; most have none."""
        found: list[frozenset[str]] = [frozenset()] * len(asked)
        known = [recognised_as(word) for word in asked] if self.rules else []
        for rule in self.rules:
            length = len(rule.asked)
            for start in range(len(known) - length + 1):
                if all(terms & known[start + step] for step, terms in enumerate(rule.asked)):
                    for place in range(start, start + length):
                        found[place] |= rule.offered
        return found


NO_SYNONYMS = Synonyms()


def terms_by_word(text: str) -> tuple[frozenset[str], ...]:
    """For each word of a text the terms, behind their marks, by which an asked word is recognised as this one.

    Editors write words of all languages side by side, so each is read in all of them.
    """
    readings = [terms_of(text, language) for language in LANGUAGES]
    return tuple(
        frozenset(f"{kind}{term}" for token in word for kind, term in token.terms.by_kind() if kind in _KINDS)
        for word in zip(*readings, strict=True)
    )


def recognised_as(word: AskedWord) -> frozenset[str]:
    """The terms by which an asked word may be taken for one that somebody wrote down."""
    return frozenset(reading.marked for reading in word.readings if reading.weight >= RECOGNISED)

"""A text taken apart for search: words, and for each the terms under which every engine keeps it.

A word is kept in four ways, from the most to the least exact, so that ranking can tell them apart:

- *exact*: as written, in lower case;
- *stem*: without its endings; a Kazakh word may have several;
- *folded*: exact and stems in the letters of a Russian keyboard, without signs (қызылорда → кызылорда);
- *latin*: exact and stems in the Latin skeleton, where every romanisation meets (kyzylorda).

docs/search-analysis.md says how an engine uses them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from portal.language.folding import clean, fold, is_cyrillic, tidy
from portal.language.kazakh.endings import nominal_endings
from portal.language.names import check_language
from portal.language.romanisation import skeleton
from portal.language.stemming import stems

LONGEST_TERM: Final = 60
"""Letters of a term; what is longer is cut."""


class Kind(StrEnum):
    """Kind of a term of a word, the most exact first; the value marks it where an engine has one field for all."""

    EXACT = "="
    STEM = "+"
    FOLDED = "~"
    LATIN = "@"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one word by their kind; each kind without repeats."""

    exact: str
    stems: tuple[str, ...]
    folded: tuple[str, ...]
    latin: tuple[str, ...]

    def by_kind(self) -> Iterator[tuple[Kind, str]]:
        """Every term with its kind, the most exact first."""
        yield Kind.EXACT, self.exact
        yield from ((Kind.STEM, term) for term in self.stems)
        yield from ((Kind.FOLDED, term) for term in self.folded)
        yield from ((Kind.LATIN, term) for term in self.latin)

    def marked(self) -> tuple[str, ...]:
        """Every term behind the mark of its kind (=exact +stem ~folded @latin), for an engine
        with one field for all.
        """
        return tuple(f"{kind}{term}" for kind, term in self.by_kind())

    def all(self) -> tuple[str, ...]:
        """Every term once, the most exact first."""
        return tuple(dict.fromkeys(term for _, term in self.by_kind()))


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: its place among the words (from 0), how it is written there, and its terms."""

    position: int
    surface: str
    terms: Terms


# A number with dots inside (the curriculum unit 1.2.13) is one word, else letters and digits, apostrophes inside.
_WORD: Final = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:'[^\W_]+)*")
_NUMBER_AND_ENDING: Final = re.compile(r"(\d+)([^\W\d_]+)")
# Marks that NFKC could not join to a letter would cut a word in two.
_LOOSE_MARK: Final = re.compile(r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670]")
_AFTER_NUMBERS: Final = frozenset(
    "ші шы нші ншы інші ыншы "  # Kazakh ordinals  # noqa: SIM905
    "й я е го му м х ый ая ое ой ую ым ых ому ого летие летия лет "  # Russian ones
    "st nd rd th s".split()
)
_ENDINGS: Final = frozenset(nominal_endings())
_YOTATED: Final = "еёюя"


def terms_of(text: str, language: str) -> list[Token]:
    """The words of a text in this language with all their terms, in order. Never fails, whatever the text.

    An ending written apart from its word (2026-жылы is two words, but 5-ші, IFLA-ның, library's are one) belongs to
    the word before it. Raises ValueError for an unknown language.
    """
    check_language(language)
    return [
        Token(position, surface, word_terms_of(word, language, joined))
        for position, (surface, word, joined) in enumerate(cut(text))
    ]


@lru_cache(maxsize=50_000)
def word_terms_of(word: str, language: str, joined: str = "") -> Terms:
    """The terms of one word in lower case; `joined` is the compound that it is a part of, written as one word."""
    exact = word[:LONGEST_TERM]
    found = tuple(stem[:LONGEST_TERM] for stem in stems(exact, language))
    whole = (exact, *found)
    folded = dict.fromkeys(fold(term) for term in (*whole, joined[:LONGEST_TERM]))
    romanised = whole if is_cyrillic(exact) else (exact,)
    latin = dict.fromkeys(skeleton(term) if term.isalpha() else term for term in romanised)
    return Terms(exact, found, tuple(filter(None, folded)), tuple(filter(None, latin)))


def cut(text: str) -> list[tuple[str, str, str]]:
    """(as written, in lower case without what hangs on it, compound written as one) for each word of a text."""
    tidied = _LOOSE_MARK.sub("", tidy(text))
    found: list[tuple[str, str, str]] = []
    end, before = 0, ""
    for match in _WORD.finditer(tidied):
        surface, start = match[0], match.start()
        is_hyphened = bool(found) and start == end + 1 and tidied[end] == "-"
        end = match.end()
        word = _bare(surface)
        if is_hyphened and _is_ending(word, before):
            written, bare, joined = found[-1]
            found[-1] = (f"{written}-{surface}", bare, joined)
        elif is_hyphened and before.isalpha() and word.isalpha():
            joined = clean(before) + word
            found[-1] = (*found[-1][:2], found[-1][2] or joined)
            found.append((surface, word, joined))
        else:
            found.append((surface, word, ""))
        before = surface
    return found


def _is_ending(word: str, before: str) -> bool:
    """True when what follows a hyphen is an ending of the number, the abbreviation or the foreign word before it."""
    if before.isdigit():
        return word in _AFTER_NUMBERS or word in _ENDINGS
    return (
        word in _ENDINGS
        and is_cyrillic(word)
        and (not is_cyrillic(before) or (before.isupper() and len(before) > 1))
    )


@lru_cache(maxsize=50_000)
def _bare(surface: str) -> str:
    """The word in lower case without an ending that hangs on it by an apostrophe or on a number."""
    word = clean(surface)
    if "'" in word:
        head, *rest = word.split("'")
        for part in rest:
            if part == "s" or (part in _ENDINGS and not is_cyrillic(head)):
                break
            is_split = is_cyrillic(head) and part[0] in _YOTATED  # об'ём for объём
            head += f"ъ{part}" if is_split else part
        word = head
    number = _NUMBER_AND_ENDING.fullmatch(word)
    return number[1] if number and (number[2] in _AFTER_NUMBERS or number[2] in _ENDINGS) else word

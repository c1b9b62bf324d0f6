"""From texts to the terms that an engine keeps, and from what somebody typed to the terms that it asks for.

Words and their terms come from `portal.language`, the same for every engine. To tell a word as it is written from one
that only folds to the same, each word is kept once more as "=қызылорда=": a query asks for it whole (the word itself),
open at its end (the same letters, an ending more) and folded, and what is met by more of them ranks higher.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from portal.language import fold, query_terms, word_terms
from portal.language.tokens import words

from .scoring import AS_WRITTEN, IN_ANY_FORM, WITH_AN_ENDING

LONGEST_QUERY = 200  # Characters; what is beyond is not searched for.
MOST_WORDS = 12
LONGEST_TERM = 60  # PostgreSQL refuses endless ones.
SHORTEST_OPEN_WORD = 4  # From this length on an ending may follow.
INDEXED_BODY = 50_000  # Characters of a text that are searched; a tsvector holds at most 1 MB.
MOST_FILE_TERMS = 20_000  # Of all files of a document; a tsvector holds at most 1 MB.

_ODD = re.compile(r"[^\w.]+|_")


@dataclass(frozen=True)
class Term:
    """One alternative that a word may be met by; `is_open` when anything may follow."""

    text: str
    is_open: bool = False

    def is_met_by(self, known: str) -> bool:
        """True when a term of a text is this one."""
        return known == self.text or (self.is_open and known.startswith(self.text))


@dataclass(frozen=True)
class Way:
    """One way to meet a word, by any of its terms, and how much being met so counts (`search.scoring`)."""

    weight: float
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Word:
    """One word of a query: the ways to meet it, the widest first, and how much it counts among the others."""

    ways: tuple[Way, ...]
    weight: float = 1.0

    @property
    def terms(self) -> tuple[Term, ...]:
        """Everything by which the word is met at all."""
        return self.ways[0].terms if self.ways else ()

    def is_met_by(self, known: tuple[str, ...]) -> bool:
        """True when a word with these terms is what was asked for; for highlighting."""
        return any(term.is_met_by(text) for term in self.terms for text in known)


@dataclass(frozen=True)
class Query:
    """What somebody typed, understood: its words, and whether all of it is searched for."""

    text: str
    words: tuple[Word, ...]
    was_cut: bool

    def is_met_by(self, known: tuple[str, ...]) -> bool:
        """True when a word with these terms is one of those asked for."""
        return any(word.is_met_by(known) for word in self.words)


def understand(text: str) -> Query:
    """The query of what was typed, at most `LONGEST_QUERY` characters and `MOST_WORDS` words. Never fails."""
    kept = text[:LONGEST_QUERY].replace("\0", " ").strip()
    found = list(dict.fromkeys(word for word in (_asked(written) for written in words(kept)) if word.terms))
    was_cut = len(text.strip()) > LONGEST_QUERY or len(found) > MOST_WORDS
    return Query(text=" ".join(kept.split()), words=tuple(found[:MOST_WORDS]), was_cut=was_cut)


def document_terms(text: str) -> list[str]:
    """Every term that an engine keeps of a text, in order, repeats kept."""
    return [term for word in words(text) for term in kept_terms(word)]


@lru_cache(maxsize=100_000)
def kept_terms(word: str) -> tuple[str, ...]:
    """The terms of one word of a text: as written (marked), folded, and in Latin letters."""
    exact = _plain(word)
    return (f"={exact}=",) * bool(exact) + tuple(term for term in map(_plain, word_terms(word)) if term)


def _asked(written: str) -> Word:
    exact = _plain(written)
    is_open = len(exact) >= SHORTEST_OPEN_WORD
    terms = [Term(f"={exact}=")] if exact else []
    if is_open:
        terms.append(Term(f"={exact}", is_open=True))
    alternatives = sorted({_plain(term) for terms_ in query_terms(written) for term in terms_} - {""})
    terms += [Term(term, is_open=len(term) >= SHORTEST_OPEN_WORD) for term in alternatives]
    terms += [Term(short) for short in _shortened(_plain(fold(written)))]
    return Word((Way(IN_ANY_FORM, tuple(terms)), *_own_ways(terms)) if terms else ())


def _own_ways(terms: list[Term]) -> Iterator[Way]:
    """The ways that only the word's own letters are met in."""
    for term in terms:
        if term.text.startswith("="):
            yield Way(WITH_AN_ENDING if term.is_open else AS_WRITTEN, (term,))


def _shortened(folded: str) -> list[str]:
    """What is left of a long word without its last letters, the longest first.

    A word may be typed with an ending that the text lacks: кітапханалар finds кітапхана. Three fifths must stay.
    """
    if folded[-1:].isdigit():
        return []
    shortest = max(5, ceil(len(folded) * 3 / 5))
    return [folded[:length] for length in range(len(folded) - 1, shortest - 1, -1)]


def _plain(term: str) -> str:
    return _ODD.sub("", term)[:LONGEST_TERM].strip(".")

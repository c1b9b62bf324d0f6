"""From texts to the terms that an engine keeps, and from what somebody typed to the terms that it asks for.

Words and their terms come from `portal.language` (docs/search-analysis.md), the same for every engine. Each term
bears the mark of its kind: `=` as written, `+` without endings, `~` in the letters of a Russian keyboard, `@` in
Latin ones.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import ceil
from unicodedata import normalize

from portal.language import AskedWord, Kind, Reading, fold, readings_of, telling
from portal.language.analysis import cut, word_terms_of
from portal.language.folding import clean
from portal.language.romanisation import skeleton
from portal.language.synonyms import NO_SYNONYMS, Synonyms

LONGEST_QUERY = 200  # Characters; what is beyond is not searched for.
MOST_WORDS = 12
LONGEST_TERM = 60  # PostgreSQL refuses endless ones.
SHORTEST_OPEN_WORD = 4  # Letters: from this length on more may follow.
# How a word counts in the end: the weights of readings are rounded down to these, so that an engine is asked a few
# times only.
LEVELS = (1.0, 0.7, 0.5, 0.4, 0.2)
SYNONYM = 0.4  # How a word counts that is met by a synonym, in whatever form.
# What of a reading's weight counts where more letters follow: what is typed so far stands before what only folds to it.
OPEN = {Kind.EXACT: 0.5, Kind.FOLDED: 0.5, Kind.LATIN: 0.7}
INDEXED_BODY = 50_000  # Characters of a text that are searched; a tsvector holds at most 1 MB.
MOST_FILE_TERMS = 20_000  # Of all files of a document,
MOST_FILE_BYTES = 500_000  # and as many bytes of them: a tsvector holds at most 1 MB.

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
    """One way to meet a word, by any of its terms, and how much being met so counts (`search.query.scoring`)."""

    weight: float
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Word:
    """One word of a query: the ways to meet it, the widest first, and how much it counts among the others."""

    ways: tuple[Way, ...]
    weight: float = 1.0
    typed: str = field(default="", compare=False)
    synonyms: frozenset[str] = field(
        default=frozenset(), compare=False
    )  # The terms that come from synonyms alone.
    guesses: frozenset[str] = field(
        default=frozenset(), compare=False
    )  # The terms that are left of the word without its last letters.

    @property
    def terms(self) -> tuple[Term, ...]:
        """Everything by which the word is met at all."""
        return self.ways[0].terms if self.ways else ()

    @property
    def without_guesses(self) -> "Word":
        """The word as it was typed and inflected, not cut short."""
        kept = (
            Way(way.weight, tuple(term for term in way.terms if term.text not in self.guesses))
            for way in self.ways
        )
        return replace(self, ways=tuple(way for way in kept if way.terms), guesses=frozenset())

    def is_met_by(self, known: Collection[str]) -> bool:
        """True when a word with these terms is what was asked for; for highlighting."""
        return not self._whole.isdisjoint(known) or any(text.startswith(self._open) for text in known)

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(term.text for term in self.terms)

    @cached_property
    def _open(self) -> tuple[str, ...]:
        return tuple(term.text for term in self.terms if term.is_open)


@dataclass(frozen=True)
class Query:
    """A query, understood: its words, and whether all of it is searched for."""

    text: str
    language: str  # The reader's.
    words: tuple[Word, ...]
    was_cut: bool

    def is_met_by(self, known: Collection[str]) -> bool:
        """True when a word with these terms is one of those asked for."""
        return any(word.is_met_by(known) for word in self.words)

    def may_be_met_by(self, surface: str) -> bool:
        """False only for a word of a text that begins unlike all those asked for: most, told without taking them
        apart.
        """
        initials = _initials(surface[:3])
        return not initials or not self._initials.isdisjoint(initials)

    @cached_property
    def _initials(self) -> frozenset[str]:
        terms = {term.text for word in self.words for term in word.terms}
        return frozenset(text[:2] if text.startswith(Kind.LATIN) else fold(text[1:2]) for text in terms)


def understand(text: str, language: str, synonyms: Synonyms = NO_SYNONYMS) -> Query:
    """The query of what a reader of a language typed, at most `LONGEST_QUERY` characters and `MOST_WORDS` words.

    Words that nearly every text holds are left out: who asks how to join looks for "join". Never fails.
    """
    # Some keyboards and files give a letter and its mark apart; words are cut from letters that are whole.
    kept = normalize("NFC", text[:LONGEST_QUERY].replace("\0", " ")).strip()
    asked = readings_of(kept, language)
    tells = telling((word.surface for word in asked), language)
    widened = zip(asked, synonyms.widen(asked), tells, strict=True)
    found = list(
        dict.fromkeys(
            word for asked, others, is_kept in widened if is_kept and (word := _asked(asked, others)).ways
        )
    )
    was_cut = len(text.strip()) > LONGEST_QUERY or len(found) > MOST_WORDS
    return Query(
        text=" ".join(kept.split()), language=language, words=tuple(found[:MOST_WORDS]), was_cut=was_cut
    )


def document_terms(text: str, language: str) -> list[str]:
    """Every term that an engine keeps of a text, marked by its kind, each once, in the order in which they first
    stand there.
    """
    words = dict.fromkeys((word, joined) for _surface, word, joined in cut(text))
    return list(dict.fromkeys(term for word, joined in words for term in _marked(word, language, joined)))


# Few words make up most of every text (Zipf), so that a rebuild finds nearly all of them here.
@lru_cache(maxsize=50_000)
def _marked(word: str, language: str, joined: str) -> tuple[str, ...]:
    return tuple(
        term for term in map(_plain, word_terms_of(word, language, joined).marked()) if len(term) > 1
    )


@lru_cache(maxsize=20_000)
def _initials(start: str) -> frozenset[str]:
    """With what all terms of a word begin that begins so: a letter, folded, or a Latin one. Nothing where that cannot
    be told.
    """
    first = fold(start)[:1]
    if not first.isalnum():
        return frozenset()
    # A Latin word with a figure in it has no skeleton (CSS4).
    return frozenset({first, f"{Kind.LATIN}{first}", f"{Kind.LATIN}{skeleton(clean(start))[:1]}"})


def _asked(word: AskedWord, synonyms: frozenset[str] = frozenset()) -> Word:
    """The ways to meet a word: each holds all terms that weigh as much or more, so that weights add up to the best
    one met.
    """
    weights: dict[Term, float] = {}
    for reading in word.readings:
        for term, weight in _alternatives(reading):
            weights[term] = max(weight, weights.get(term, 0.0))
    shortened = (Term(f"{Kind.FOLDED}{short}") for short in _shortened(fold(word.surface)))
    guesses = [term for term in shortened if term not in weights]
    weights |= dict.fromkeys(guesses, LEVELS[-1])
    others = [Term(text) for text in map(_plain, sorted(synonyms)) if len(text) > 1]
    others = [term for term in others if weights.get(term, 0.0) < SYNONYM]
    weights |= dict.fromkeys(others, SYNONYM)
    levels = [level for level in LEVELS if any(weight >= level for weight in weights.values())]
    return Word(
        tuple(
            Way(level - lower, tuple(term for term, weight in weights.items() if weight >= level))
            for level, lower in zip(levels, [*levels[1:], 0.0], strict=True)
        )[::-1],
        typed=word.surface,
        synonyms=frozenset(term.text for term in others),
        guesses=frozenset(term.text for term in guesses),
    )


def _alternatives(reading: Reading) -> Iterator[tuple[Term, float]]:
    """The term itself, and anything that begins with it, as somebody types who has not come to the end of the word."""
    text = _plain(reading.marked)
    if len(text) > 1:
        yield Term(text), max(reading.weight, LEVELS[-1])
        if len(text) > SHORTEST_OPEN_WORD and reading.kind in OPEN:
            yield Term(text, is_open=True), max(reading.weight * OPEN[reading.kind], LEVELS[-1])


def _shortened(folded: str) -> Iterator[str]:
    """Yields a long word without its last letters: қызылордалық, whose ending makes another word, finds Қызылорда.

    Three fifths must stay.
    """
    if folded.isalpha():
        shortest = max(5, ceil(len(folded) * 3 / 5))
        yield from (folded[:length] for length in range(len(folded) - 1, shortest - 1, -1))


def _plain(term: str) -> str:
    """A term in which only its mark, letters, digits and dots are left: an engine may put it between quotes."""
    return (term[:1] + _ODD.sub("", term[1:]))[:LONGEST_TERM].strip(".")

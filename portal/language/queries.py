"""Analysis of queries: what somebody typed, taken apart; for each word the ways to read it, the likeliest first.

A word is looked for as it is typed, by its stems in each language that its letters allow, in the letters of a Russian
keyboard and in Latin ones; and as what may have been meant: китапханаларды and kitaphanalardy are recognised as
кітапхана, rbnfg as китап typed in the Latin layout, дшикфкн as library in the Cyrillic one. docs/search-analysis.md
says how an engine uses the readings.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from portal.language import keyboards
from portal.language.analysis import LONGEST_TERM, Kind, cut, word_terms_of
from portal.language.folding import clean, fold, is_cyrillic, tidy
from portal.language.kazakh import recall
from portal.language.kazakh.lexicon import words as lexicon
from portal.language.kazakh.stems import stems as kazakh_stems
from portal.language.names import check_language
from portal.language.romanisation import skeleton, to_russian
from portal.language.stemming import KAZAKH_LETTERS, russian_stem

WEIGHTS: Final = {Kind.EXACT: 1.0, Kind.STEM: 0.7, Kind.FOLDED: 0.45, Kind.LATIN: 0.3}
"""Weight of a word that is met by a term of this kind."""

OTHER_LANGUAGE: Final = 0.9  # A stem of another language than the reader's counts this part.
RECALLED: Final = 0.8  # What was recognised in other letters counts this part,
MENDED: Final = 0.6  # and what was mended from another layout.
LONGEST_QUERY: Final = 1000  # Characters; what is beyond is not read.
_SHORTEST_RECALLED: Final = 4  # Letters of a Latin word that may be a Kazakh one: "on" is not он.
_SHORTEST_MENDED: Final = 4
_MOST_UNCLEAR: Final = 2  # Letters i and y of a Latin word that are tried both ways.


@dataclass(frozen=True, slots=True)
class Reading:
    """One term by which a word of a query may be met, the kind of term, and how much that counts (0–1)."""

    kind: Kind
    term: str
    weight: float

    @property
    def marked(self) -> str:
        """The term behind the mark of its kind, as `Terms.marked` has it."""
        return f"{self.kind}{self.term}"


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of a query: its place (from 0), how it is typed, and its readings, the weightiest first."""

    position: int
    surface: str
    readings: tuple[Reading, ...]


def readings_of(query: str, language: str) -> list[AskedWord]:
    """The words of what was typed by a reader of this language, each with its readings. Never fails, whatever the
    query.

    A word is met when a text holds any of its readings under the same kind. Words are mended before signs are cut
    away, for in another layout signs are letters. Raises ValueError for an unknown language.
    """
    check_language(language)
    asked: list[AskedWord] = []
    for typed in tidy(query[:LONGEST_QUERY]).split():
        found = cut(typed)
        mended = _mended(typed)
        if mended and len(found) != 1:
            asked.append(AskedWord(len(asked), typed, _best(_mended_readings(mended, language))))
            continue
        for surface, word, joined in found:
            readings = [
                *_read(word, language, joined),
                *(_mended_readings(mended, language) if mended else ()),
            ]
            asked.append(AskedWord(len(asked), surface, _best(readings)))
    return [word for word in asked if word.readings]


def _best(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Each term of each kind once with its best weight, the weightiest first."""
    best: dict[tuple[Kind, str], Reading] = {}
    for reading in readings:
        known = best.get((reading.kind, reading.term))
        if reading.term and (known is None or known.weight < reading.weight):
            best[reading.kind, reading.term] = reading
    return tuple(sorted(best.values(), key=lambda reading: -reading.weight))


@lru_cache(maxsize=5_000)
def _read(word: str, language: str, joined: str = "") -> tuple[Reading, ...]:
    """The readings of a word in lower case as it is typed, in the letters in which it is typed."""
    return tuple(_typed(word, language, joined))


def _typed(word: str, language: str, joined: str) -> Iterator[Reading]:
    yield from _readings(word, language, joined, 1.0)
    if not is_cyrillic(word):
        yield from _latin_typed(word)
    elif language != "en" and KAZAKH_LETTERS.isdisjoint(word):
        other = "ru" if language == "kk" else "kk"
        yield from _readings(word, other, "", OTHER_LANGUAGE)
    elif language == "en":
        yield from _readings(word, "kk", "", OTHER_LANGUAGE)
    if is_cyrillic(word) and KAZAKH_LETTERS.isdisjoint(word):
        yield from _recalled(recall.folded().recall(word))


def _readings(word: str, language: str, joined: str, part: float) -> Iterator[Reading]:
    for kind, term in word_terms_of(word, language, joined).by_kind():
        yield Reading(kind, term, WEIGHTS[kind] * part)


def _recalled(stems: Iterable[str]) -> Iterator[Reading]:
    for stem in stems:
        yield Reading(Kind.STEM, stem, WEIGHTS[Kind.STEM] * RECALLED)
        yield Reading(Kind.LATIN, skeleton(stem), WEIGHTS[Kind.LATIN])


def _latin_typed(word: str) -> Iterator[Reading]:
    """A Latin word as Kazakh or Russian: recognised in the lexicon, with i and y told apart both ways, and as a
    Russian stem.
    """
    if len(word) >= _SHORTEST_RECALLED and word.isalpha():
        yield from _recalled(recall.romanised().recall(word))
        russian = russian_stem(to_russian(word)[:LONGEST_TERM])
        yield Reading(Kind.STEM, russian, WEIGHTS[Kind.STEM] * MENDED)
        yield Reading(Kind.LATIN, skeleton(russian), WEIGHTS[Kind.LATIN])
    for spelt in _unclear(skeleton(word)):
        yield Reading(Kind.LATIN, spelt, WEIGHTS[Kind.LATIN] * RECALLED)


def _unclear(spelt: str) -> Iterator[str]:
    """The skeleton with each i and y read as either, where they are few; else all as i and all as y."""
    places = [place for place, letter in enumerate(spelt) if letter in "iy"]
    if len(places) > _MOST_UNCLEAR:
        yield spelt.replace("y", "i")
        yield spelt.replace("i", "y")
        return
    for letters in product("iy", repeat=len(places)):
        chosen = dict(zip(places, letters, strict=True))
        yield "".join(chosen.get(place, letter) for place, letter in enumerate(spelt))


def _mended(typed: str) -> tuple[str, ...]:
    """The words that may have been meant in another layout, if what is typed makes less sense than they do."""
    if is_cyrillic(typed):
        word = clean(typed)
        meant = "" if _is_known(word) else keyboards.as_latin(word)
        return (meant,) if meant else ()
    meant_words = [word for word in keyboards.as_cyrillic(typed) if _is_worth_mending(word, clean(typed))]
    known = tuple(word for word in meant_words if _is_known(word))
    if known:
        is_sure = not keyboards.looks_latin(clean(typed)) or len(cut(typed)) == 1
        return known if is_sure else ()
    if keyboards.looks_latin(clean(typed)):
        return ()
    return tuple(word for word in meant_words if keyboards.looks_cyrillic(word))


def _is_worth_mending(meant: str, typed: str) -> bool:
    """True when the word is long enough to be no chance: the, by and way are words in the other layout as well."""
    return len(meant) >= _SHORTEST_MENDED or (
        len(meant) == _SHORTEST_MENDED - 1 and not keyboards.looks_latin(typed)
    )


def _is_known(word: str) -> bool:
    """True when the lexicon knows the Cyrillic word or a stem of it, in its own letters or in those of a Russian
    keyboard.
    """
    if not lexicon().isdisjoint((word, *kazakh_stems(word))):
        return True
    return KAZAKH_LETTERS.isdisjoint(word) and bool(recall.folded().recall(fold(word)))


def _mended_readings(meant: tuple[str, ...], language: str) -> Iterator[Reading]:
    for word in meant:
        for reading in _read(word, language):
            yield Reading(reading.kind, reading.term, reading.weight * MENDED)

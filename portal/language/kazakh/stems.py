"""The stems that a Kazakh word may have.

Four of five words of a text can be read in several ways (алмасы: his apple, his diamond), so a word has several
stems, and search keeps all of them. Every way to cut an ending off that the sounds allow is tried; the stems that the
lexicon knows are kept, and where it knows none, those that the rules alone leave.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from portal.language.kazakh import endings as e
from portal.language.kazakh.lexicon import LOSING_A_VOWEL, words

LONGEST_WORD: Final = 60
"""Letters; a longer word is its own only stem."""

_SHORTEST_STEM: Final = 2
_SHORTEST_GUESS: Final = 3  # Letters of a stem that no lexicon knows.
_SHORTEST_GUESSED_VERB: Final = 5
_LONGEST_UNCLEAR: Final = 5  # Letters of a verbal noun whose verb might end in ы or і: еру of ері.
_LIKE_A_VERB: Final = re.compile("..(?:[дт][ыі]р|[ғгқк][ыі]з|[лдт][ае][нс]?|лт|[длт]ат|[длт]ет|[сғ][ыі]н)$")
_QUALITY: Final = re.compile("[дт](?:ық|ік)$")
_BACK_VOWELS: Final = frozenset("аоұыяё")
_FRONT_VOWELS: Final = frozenset("әеөүіэ")
_VOWELS: Final = _BACK_VOWELS | _FRONT_VOWELS | frozenset("иую")
_NATIVE_LETTERS: Final = frozenset("әғқңөұүһі")
_EVERY: Final = (1 << 16) - 1
_HARD_OF: Final = {"г": "к", "ғ": "қ", "б": "п"}

_NOMINAL: Final = e.nominal_endings()
_FINITE: Final = e.verbal_endings()
_PARTICIPLES: Final = e.participle_endings()
_COMPARATIVE: Final = e.comparative_endings()


@lru_cache(maxsize=200_000)
def stems(word: str) -> tuple[str, ...]:
    """The stems that this word, in lower case, may have: at least one, itself when it may stand without an ending."""
    if not _SHORTEST_STEM < len(word) <= LONGEST_WORD or not e.class_of(word):
        return (word,)
    nominal = list(_nominal_stems(word))
    found = {stem: None for stem in (word, *(stem for _, stem in nominal)) if stem in words()}
    is_noun = bool(found)
    for base in dict.fromkeys((word, *(base for base, _ in nominal))):
        found |= dict.fromkeys(_verbs_of_noun(base))
    found |= dict.fromkeys(_finite_verbs(word))
    found |= dict.fromkeys(stem for stem in _cut(word, _COMPARATIVE) if stem in words())
    if not is_noun:
        found |= dict.fromkeys((word, *(stem for base, stem in nominal if len(base) >= _SHORTEST_GUESS)))
        found |= dict.fromkeys(verb for verb in _guessed_verbs(word) if len(verb) >= _SHORTEST_GUESSED_VERB)
    return tuple(found)


def is_verb(stem: str) -> bool:
    """True when the lexicon knows the verbal noun of this stem (оқы, since оқу is a word), or the stem and it looks
    like a verb.
    """
    return verbal_noun(stem) in words() or (stem in words() and _LIKE_A_VERB.search(stem) is not None)


def verbal_noun(stem: str) -> str:
    """The noun in -у of a verb: оқы-оқу, тап-табу, қой-қою."""
    if stem[-1] in "ыі":
        return stem[:-1] + "у"
    if stem[-2:] in ("ый", "ій"):
        return stem[:-2] + "ию"
    if stem[-1] in "йи":
        return stem.removesuffix("й") + "ю"
    return stem[:-1] + {"п": "б", "к": "г", "қ": "ғ"}.get(stem[-1], stem[-1]) + "у"


def _nominal_stems(word: str) -> Iterator[tuple[str, str]]:
    """(what stands before an ending, the stem that it is a form of) for each way to cut a noun's ending off."""
    for base, ending in _splits(word, _NOMINAL):
        yield from ((base, stem) for stem in _with_swallowed(base) if stem in words())
        if ending[0] not in "ыі":
            yield base, base
            continue
        for stem in (_HARD_OF.get(base[-1]), LOSING_A_VOWEL.get(base)):
            if stem:
                yield base, (base[:-1] + stem if len(stem) == 1 else stem)
        yield base, base
        if base + "ь" in words():
            yield base, base + "ь"


def _with_swallowed(base: str) -> tuple[str, ...]:
    """Returns what a loan may have been before a consonant melted into the ending: процес-тің, солис-тен, съез-ге."""
    last = base[-1]
    return (
        (base + last, base + "т")
        if last == "с"
        else (base + last, base + "д")
        if last == "з"
        else (base + last,)
    )


def _verbs_of_noun(base: str) -> Iterator[str]:
    """The verbs whose participle or verbal noun this is."""
    for stem in _cut(base, _PARTICIPLES):
        yield from _voices(stem)
    if base[-1] in "ую" and len(base) > 2:
        stem = base[:-1]
        for verb in (
            stem,
            stem[:-1] + _HARD_OF.get(stem[-1], ""),
            stem + "ы",
            stem + "і",
            stem + "й",
            stem[:-1] + "ый",
            stem[:-1] + "ій",
        ):
            if verb in words() and verbal_noun(verb) == base:
                yield verb
        if base in words() and (
            stem[-1] in "ае" or (len(base) > _LONGEST_UNCLEAR and stem[-1] not in "гғбйи")
        ):
            yield stem


def _finite_verbs(word: str) -> Iterator[str]:
    """The verbs that this may be a finite form or a converb of."""
    looks_like_quality = _QUALITY.search(
        word
    )  # бюджеттік is budgetary, though -тік says "we" of a verb as well.
    for stem in _cut(word, _FINITE):
        if not looks_like_quality:
            yield from _voices(stem)
        elif is_verb(stem):
            yield stem


def _voices(stem: str) -> Iterator[str]:
    """The stem, if it is a verb, and the verb that it is the passive of: құрыл, құр; сақтал, сақта; алын, ал."""
    if is_verb(stem):
        yield stem
    active: tuple[str, ...] = ()
    if stem[-1] == "л" and stem[-2] in "ыі":
        active = (stem[:-2], stem[:-3] + _HARD_OF.get(stem[-3:-2], ""), stem[:-1])
    elif stem[-1] == "л" and stem[-2] in "ае":
        active = (stem[:-1],)
    elif stem[-3:] in ("лын", "лін"):
        active = (stem[:-2],)
    for verb in active:
        if len(verb) >= _SHORTEST_GUESS and verbal_noun(verb) in words():
            yield verb


def _guessed_verbs(word: str) -> Iterator[str]:
    """Verbs that no lexicon knows, by the syllable that makes a verb of a noun: жарнама-ла."""
    for stem in (*_cut(word, _FINITE), *_cut(word, _PARTICIPLES), word.removesuffix("у")):
        if stem[-2:] in ("ла", "ле", "да", "де", "та", "те"):
            yield stem


def _cut(word: str, table: dict[str, int]) -> Iterator[str]:
    """The stems of a verb or an adjective before each ending of the table that the word has."""
    for base, ending in _splits(word, table):
        yield base
        if ending[0] in "аеыіу" and base[-1] in _HARD_OF:
            yield base[:-1] + _HARD_OF[base[-1]]
        if ending in ("ып", "іп") and base[-1] == "у":
            yield base[:-1] + "п"
    for fused in _fused(word, table):
        yield from fused


def _splits(word: str, table: dict[str, int]) -> Iterator[tuple[str, str]]:
    for place in range(len(word) - 1, _SHORTEST_STEM - 1, -1):
        bits = table.get(word[place:])
        if bits and bits & _bits(word[:place]):
            yield word[:place], word[place:]


def _bits(stem: str) -> int:
    """The bits of the endings that a stem may take; both harmonies for what may be a loan, which waver."""
    if stem[-1] in "ьъ":
        return _EVERY
    sound = e.class_of(stem)
    if stem[-1] == "в" or _NATIVE_LETTERS.isdisjoint(stem):
        return sound << e.BACK | sound << e.FRONT
    for place in range(len(stem) - 1, -1, -1):
        letter = stem[place]
        if letter in _BACK_VOWELS:
            return sound << e.BACK
        if letter in _FRONT_VOWELS:
            return sound << e.FRONT
        if letter in "июу" and place < len(stem) - 1:
            break
    return sound << e.BACK | sound << e.FRONT


def _fused(word: str, table: dict[str, int]) -> Iterator[list[str]]:
    """Stems whose last vowel or й melted into the ending: оқ-иды is оқы-йды, қо-яды is қой-ады."""
    for place in range(len(word) - 1, 0, -1):
        letter, rest = word[place], word[place + 1 :]
        if letter == "и" and table.get("й" + rest):
            yield [word[:place] + "ы", word[:place] + "і"]
        elif letter == "я" and table.get("а" + rest):
            stem = word[:place]
            yield [stem + "й"] + [stem[:-1] + vowel + "й" for vowel in "ыі" if stem[-1] == "и"]

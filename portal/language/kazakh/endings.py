"""The endings of Kazakh nouns and verbs, each with the stems that it can stand after.

An ending depends on two things of the stem before it: the class of its last sound (кітап-тар, адам-дар, бала-лар) and
whether its vowels are back or front (бала-лар, көше-лер). So the tables hold, for each ending as it is written, a set
of bits: one for each class and harmony after which it is right. They are made at import from the rules below (source:
any grammar of Kazakh; the order is stem, number, owner, case). Derivations that make other words (-лық, -шы, -лы, -сыз,
-ша) are no endings here: кітапханашы is not to be found as кітапхана.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

BACK, FRONT = 0, 1
VOWEL, GLIDE, NASAL, LATERAL, LIQUID, BUZZ, VOICED, VOICELESS = (1 << (2 * place) for place in range(8))
"""Classes of a last sound, each a bit; shifted by the harmony. Glides are у, ю, и: vowels that take endings as й does."""

_LETTERS: Final = {
    VOWEL: "аәеёоөұүыіэя",
    GLIDE: "уюи",
    NASAL: "мнң",
    LATERAL: "л",
    LIQUID: "рй",
    BUZZ: "зж",
    VOICED: "бвгғд",
    VOICELESS: "пткқсшщцчфхһ",
}
CLASS_OF: Final = {letter: sound for sound, letters in _LETTERS.items() for letter in letters}
"""Class of a letter; ь and ъ have none."""

_HARD: Final = VOICED | VOICELESS
_SOFT: Final = GLIDE | NASAL | LATERAL | LIQUID | BUZZ
_CONSONANT: Final = _SOFT | _HARD

Rule = tuple[tuple[int, str], ...]

# A is а or е, I is ы or і, G is ғ or г, Q is қ or к.
_PLURAL: Final[Rule] = ((VOWEL | GLIDE | LIQUID, "лAр"), (NASAL | LATERAL | BUZZ, "дAр"), (_HARD, "тAр"))
_CASES: Final[tuple[Rule, ...]] = (
    ((VOWEL | NASAL, "нIң"), (GLIDE | LATERAL | LIQUID | BUZZ, "дIң"), (_HARD, "тIң")),
    ((VOWEL | _SOFT, "GA"), (_HARD, "QA")),
    ((VOWEL, "нI"), (_SOFT, "дI"), (_HARD, "тI")),
    ((VOWEL | _SOFT, "дA"), (_HARD, "тA")),
    ((NASAL, "нAн"), (VOWEL | GLIDE | LATERAL | LIQUID | BUZZ, "дAн"), (_HARD, "тAн")),
    ((VOWEL | GLIDE | NASAL | LATERAL | LIQUID, "мен"), (BUZZ, "бен"), (_HARD, "пен")),
    ((VOWEL | GLIDE | NASAL | LATERAL | LIQUID, "менен"), (BUZZ, "бенен"), (_HARD, "пенен")),
    ((VOWEL | _SOFT, "дAй"), (_HARD, "тAй")),
    ((VOWEL | NASAL, "нікі"), (GLIDE | LATERAL | LIQUID | BUZZ, "дікі"), (_HARD, "тікі")),
)
_PLACE: Final[Rule] = ((VOWEL | _SOFT, "дAGI"), (_HARD, "тAQI"), (_HARD, "тAGI"))
_FIRST_OR_SECOND: Final = ("", "нIң", "A", "дI", "дA", "нAн", "мен", "дAGI", "дAй", "нікі")  # My, your.
_THIRD: Final = ("", "нIң", "нA", "н", "ндA", "нAн", "мен", "ндAGI", "ндAй", "нікі")  # His, her, its, their.
_PLURAL_OWNER: Final = ("", "дIң", "GA", "дI", "дA", "дAн", "бен", "мен", "дAGI", "дAй", "дікі")  # Our, your.
_OWNERS: Final[tuple[tuple[Rule, tuple[str, ...]], ...]] = (
    (((VOWEL, "м"), (_CONSONANT, "Iм")), _FIRST_OR_SECOND),
    (((VOWEL, "ң"), (_CONSONANT, "Iң")), _FIRST_OR_SECOND),
    (((VOWEL | GLIDE, "сI"), (_CONSONANT, "I")), _THIRD),
    (((VOWEL, "мIз"), (_CONSONANT, "IмIз")), _PLURAL_OWNER),
    (((VOWEL, "ңIз"), (_CONSONANT, "IңIз")), _PLURAL_OWNER),
    (((VOWEL, "ңдAр"), (_CONSONANT, "IңдAр")), _PLURAL_OWNER),
    (((VOWEL, "ңIздAр"), (_CONSONANT, "IңIздAр")), _PLURAL_OWNER),
)

_NEGATION: Final[Rule] = (
    (VOWEL | GLIDE | LATERAL | LIQUID, "мA"),
    (NASAL | BUZZ | LATERAL | LIQUID, "бA"),
    (_HARD, "пA"),
)
_PERSONS: Final = ("", "мIн", "бIн", "пIн", "сIң", "сIз", "мIз", "бIз", "пIз", "сIңдAр", "сIздAр")
_SHORT_PERSONS: Final = ("", "м", "ң", "ңIз", "Q", "ңдAр", "ңIздAр")
_OWN_PERSONS: Final = ("м", "ң", "сI", "мIз", "ңIз", "лAрIң", "лAрIңIз")
_PAST: Final[Rule] = ((VOWEL | _SOFT, "дI"), (_HARD, "тI"))
_PERFECT: Final[Rule] = ((VOWEL | _SOFT, "GAн"), (_HARD, "QAн"))
_FUTURE: Final[Rule] = ((VOWEL, "р"), (_CONSONANT, "Aр"))
_INTENT: Final[Rule] = tuple((classes, f"{text}Q") for classes, text in _NEGATION)
_NOW: Final[Rule] = ((VOWEL, "й"), (_CONSONANT, "A"))
_AFTER: Final[Rule] = ((VOWEL, "п"), (_CONSONANT, "Iп"))
_WISH: Final[Rule] = ((VOWEL | _SOFT, "GI"), (_HARD, "QI"))
_VERB_ENDINGS: Final[tuple[tuple[Rule, tuple[str, ...]], ...]] = (
    (_PAST, _SHORT_PERSONS),
    (((VOWEL | _CONSONANT, "сA"),), _SHORT_PERSONS),
    (_NOW, ("", *(person for person in _PERSONS if person), "дI")),
    (_AFTER, ("", *(person for person in _PERSONS if person), "тI")),
    (_INTENT, (*_PERSONS, "шI")),
    (_WISH, _OWN_PERSONS),
    (_PERFECT, ("шA",)),
    (((VOWEL | _SOFT, "GAлI"), (_HARD, "QAлI")), ("",)),
    (((VOWEL | _CONSONANT, "сIн"),), ("", "дAр")),
    (((VOWEL, "йIн"), (_CONSONANT, "AйIн"), (VOWEL, "йIQ"), (_CONSONANT, "AйIQ")), ("",)),
    (((VOWEL, "ң"), (_CONSONANT, "Iң")), ("", "Iз", "IздAр", "дAр")),
)
_AFTER_NEGATION: Final = ("", "йIншA", "стAн", *(f"с{person}" for person in _PERSONS))


def class_of(text: str) -> int:
    """The class of the last sound, 0 when it is no Kazakh letter; a soft sign is as the letter before it."""
    return CLASS_OF.get(text[-1:], 0) or CLASS_OF.get(text[-2:-1], 0)


def _spelt(text: str, harmony: int) -> str:
    return text.translate(_BY_HARMONY[harmony])


_BY_HARMONY: Final = (
    str.maketrans({"A": "а", "I": "ы", "G": "ғ", "Q": "қ"}),
    str.maketrans({"A": "е", "I": "і", "G": "г", "Q": "к"}),
)


def _after(rule: Rule, sound: int) -> Iterator[str]:
    return (text for classes, text in rule if classes & sound)


def _sound(text: str) -> int:
    return {"A": VOWEL, "I": VOWEL, "Q": VOICELESS}.get(text[-1]) or CLASS_OF[text[-1]]


def _nominal(sound: int, with_plural: bool = True) -> Iterator[str]:
    """Every ending of a noun whose last sound is of this class, in rules' letters; no ending is one as well."""
    yield ""
    for case in _CASES:
        yield from _after(case, sound)
    for place in _after(_PLACE, sound):
        yield from _attributes(place)
    for owner, cases in _OWNERS:
        for text in _after(owner, sound):
            yield from (text + case for case in cases)
            yield from (
                f"{text}{case}{more}" for case in cases if case.endswith("GI") for more in _ATTRIBUTE_CASES
            )
    if with_plural:
        for text in _after(_PLURAL, sound):
            yield from (text + more for more in _nominal(LIQUID, with_plural=False))


_ATTRIBUTE_CASES: Final = tuple(
    f"{number}{case}"
    for number, cases in (
        ("", ("нIң", "GA", "нI", "дA", "дAн", "мен", "сI", "сIнIң", "сIнA", "сIн", "сIндA", "сIнAн")),
        ("лAр", ("", "дIң", "GA", "дI", "дA", "дAн", "мен", "I", "IнIң", "IнA", "Iн", "IндA", "IнAн")),
    )
    for case in cases
)


def _attributes(place: str) -> Iterator[str]:
    """Yields the word for what is in a place, with its own endings: кітаптағы, кітаптағылардың."""
    yield place
    yield from (place + more for more in _ATTRIBUTE_CASES)


def _with_negation(sound: int, rule_book: Callable[[int], Iterator[str]]) -> Iterator[str]:
    """The endings after a stem that ends in this class, and the same after its negation: бар-ды, бар-ма-ды."""
    yield from rule_book(sound)
    for negation in _after(_NEGATION, sound):
        yield from (negation + text for text in rule_book(VOWEL))


def _finite(sound: int) -> Iterator[str]:
    for rule, more in _VERB_ENDINGS:
        for text in _after(rule, sound):
            yield from (text + person for person in more)
    for participle in _participles(sound):
        yield from (participle + person for person in _PERSONS if person)
        if participle.endswith("тIн"):
            yield participle + "A"  # баратына, beside баратынға
    for text in _after(_NEGATION, sound):
        yield from (text + more for more in _AFTER_NEGATION)


def _participles(sound: int) -> Iterator[str]:
    """Yields the endings that make an adjective or a noun of a verb, to take a noun's endings: барған, баратын,
    барар, бармас, барғандық.
    """
    yield from _after(_PERFECT, sound)
    yield from (f"{text}дIQ" for text in _after(_PERFECT, sound))
    yield from (f"{text}тIн" for text in _after(_NOW, sound))
    yield from _after(_FUTURE, sound)
    yield from (f"{text}с" for text in _after(_NEGATION, sound))
    yield from _after(_INTENT, sound)


def _table(endings: dict[int, Iterable[str]]) -> dict[str, int]:
    table: dict[str, int] = defaultdict(int)
    for sound, texts in endings.items():
        for text in texts:
            for harmony in (BACK, FRONT):
                table[_spelt(text, harmony)] |= sound << harmony
    table.pop("", None)
    return dict(table)


def nominal_endings() -> dict[str, int]:
    """Endings of nouns, as written, with the bits of the stems that take them."""
    return _table({sound: set(_nominal(sound)) for sound in _LETTERS})


def verbal_endings() -> dict[str, int]:
    """Endings of verbs, as written, with the bits of the stems that take them."""
    return _table({sound: set(_with_negation(sound, _finite)) for sound in _LETTERS})


def participle_endings() -> dict[str, int]:
    """Endings that make of a verb what takes the endings of nouns, with the bits of the stems that take them."""
    return _table({sound: set(_with_negation(sound, _participles)) for sound in _LETTERS})


def comparative_endings() -> dict[str, int]:
    """Endings of comparison: жақсырақ, биігірек."""
    return _table({sound: ["рAQ" if sound == VOWEL else "IрAQ"] for sound in _LETTERS})

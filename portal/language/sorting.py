"""Sort keys for names, so that one stored column sorts as a Kazakh, Russian or English reader expects.

Databases differ in their collations (SQLite has none for Cyrillic; by code point Ә Ғ Қ Ң Ө Ұ Ү Һ І come after
Я), so the order is computed here and stored. A key holds decimal digits only: two a letter.
"""

import re
import string
from typing import Final

from anyascii import anyascii

from portal.language.folding import clean, fold
from portal.language.names import check_language

KAZAKH_ALPHABET: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
"""The Kazakh Cyrillic alphabet of 42 letters, in its order."""

RUSSIAN_ALPHABET: Final = "аәбвгғдежзиійкқлмнңоөпрстуұүфхһцчшщъыьэюя"
"""The Russian alphabet with each Kazakh letter after the one it resembles; ё sorts as е, as in Russian
dictionaries and library catalogues."""

_CYRILLIC_IN_ORDER: Final = {"kk": KAZAKH_ALPHABET, "ru": RUSSIAN_ALPHABET, "en": KAZAKH_ALPHABET}
_SPACE: Final = "00"
_WORD_PARTS: Final = re.compile(r"[^\W_]+")
_APOSTROPHES_AND_QUOTES: Final = re.compile(r"['\"]+")


def _codes(language: str) -> dict[str, str]:
    cyrillic = _CYRILLIC_IN_ORDER[language]
    scripts = (string.ascii_lowercase, cyrillic) if language == "en" else (cyrillic, string.ascii_lowercase)
    codes = {
        character: f"{position:02}"
        for position, character in enumerate(string.digits + "".join(scripts), start=1)
    }
    return codes | {"ё": codes.get("ё", codes["е"])}


_CODES: Final = {language: _codes(language) for language in _CYRILLIC_IN_ORDER}


def _character_key(character: str, codes: dict[str, str]) -> str:
    if character in codes:
        return codes[character]
    plain = fold(character)
    spelt = plain if all(letter in codes for letter in plain) else anyascii(plain).lower()
    return "".join(codes.get(letter, "") for letter in spelt)


def sort_key(text: str, language: str, max_length: int = 120) -> str:
    """A string of decimal digits that sorts, byte by byte or under any collation, as the reader expects.

    Order: the space between words, digits, then Cyrillic and Latin (Latin first in English). Case, quotes
    and punctuation do not count; a hyphen, a dot or a dash parts words. Letters of other alphabets sort as
    their Latin spelling, or as the Cyrillic letter they derive from. `max_length` is that of the result, two
    characters a letter. Sources: the alphabets above; that words come before letters ("Ақ бота" before
    "Ақбота") is the rule of library catalogues. Raises ValueError for an unknown language.
    """
    codes = _CODES[check_language(language)]
    bare = _APOSTROPHES_AND_QUOTES.sub("", clean(text))
    parts = ("".join(_character_key(letter, codes) for letter in part) for part in _WORD_PARTS.findall(bare))
    return _SPACE.join(part for part in parts if part)[: max_length - max_length % 2]

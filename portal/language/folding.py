"""Fold a text to the form in which two spellings of one word are equal, and give its Latin spellings.

Many people type Kazakh words on a Russian keyboard (кызылорда for Қызылорда) or in Latin letters
(Qyzylorda, Kyzylorda, Kizilorda). What is compared is therefore never the text but its folded form, and a
Cyrillic word is also known by the few Latin spellings that are in common use.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from anyascii import anyascii

# Before Unicode decomposition: signs that NFKC would turn into letters, or into a space with an accent.
_BEFORE: Final = str.maketrans({"´": "'", "№": " "})

_APOSTROPHES: Final = "`‘’‚‛′ʹʻʼʽˈ‹›"
_QUOTES: Final = "“”„‟″«»〝〞〟"
_DASHES: Final = "‐‑‒–—―−⁃"

# Marks of these combining classes carry a letter of their own (nukta, kana voicing, virama).
_KEPT_COMBINING_CLASSES: Final = frozenset({0, 7, 8, 9})

_PLAIN_CYRILLIC: Final = str.maketrans("әғқңөұүһіёй", "агкноуухиеи")
_PLAIN_LATIN: Final = str.maketrans(
    {"ı": "i", "ŋ": "n", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
)
_PLAIN: Final = _PLAIN_CYRILLIC | _PLAIN_LATIN


class _PerCharacter(dict[int, str]):
    """A translation table for str.translate that works out each character once."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        self.rule = rule

    def __missing__(self, codepoint: int) -> str:
        self[codepoint] = self.rule(chr(codepoint))
        return self[codepoint]


def _clean_character(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return ""
    if character in _APOSTROPHES:
        return "'"
    if character in _QUOTES:
        return '"'
    return "-" if character in _DASHES else character


def _without_mark(character: str) -> str:
    return character if unicodedata.combining(character) in _KEPT_COMBINING_CLASSES else ""


_CLEAN: Final = _PerCharacter(_clean_character)
_UNMARKED: Final = _PerCharacter(_without_mark)


def clean(text: str) -> str:
    """Return the text in lower case with one form for each sign, every letter kept: "«Ғылым»" → '"ғылым"'.

    Unicode NFKC and case folding; NUL, control and invisible characters and lone surrogates are removed,
    white space is collapsed, quotes and dashes become ASCII ones, № goes. Never fails.
    """
    text = unicodedata.normalize("NFKC", text.translate(_BEFORE).translate(_CLEAN))
    text = unicodedata.normalize("NFKC", text.casefold()).translate(_CLEAN)
    return " ".join(unicodedata.normalize("NFKC", text).split())


def tidy(text: str) -> str:
    """Return the text as `clean` does, but in the case in which it was written. Never fails."""
    return unicodedata.normalize(
        "NFKC", unicodedata.normalize("NFKC", text.translate(_BEFORE).translate(_CLEAN)).translate(_CLEAN)
    )


def _unmark(text: str) -> str:
    """Strip diacritics, also the breve of й and the dots of ё."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text).translate(_UNMARKED))


def fold(text: str) -> str:
    """Return the form in which spellings are compared: "Қызылорда" and "кызылорда" → "кызылорда".

    `clean`, then ә→а ғ→г қ→к ң→н ө→о ұ,ү→у һ→х і→и ё→е й→и (the letters a Russian keyboard lacks or that
    readers do not tell apart), then Latin letters without diacritics (Qaraǵandy → qaragandy). Folding twice
    changes nothing. Source of the letters: what visitors to Kazakh sites type.
    """
    return " ".join(_unmark(_unmark(clean(text)).translate(_PLAIN)).split())


def is_cyrillic(text: str) -> bool:
    """True when the text holds at least one Cyrillic letter."""
    return _CYRILLIC_LETTER.search(text) is not None


_CYRILLIC_LETTER: Final = re.compile(r"[Ѐ-ҁҊ-ԯ]")
_NOT_ASCII_WORD: Final = re.compile(r"[^a-z0-9]+")
_SIGNS: Final = str.maketrans("", "", "ъьЪЬ")


def latin(text: str) -> str:
    """Lower-case ASCII transliteration by anyascii, of the letters as written: "Ғылым" → "ghylym".

    The hard and soft signs are dropped; punctuation stays.
    """
    return " ".join(anyascii(clean(text).translate(_SIGNS)).lower().split())


# One letter in many, by the letter. Letters not named here are the same in every spelling.
_SHARED: Final = {
    **dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufye", strict=True)),
    "ә": "a",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "і": "i",
    "ё": "e",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "ъ": "",
    "ь": "",
}
# As in passports and on road signs: BGN/PCGN for Russian, and the Russian letter for each Kazakh one.
_PASSPORT: Final = _SHARED | {
    "ғ": "g",
    "қ": "k",
    "ң": "n",
    "һ": "kh",
    "х": "kh",
    "ж": "zh",
    "й": "y",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
}
# The same by those who write i for every ы and й: Kizilorda, Kostanai.
_PASSPORT_WITH_I: Final = _PASSPORT | {"ы": "i", "й": "i", "ю": "iu", "я": "ia"}
# The Kazakh Latin alphabet presented in January 2021, diacritics left out (Ş as people type it: sh or s).
_ALPHABET_2021: Final = _SHARED | {
    "ғ": "g",
    "қ": "q",
    "ң": "n",
    "һ": "h",
    "х": "h",
    "ж": "j",
    "й": "i",
    "щ": "sh",
    "ю": "iu",
    "я": "ia",
    "ё": "io",
}
_ALPHABET_2021_WITH_S: Final = _ALPHABET_2021 | {"ш": "s", "щ": "s"}

_SPELLINGS: Final = tuple(
    str.maketrans(table) for table in (_PASSPORT, _PASSPORT_WITH_I, _ALPHABET_2021, _ALPHABET_2021_WITH_S)
)


def _ascii_letters(text: str) -> str:
    return _NOT_ASCII_WORD.sub("", anyascii(text).lower())


def latin_forms(text: str) -> frozenset[str]:
    """The common ASCII spellings of a Cyrillic word, empty for a word without Cyrillic letters.

    "Қызылорда" → qyzylorda (anyascii, and the alphabet of 2021), kyzylorda (passports), kizilorda (i for ы).
    At most five, of letters and digits only. Sources: anyascii; BGN/PCGN romanisation of Russian; the Kazakh
    Latin alphabet of 2021 without its diacritics.
    """
    cleaned = clean(text)
    if not is_cyrillic(cleaned):
        return frozenset()
    spellings = {_ascii_letters(cleaned.translate(table)) for table in _SPELLINGS}
    return frozenset(spellings | {_ascii_letters(cleaned.translate(_SIGNS))}) - {""}

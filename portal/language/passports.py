"""Names of people in Latin letters as Kazakhstan's passports have them.

Source: the table of ICAO Doc 9303, part 3, section 6 B, and where Kazakhstan's passports differ from it their practice
(Тоқаев TOKAYEV, Ержан YERZHAN, Юлия YULIYA): й is y, ю and я are yu and ya, е is ye where it begins a word or follows
a vowel or a sign, and ъ is left out. The ministry prints another spelling for whoever asks for it, so that what stands
here is a proposal and never the last word.
"""

import re
import unicodedata
from typing import Final

_LETTERS: Final = (
    dict(zip("аәбвгғдеёзийіклмнңоөпрстуұүфһыэқ", "aabvggdeeziyiklmnnooprstuuufhyek", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
    | {"ъ": "", "ь": ""}
)
_SOFT_E: Final = re.compile(r"(?<![^\W\d_])[её]|(?<=[аәеёиоөуұүыіэюяъь])[её]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BETWEEN: Final = frozenset("-‐‑'’ʼ. ")  # What may stand between the letters of a name.


def passport_latin(name: str) -> str:
    """The name in Latin letters, each word with a capital: Әсел Ержанқызы → Asel Yerzhankyzy. Latin words stay; what
    is no Latin letter then goes.
    """
    spelt = _WORD.sub(lambda word: _spelt(word[0]), unicodedata.normalize("NFC", name))
    return " ".join("".join(sign for sign in spelt if is_latin(sign)).split())


def is_name(text: str) -> bool:
    """True for letters of any script, with the signs that stand between those of a name: Д’Артаньян-Ким Ә."""
    return all(sign in _BETWEEN or unicodedata.category(sign)[0] in "LM" for sign in text)


def is_latin(text: str) -> bool:
    """True for a name in Latin letters: O’Neill-Müller J."""
    composed = unicodedata.normalize("NFC", text)
    return all(sign in _BETWEEN or unicodedata.name(sign, "").startswith("LATIN ") for sign in composed)


def _spelt(word: str) -> str:
    small = word.lower()
    if not any(letter in _LETTERS for letter in small):
        return word
    latin = "".join(_LETTERS.get(letter, letter) for letter in _SOFT_E.sub("йэ", small))
    return latin.capitalize() if word[0].isupper() else latin

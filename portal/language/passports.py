"""Names of people in Latin letters as Kazakhstan's passports have them.

Source: the table of ICAO Doc 9303, part 3, section 6 B, and where Kazakhstan's passports differ from it their practice
(Тоқаев TOKAYEV, Ержан YERZHAN, Юлия YULIYA): й is y, ю and я are yu and ya, е is ye where it begins a word or follows
a vowel or a sign, and ъ is left out. The ministry prints another spelling for whoever asks for it, so that what stands
here is a proposal and never the last word.
"""

import re
from typing import Final

_LETTERS: Final = (
    dict(zip("аәбвгғдеёзийіклмнңоөпрстуұүфһыэқ", "aabvggdeeziyiklmnnooprstuuufhyek", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
    | {"ъ": "", "ь": ""}
)
_SOFT_E: Final = re.compile(r"(?<![^\W\d_])[её]|(?<=[аәеёиоөуұүыіэюяъь])[её]")
_WORD: Final = re.compile(r"[^\W\d_]+")


def passport_latin(name: str) -> str:
    """The name in Latin letters, each word with a capital: Әсел Ержанқызы → Asel Yerzhankyzy. Latin words stay."""
    return _WORD.sub(lambda word: _spelt(word[0]), name)


def _spelt(word: str) -> str:
    small = word.lower()
    if not any(letter in _LETTERS for letter in small):
        return word
    latin = "".join(_LETTERS.get(letter, letter) for letter in _SOFT_E.sub("йэ", small))
    return latin.capitalize() if word[0].isupper() else latin

"""One Latin spelling for all the ways in which people write Kazakh and Russian in Latin letters.

Кітапхана is typed as kitaphana, kitapkhana, kıtaphana; Қызылорда as Qyzylorda, Kyzylorda, Qızılorda. The *skeleton*
of a word is the same for its Cyrillic form and for each of these, so that both sides of a search meet there. What
spellings disagree on most (y or i, sh or s, kh or h or k) is kept apart in the skeleton, lest кіл and қыл become one,
and given up only in the *coarse* skeleton by which a query is looked up in the lexicon.

Sources: the Kazakh Latin alphabets presented in 2018 and 2021, BGN/PCGN, and what people type in ASCII.
"""

import re
import unicodedata
from typing import Final

from anyascii import anyascii

_CYRILLIC: Final = str.maketrans(
    dict(zip("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһыіэ", "aabvggdeejziikklmnnooprstuuufhhyie", strict=True))
    | {"ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "ъ": "", "ь": ""}
)
# Letters with signs as the alphabets of 2018 (á ǵ ı ń ó ú ý) and 2021 (ä ğ ı ñ ö ş ū ü) have them.
_SIGNED: Final = str.maketrans(
    {
        "ş": "sh",
        "ç": "ch",
        "ý": "u",
        "ı": "i",
        "ə": "a",
        "ŋ": "n",
        "ʻ": "",
        "ʼ": "",
        "'": "",
        "`": "",
        "’": "",
    }
)
_DIGRAPHS: Final = (
    ("shch", "sh"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("q", "k"),
    ("w", "u"),
    ("x", "ks"),
)
_SOFT_C: Final = re.compile("c(?=[eiy])")
_HARD_C: Final = re.compile("c(?!h)")
_GLIDE: Final = re.compile("(?<=[aeiou])y|y(?=[aou])")
_TWICE: Final = re.compile(r"([a-z])\1+")
_NOT_LATIN: Final = re.compile(r"[^a-z0-9\n]+")


def skeleton(word: str) -> str:
    """The Latin spelling, in letters a–z and digits, that all spellings of this word in lower case share: Қызылорда →
    kyzylorda.
    """
    return _common(_spelt(word))


def coarse(word: str) -> str:
    """The skeleton without what spellings disagree on: Қызылорда, Kyzylorda, Kizilorda → kizilorda."""
    return coarsened(skeleton(word))


def coarsened(spelt: str) -> str:
    """The coarse form of a skeleton."""
    return _TWICE.sub(r"\1", spelt.replace("y", "i").replace("sh", "s").replace("ts", "s").replace("h", "k"))


def skeletons(words: str) -> str:
    """The skeletons of Cyrillic words in lower case, one a line: fast for a whole lexicon."""
    return _common(words.translate(_CYRILLIC))


def _spelt(word: str) -> str:
    """The word in Latin letters, Cyrillic ones one for one, Latin ones by the sounds of Kazakh and Russian."""
    parts = [
        "".join(run).translate(_CYRILLIC) if is_ours else _from_latin("".join(run))
        for is_ours, run in _runs(word)
    ]
    return "".join(parts)


def _runs(word: str) -> list[tuple[bool, list[str]]]:
    runs: list[tuple[bool, list[str]]] = []
    for letter in word:
        is_ours = ord(letter) in _CYRILLIC
        if not runs or runs[-1][0] != is_ours:
            runs.append((is_ours, []))
        runs[-1][1].append(letter)
    return runs


def _from_latin(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(_SIGNED)
    text = anyascii(text).lower()
    for written, sound in _DIGRAPHS:
        text = text.replace(written, sound)
    return _HARD_C.sub("k", _SOFT_C.sub("ts", text))


def _common(text: str) -> str:
    text = _GLIDE.sub("i", text.replace("ye", "e"))
    text = text.replace("yi", "i").replace("ng", "n")
    return _NOT_LATIN.sub("", _TWICE.sub(r"\1", text))


_GLIDE_AT_END: Final = re.compile("(?<=[aeiouy])y(?![aeiou])")
_TO_CYRILLIC: Final = (
    *{"shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "ye": "е"}.items(),
    *{"yu": "ю", "iu": "ю", "ju": "ю", "ya": "я", "ia": "я", "ja": "я", "yo": "ё", "jo": "ё"}.items(),
    *zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопкрстувуксз", strict=True),
)


def to_russian(word: str) -> str:
    """A Latin-typed word in Russian letters, as far as they can be told: biblioteki → библиотеки, knigi → книги."""
    text = _GLIDE_AT_END.sub("й", anyascii(word).lower())
    for written, letter in _TO_CYRILLIC:
        text = text.replace(written, letter)
    return text

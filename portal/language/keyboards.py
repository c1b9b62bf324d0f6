"""Words typed with the keyboard in the wrong layout: rbnfg for китап, vf45scnfe for маңғыстау, дшикфкн for library.

The layouts are those of Windows for Russian and Kazakh over a US keyboard; the Kazakh one has ә і ң ғ ү ұ қ ө һ on
the digits 2 3 4 5 8 9 0 and on - and =. So what stands on a key for a sign (`[ ] ; ' , . - =`) may be a letter: a
word must be mended before a text is cut at such signs.
"""

import re
from typing import Final

_US: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_CYRILLIC: Final = str.maketrans(_US + "234589" + "0-=" + "@#$%*()_+", _RUSSIAN * 2 + "әіңғүұқөһ" * 2)
_TO_LATIN: Final = str.maketrans(_RUSSIAN + _RUSSIAN.upper(), _US)
_AROUND: Final = re.compile(r"^[\"'“”«»„(\[{<]*(.*?)[\"'“”«»„)\]}>?!.,;:…]*$", re.DOTALL)
_LATIN: Final = re.compile("[A-Za-z]")
_CYRILLIC_WORD: Final = re.compile("[а-яёәғқңөұүһі]{2,}")
_LATIN_WORD: Final = re.compile("[a-z]{2,}")
_ODD_LATIN: Final = re.compile(r"[a-z][;,\[\]=`]+[a-z]|^[;,\[\]`][a-z]|[bcdfghjklmnpqrstvwxz]{5}")
_ODD_CYRILLIC: Final = re.compile("^[ьъы]|[бвгғджзйкқлмнңпрстфхһцчшщьъ]{5}|[аәеёиоөуұүыіэюя]{4}|[ьъ]{2}")
_VOWEL: Final = re.compile("[аәеёиоөуұүыіэюя]")
_COMMON_LATIN_VOWEL: Final = re.compile("[aeiou]")
_LEAST_VOWELS: Final = 0.2  # Of the letters of a word of a language written in Latin letters.
LONGEST: Final = 40  # Characters; nobody types a longer word blindly.


def as_cyrillic(typed: str) -> tuple[str, ...]:
    """Returns the words meant, in lower case, if the Latin layout was on by mistake: with the signs around it as
    letters and without.

    Nothing for what holds no Latin letter, or what does not become letters alone. The caller judges whether it is a
    word.
    """
    if len(typed) > LONGEST or not _LATIN.search(typed):
        return ()
    bare = _AROUND.sub(r"\1", typed)
    meant = (whole.translate(_TO_CYRILLIC).lower() for whole in (bare, typed))
    return tuple(
        dict.fromkeys(word for word in meant if _CYRILLIC_WORD.fullmatch(word) and _VOWEL.search(word))
    )


def as_latin(typed: str) -> str:
    """Returns the word meant, in lower case, if a Cyrillic layout was on by mistake; empty if that gives no word."""
    is_cyrillic = len(typed) <= LONGEST and _CYRILLIC_WORD.fullmatch(typed.lower())
    meant = typed.translate(_TO_LATIN).lower() if is_cyrillic else ""
    return meant if _LATIN_WORD.fullmatch(meant) and looks_latin(meant) else ""


def looks_latin(word: str) -> bool:
    """True when a word in lower case may be one of a language written in Latin letters, by its vowels and signs."""
    vowels = len(_COMMON_LATIN_VOWEL.findall(word))
    return vowels >= _LEAST_VOWELS * len(word) and not _ODD_LATIN.search(word)


def looks_cyrillic(word: str) -> bool:
    """True when a Cyrillic word in lower case may be Kazakh or Russian, by its vowels."""
    return _VOWEL.search(word) is not None and not _ODD_CYRILLIC.search(word)

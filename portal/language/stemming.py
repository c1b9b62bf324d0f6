"""The stems of a word: Kazakh by our own rules, Russian and English by Snowball."""

from functools import lru_cache
from typing import Final

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

from portal.language.folding import is_cyrillic
from portal.language.kazakh.stems import stems as kazakh_stems
from portal.language.names import check_language

KAZAKH_LETTERS: Final = frozenset("әғқңөұүһі")
"""The letters of Kazakh that a Russian keyboard lacks."""

_REMEMBERED: Final = 50_000


def stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word in lower case that stands in a text of this language; at least one.

    A word is read as what its letters say: a Latin one as English, one with a letter that only Kazakh has as Kazakh,
    also in a text of another language. Raises ValueError for an unknown language.
    """
    check_language(language)
    if not is_cyrillic(word):
        return (english_stem(word),)
    if language == "kk" or not KAZAKH_LETTERS.isdisjoint(word):
        return kazakh_stems(word)
    return (russian_stem(word),)


# Snowball's stemmers keep the word in themselves while they work, so that threads must not share one.
@lru_cache(_REMEMBERED)
def russian_stem(word: str) -> str:
    """Snowball's stem of a Russian word in lower case; ё counts as е."""
    return RussianStemmer().stemWord(word.replace("ё", "е"))


@lru_cache(_REMEMBERED)
def english_stem(word: str) -> str:
    """Snowball's stem of an English word in lower case."""
    return EnglishStemmer().stemWord(word)

"""Words that say nothing about what is looked for: prepositions, particles, question words, "named after"."""

from collections.abc import Iterable
from typing import Final

from portal.language.folding import clean, fold, is_cyrillic
from portal.language.names import check_language

_KAZAKH: Final = """
    ал ғой да де деген дейін деп екен еді енді және жайлы жайында қалай қайда қандай қашан қай кім кімге мен менен не неге немесе
    осы пен бен сол туралы тура үшін арқылы арналған бойынша ма ме ба бе па пе атындағы атты жөнінде ретінде сияқты секілді болып бұл
"""
_RUSSIAN: Final = """
    а без бы в во вот где да для до если ее её есть же за и из из-за или им имени их к как какая какие какой ко когда кто ли между
    на над не ни но о об обо от по под при про с со та так такое те то той тот у чем что чтобы эта эти это этот
"""
_ENGLISH: Final = """
    a about after an and are as at be by can do does for from has have how i in into is it its my named of on or our that the their
    this to was were what when where which who whose why will with you your
"""
# A question to somebody who types without Kazakh letters: атындагы.
_CYRILLIC: Final = {
    "kk": frozenset({*_KAZAKH.split(), *_RUSSIAN.split(), *map(fold, _KAZAKH.split())}),
    "ru": frozenset({*_RUSSIAN.split(), *_KAZAKH.split(), "он", "она", "они", "мы", "вы", "я"}),
    "en": frozenset({*_RUSSIAN.split(), *_KAZAKH.split()}),
}
_LATIN: Final = frozenset(_ENGLISH.split())


def is_function_word(word: str, language: str) -> bool:
    """True for a word, as somebody typed it, that nearly every text holds, to a reader of a language.

    The language matters where one's pronoun is another's number (он: he, ten). Raises ValueError for an unknown
    language.
    """
    check_language(language)
    bare = clean(word)
    return bare in (_CYRILLIC[language] if is_cyrillic(bare) else _LATIN)


def telling(words: Iterable[str], language: str) -> list[bool]:
    """For each word whether it tells something; all do where all are function words, since then they are what is
    looked for.
    """
    empty = [is_function_word(word, language) for word in words]
    return [not is_empty or all(empty) for is_empty in empty]

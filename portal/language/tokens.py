"""Cut a text into words, and a word into the terms under which search knows it."""

import re
from collections.abc import Iterator
from typing import Final

from portal.language.folding import clean, fold, is_cyrillic, latin_forms

# A number with dots inside (the curriculum unit 1.2.13) is one word; else letters and digits.
_WORD: Final = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")
# Marks that NFKC could not join to a letter would cut a word in two.
_LOOSE_MARK: Final = re.compile(r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670]")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case, letters as written: "Л.Н.Толстой" → л, н, толстой."""
    yield from _WORD.findall(_LOOSE_MARK.sub("", clean(text)))


def tokenise(text: str) -> list[str]:
    """The folded words of a text, in order: letters and digits, cut at everything else.

    "Батыс-Қазақстан 1.2.13" → батыс, казакстан, 1.2.13. Never fails, whatever the text.
    """
    return [token for word in words(text) for token in _WORD.findall(fold(word))]


def word_terms(word: str) -> tuple[str, ...]:
    """The terms of one word: its folded form first, then, when Cyrillic, its Latin spellings by alphabet.

    This is the place where stems join: whatever is added here is what search indexes.
    """
    folded = fold(word)
    spellings = sorted(latin_forms(word)) if is_cyrillic(word) else []
    return tuple(dict.fromkeys(term for term in (folded, *spellings) if term))


def search_terms(text: str) -> list[str]:
    """Every term under which search should find the text, word by word, in order, repeats kept.

    Repeats are kept because how often a word occurs counts in ranking.
    """
    return [term for word in words(text) for term in word_terms(word)]


def query_terms(text: str) -> list[frozenset[str]]:
    """Returns what a search engine must match: one set of alternatives a word; any of a set, and all sets.

    A Latin word stands for itself, since Cyrillic texts are indexed under their Latin spellings. A Cyrillic
    word also stands for its Latin spellings, so that it finds a name known only in Latin letters.
    """
    terms = (frozenset(word_terms(word)) for word in words(text))
    return list(dict.fromkeys(alternatives for alternatives in terms if alternatives))

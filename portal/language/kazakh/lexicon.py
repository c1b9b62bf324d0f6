"""The words of Kazakh that stems are checked against, loaded when first asked for.

Three lists in `portal/language/data`: that of hunspell-kk, the nouns of hunspell-ru (Kazakh takes Russian nouns with
its own endings: библиографияның), and words of ours. Their sources and licences are named in NOTICE.md.
"""

import gzip
from functools import cache
from importlib.resources import files
from typing import Final

_DATA: Final = files("portal.language") / "data"
_LISTS: Final = ("kazakh_words.txt.gz", "russian_nouns.txt.gz")


@cache
def words() -> frozenset[str]:
    """Every known word in lower case: nouns in the singular without endings, verbs mostly by
    their verbal noun (оқу).
    """
    texts = [gzip.decompress((_DATA / name).read_bytes()).decode() for name in _LISTS]
    own = (
        line for line in (_DATA / "own_words.txt").read_text("utf-8").splitlines() if not line.startswith("#")
    )
    return frozenset(word for text in (*texts, "\n".join(own)) for word in text.replace("-", " ").split())


LOSING_A_VOWEL: Final = {
    word[:-2] + word[-1]: word
    for word in (  # noqa: SIM905
        "орын мұрын ерін мойын қойын қарын халық құлық ауыз қауіп көңіл дауыс ырық бөрік ғұрып әріп ұрық қалып парық ерік көрік "
        "ауыл нарық желін кейіп айып ғайып"
    ).split()
}
"""Nouns whose last vowel goes before an ending that begins with one: мұрын, мұрны. A closed list."""

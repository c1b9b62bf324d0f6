"""Makes the word lists of this folder from Debian's hunspell-kk and hunspell-ru.

    python -m portal.language.data.make /usr/share/hunspell

The list of hunspell-kk was gathered from texts: it holds thousands of inflected words (аймақтарды) whose bare form
may be missing. They give way to what stands before their endings where that is beyond doubt.
"""

import gzip
import re
import sys
from pathlib import Path

from portal.language.kazakh.endings import nominal_endings, verbal_endings

HERE = Path(__file__).parent
KAZAKH = re.compile("[аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя]{3,}")
VOWEL = re.compile("[аәеёиоөуұүыіэюя]")
SHORT_WORDS = set(  # The lists hold many syllables that are no words.
    "ай ал ан ар ас ат ау аш ақ аң ба бу ел ем ен ер ес ет еш ең же жу ие ит ой ол он оп ор от ою оқ оң су те ту ту "  # noqa: SIM905
    "ұл ұн ұр ұш ұя ұқ үй үн үш үз із іс іш іл ін өз өл өн өр өс өт өш өң әз әл ән әр ия".split()
)
NOT_A_RUSSIAN_NOUN = re.compile(
    "(?:[ыио]й|ть|ти|чь|ся|[аеыо]го|[аоеё]в?ш[ие]|[оеё]в|ин|ее|ие|ое|[аоу]ю|[ыие]м|ом|ами|ах|и|ы|о)$"
)
POSSESSED_QUALITY = re.compile("(?<=[лдт])(?:ығы|ігі)$")  # The list holds қиындығы but not қиындық.
POSSESSED = re.compile(
    "(?:(?<=[аәеиөуүыіюя])с|(?<=[бвзжймрсуцчш]))[ыі]$"
)  # Not -лы, -ды, -ты, which make other words.
LIKE_A_VERB = re.compile(
    "[лднтң][ае][нйу]?$"
)  # үміттен, шақалақта: verbs made of nouns look like nouns with an ending.
SHORTEST_BASE = 4
NOMINAL, FINITE = nominal_endings(), verbal_endings()


def words(path: Path) -> set[str]:
    """The words of a hunspell dictionary in lower case, without their flags; what no Kazakh reader could write goes."""
    lines = path.read_text("utf-8-sig").splitlines()[1:]
    found = {line.split("/")[0].strip().lower() for line in lines}
    return {word for word in found if KAZAKH.fullmatch(word) and VOWEL.search(word)} | found & SHORT_WORDS


def bare(word: str, known: set[str]) -> str:
    """The word without an ending that it surely has, else the word."""
    if f"{word}у" in known or LIKE_A_VERB.search(word):
        return word
    if quality := POSSESSED_QUALITY.search(word):
        return word[: quality.start()] + ("ық" if quality[0] == "ығы" else "ік")
    if POSSESSED.search(word):
        base = POSSESSED.sub("", word)
        if len(base) >= SHORTEST_BASE and base in known:
            return base
    for place in range(SHORTEST_BASE, len(word) - 2):
        base, ending = word[:place], word[place:]
        if ending in NOMINAL and (
            base in known or (len(ending) > 3 or ending[-1] == "р") and place > SHORTEST_BASE
        ):
            return base
        if ending in FINITE and f"{base}у" in known:
            return f"{base}у"
    return word


def write(name: str, found: set[str]) -> None:
    with gzip.GzipFile(HERE / name, "wb", mtime=0) as file:
        file.write("\n".join(sorted(found)).encode())


def main(folder: Path) -> None:
    listed = words(folder / "kk_KZ.dic")
    russian = {
        word for word in words(folder / "ru_RU.dic") if len(word) > 3 and not NOT_A_RUSSIAN_NOUN.search(word)
    }
    kazakh = {word if word in russian else bare(word, listed) for word in listed}
    write("kazakh_words.txt.gz", kazakh)
    write("russian_nouns.txt.gz", russian - kazakh)
    print(len(listed), len(kazakh), len(russian - kazakh))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))

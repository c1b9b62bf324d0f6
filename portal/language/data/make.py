"""Makes the word lists of this folder from Debian's hunspell-kk and hunspell-ru: `python make.py /usr/share/hunspell`."""

import gzip
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
KAZAKH = re.compile("[аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя]{2,}")
VOWEL = re.compile("[аәеёиоөуұүыіэюя]")
NOT_A_RUSSIAN_NOUN = re.compile("(?:[ыио]й|ть|ти|чь|ся|[аеыо]го|[аоеё]в?ш[ие]|[оеё]в|ин|ее|ие|ое|[аоу]ю|[ыие]м|ом|ами|ах|и|ы|о)$")

UNPOSSESSED = {f"{sound}{end}": f"{sound}{own}" for sound in "лдт" for end, own in (("ығы", "ық"), ("ігі", "ік"))}
POSSESSED = re.compile(f"(?:{'|'.join(UNPOSSESSED)})$")  # The list holds қиындығы but not қиындық.
PLURAL = re.compile("[лдт][ае]р$")
LONGEST_SINGULAR = 8  # Letters of such as ends in -лар by itself: доллар, гендер.
SHORT_WORDS = set(  # The lists hold many syllables that are no words.
    "ай ал ан ар ас ат ау аш ақ аң ба бу ел ем ен ер ес ет еш ең же жу ие ит ой ол он оп ор от ою оқ оң су те ту ту "
    "ұл ұн ұр ұш ұя ұқ үй үн үш үз із іс іш іл ін өз өл өн өр өс өт өш өң әз әл ән әр ук ом ия".split()
)


def words(path: Path) -> set[str]:
    """The words of a hunspell dictionary in lower case, without their flags; those that no Kazakh reader could write go."""
    lines = path.read_text("utf-8-sig").splitlines()[1:]
    found = {line.split("/")[0].strip().lower() for line in lines}
    return {word for word in found if KAZAKH.fullmatch(word) and (VOWEL.search(word) and len(word) > 2 or word in SHORT_WORDS)}


def write(name: str, found: set[str]) -> None:
    with gzip.GzipFile(HERE / name, "wb", mtime=0) as file:
        file.write("\n".join(sorted(found)).encode())


def main(folder: Path) -> None:
    kazakh = {POSSESSED.sub(lambda ending: UNPOSSESSED[ending[0]], word) for word in words(folder / "kk_KZ.dic")}
    plurals = {word for word in kazakh if PLURAL.search(word) and (word[:-3] in kazakh or len(word) > LONGEST_SINGULAR)}
    kazakh = kazakh - plurals | {word[:-3] for word in plurals}
    russian = {word for word in words(folder / "ru_RU.dic") if len(word) > 3 and not NOT_A_RUSSIAN_NOUN.search(word)}
    write("kazakh_words.txt.gz", kazakh)
    write("russian_nouns.txt.gz", russian - kazakh)
    print(len(kazakh), len(russian - kazakh))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))

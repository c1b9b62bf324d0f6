"""How well an analysis of Kazakh words does against the true forms: `python tests/portal/language/truth/measure.py`.

Prints the table of docs/adr for both sets: groups whose forms all share one term; the share of running text (nouns'
endings weighted by how often they occur) that shares a term with the bare word; pairs of unlike words that share a
term; terms a word.
"""

import gzip
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SETS = ("development", "held_out")
Analysis = Callable[[str], set[str]]


@dataclass(frozen=True)
class Group:
    """All forms of one word, in the order of the endings; a form of two words is left out and empty."""

    kind: str
    lemma: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    groups: float
    running_text: float
    merges: float  # Of forms and words that share no reading of the grammar.
    word_merges: float  # Of words of the lexicon that share none,
    all_word_merges: float  # and of all that look alike, those that grammar itself confuses included.
    terms: float

    def __str__(self) -> str:
        return (
            f"groups {self.groups:.1%}, running text {self.running_text:.1%}, "
            f"false merges {self.merges:.1%} of forms, {self.word_merges:.1%} of words "
            f"({self.all_word_merges:.1%} with those that grammar confuses), {self.terms:.2f} terms a word"
        )


def groups(name: str) -> list[Group]:
    lines = gzip.decompress((HERE / f"{name}.tsv.gz").read_bytes()).decode().splitlines()
    rows = [line.split("\t") for line in lines]
    return [Group(kind, lemma, tuple(forms)) for kind, lemma, *forms in rows]


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (HERE / f"{name}_pairs.tsv").read_text().splitlines()
    return [(one, other) for one, other in (line.split("\t") for line in lines)]


def word_pairs(name: str) -> list[tuple[str, str, bool]]:
    """(word, word that looks like it, whether grammar can read one as a form of the other)."""
    lines = (line.split("\t") for line in (HERE / f"{name}_words.tsv").read_text().splitlines())
    return [(one, other, bool(shares)) for one, other, shares in lines]


def shares() -> list[float]:
    """How often each ending of a noun occurs, in the order of a noun's forms."""
    lines = [line.split("\t") for line in (HERE / "endings.tsv").read_text().splitlines()]
    return [float(share) for _, share in lines]


def measure(name: str, analyse: Analysis, kinds: frozenset[str] = frozenset()) -> Figures:
    """The figures of an analysis on one set, of some kinds of words or of all."""
    chosen = [group for group in groups(name) if not kinds or group.kind in kinds]
    collapsed = sum(_is_collapsed(group, analyse) for group in chosen)
    nouns = list(_running_text(chosen, analyse))
    alike = pairs(name)
    merged = sum(bool(analyse(one) & analyse(other)) for one, other in alike)
    unlike = [bool(analyse(one) & analyse(other)) for one, other, shares in word_pairs(name) if not shares]
    anyhow = [bool(analyse(one) & analyse(other)) for one, other, _ in word_pairs(name)]
    words = [word for pair in alike for word in pair]
    return Figures(
        collapsed / len(chosen),
        sum(nouns) / len(nouns) if nouns else 0.0,
        merged / len(alike),
        sum(unlike) / len(unlike),
        sum(anyhow) / len(anyhow),
        sum(len(analyse(word)) for word in words) / len(words),
    )


def _is_collapsed(group: Group, analyse: Analysis) -> bool:
    return bool(set.intersection(*(analyse(form) for form in group.forms if form)))


def _running_text(chosen: list[Group], analyse: Analysis) -> Iterator[float]:
    for group in chosen:
        if group.kind != "verb":
            bare = analyse(group.lemma)
            known = [(share, form) for share, form in zip(shares(), group.forms, strict=True) if form]
            yield sum(share for share, form in known if analyse(form) & bare) / sum(
                share for share, _ in known
            )


# What is compared with.

_STRIPPED = sorted(
    "лар лер дар дер тар тер ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті н да де та те нда нде дан ден "  # noqa: SIM905
    "тан тен нан нен мен бен пен ым ім м ың ің ң ы і сы сі ымыз іміз мыз міз ыңыз іңіз ңыз ңіз дағы дегі тағы тегі".split(),
    key=len,
    reverse=True,
)


def first_five_letters(word: str) -> set[str]:
    return {word[:5]}


def stripper(word: str) -> set[str]:
    while ending := next((end for end in _STRIPPED if word.endswith(end) and len(word) - len(end) > 2), ""):
        word = word.removesuffix(ending)
    return {word}


def main() -> None:
    from portal.language.kazakh import stems as own
    from portal.language.kazakh.lexicon import words

    def cut(word: str) -> list[str]:
        return [stem for base, stem in own._nominal_stems(word) if len(base) > 2]

    analyses: dict[str, Analysis] = {
        "first five letters": first_five_letters,
        "suffix stripper": stripper,
        "our rules, shortest stem": lambda word: {(cut(word) or [word])[-1]},
        "our rules, every stem": lambda word: {word, *cut(word)},
        "longest stem that the lexicon knows": lambda word: {
            next((stem for stem in (word, *cut(word)) if stem in words()), word)
        },
        "ours": lambda word: set(own.stems(word)),
    }
    kinds = {"all": frozenset[str](), "nouns, loans, names": frozenset({"noun", "loan", "place", "name"})}
    for label, analyse in analyses.items():
        for name in SETS:
            for which, some in kinds.items():
                print(f"{label:36} {name:12} {which:20} {measure(name, analyse, some)}")  # noqa: T201


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[3]))
    main()

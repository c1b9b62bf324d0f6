"""Queries over the demonstration content with what a librarian would want to find, and how well an answer meets that.

`kk.tsv`, `ru.tsv`, `en.tsv`: what a reader of that language types, which difficulty it stands for, and the things
that are wanted (3), good (2) and related (1); whatever is not named is not wanted. A thing is `kind:slug`, whatever
its language. How the set was made: docs/search-quality.md.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2
from pathlib import Path

GRADES = {"wanted": 3, "good": 2, "related": 1}
SHOWN = 10  # Results of a page: what stands below is not measured.
LEAST = 0.9  # Mean nDCG@10 of each language.


@dataclass(frozen=True)
class Judged:
    """One query of a reader of a language, and the grade of each thing that answers it."""

    query: str
    language: str
    category: str
    grades: Mapping[str, int]


def judged(language: str) -> list[Judged]:
    """The judged queries of the readers of a language."""
    with (Path(__file__).parent / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Judged(
                row["query"],
                language,
                row["category"],
                {thing: grade for column, grade in GRADES.items() for thing in (row[column] or "").split()},
            )
            for row in rows
        ]


def ndcg(found: Iterable[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), gain 2^grade − 1: 1.0 is
    the best order.

    A thing that stands there twice counts once and takes up its place all the same.
    """
    seen: set[str] = set()
    gains = []
    for thing in list(found)[:SHOWN]:
        gains.append(0 if thing in seen else grades.get(thing, 0))
        seen.add(thing)
    best = _discounted(sorted(grades.values(), reverse=True)[:SHOWN])
    return _discounted(gains) / best if best else 1.0


def _discounted(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))

"""Scoring of a row for a question: one formula, which every engine only works out (ADR 0009).

For every word of the question, every way to meet it and every place in which one of that way's terms stands: weight
of the word × weight of the way × weight of the place, summed. Half of it in another language than the reader's, and a
part of it goes with the age of what is news.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .analysis import Query

# Where a word may stand. Each place counts more than all below it together.
PLACES = {"title": 40.0, "names": 20.0, "keywords": 8.0, "summary": 4.0, "body": 1.0, "file": 0.5}

OTHER_LANGUAGE = 0.5  # A hit in another language than the reader's counts half.
AGEING_KINDS = ("news",)
AGEING_PART = 0.2  # What of a news item's score goes with time;
AGEING_DAYS = 180  # half of it after so many days.


def points(query: "Query", terms: Mapping[str, Collection[str]]) -> float:
    """Returns the points of a row's terms by place for a question, before its language and its age."""
    anywhere = {term for place in terms.values() for term in place}
    return sum(
        word.weight * way.weight * weight
        for word in query.words
        if word.is_met_by(anywhere)  # Most rows are met by none.
        for way in word.ways
        for place, weight in PLACES.items()
        if any(term.is_met_by(known) for term in way.terms for known in terms.get(place, ()))
    )


def share(kind: str, language: str, day: date | None, reader: str, today: date) -> float:
    """The part of its points that a row keeps for a reader of a language on a day."""
    kept = 1.0 if language == reader else OTHER_LANGUAGE
    if kind in AGEING_KINDS and day:
        age = max((today - day).days, 0)
        kept *= 1 - AGEING_PART + AGEING_PART * 0.5 ** (age / AGEING_DAYS)
    return kept

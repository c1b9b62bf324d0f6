"""Explanation of a thing's rank: its points for a question, word by word and place by place.

Worked out with the formula of `search.query.scoring` from the row's own terms, so that the sum is what every engine
gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from portal.language import fallback_order

from ..engines.base import TERMS_OF_PARTS, Ask, terms_by_place
from ..engines.sql import MOST_WORDS_IN_DETAIL
from ..models.document import SearchDocument
from ..models.promotion import rows_at
from ..models.synonym_group import synonyms_for
from ..page.results import with_all_words_or_some
from ..query.analysis import Query, Term, Way, Word, understand
from ..query.scoring import OTHER_LANGUAGE, PLACES, share

LISTED = 10
WAYS = {"=": "exact", "+": "stem", "~": "folded", "@": "latin"}


@dataclass(frozen=True)
class Meeting:
    """One word of the question met in one place of a row."""

    word: str  # As it was typed.
    way: str  # A value of WAYS, or "synonym".
    term: str  # The term of the text, without its mark.
    may_go_on: bool  # More letters follow in the text.
    place: str  # A key of PLACES.
    level: float  # How much the word counts when it is met so (`search.query.analysis.LEVELS`).
    points: float


@dataclass(frozen=True)
class Ranking:
    """The points of one thing: of that row of it, among its languages, that has the most."""

    document: SearchDocument
    shown: SearchDocument  # The row that the reader is shown.
    meetings: tuple[Meeting, ...]
    missing: tuple[str, ...]  # Words that the row does not have in any form.
    of_language: float  # What part of the points is kept for the row's language,
    of_age: float  # and for its age.
    is_found: bool = True
    number: int = 0  # Its place in the list, from 1; 0 where it is not known.

    @property
    def sum(self) -> float:
        """The points before language and age."""
        return sum(meeting.points for meeting in self.meetings)

    @property
    def total(self) -> float:
        """Points by which the thing is ranked."""
        return self.sum * self.of_language * self.of_age


@dataclass(frozen=True)
class Explanation:
    """Explanation: the query, what was found for it in order, and why; with one more thing if it was asked about."""

    query: Query
    needs_all_words: bool = True
    total: int = 0
    hits: list[Ranking] = field(default_factory=list)
    asked_about: Ranking | None = None


def explain(text: str, language: str, address: str = "") -> Explanation:
    """Explains the rank of the first things that a question finds for every visitor, and of the thing of an address."""
    query = understand(text, language, synonyms_for(language))
    if not query.words:
        return Explanation(query)
    ask = Ask(query, fallback_order(language), timezone.localdate(), limit=LISTED)
    ask, answer = with_all_words_or_some(ask)
    shown = SearchDocument.objects.filter(access__in=ask.access).in_bulk(answer.ids)
    hits = [why(shown[pk], ask, number) for number, pk in enumerate(answer.ids, start=1) if pk in shown]
    return Explanation(
        query, ask.needs_all_words, sum(answer.counts.values()), hits, _asked_about(address, ask, hits)
    )


def _asked_about(address: str, ask: Ask, hits: list[Ranking]) -> Ranking | None:
    document = rows_at(address).first() if address else None
    if document is None:
        return None
    return next((hit for hit in hits if hit.shown.thing == document.thing), None) or why(document, ask)


def why(shown: SearchDocument, ask: Ask, number: int = 0) -> Ranking:
    """The points of the thing of a row: those of that row of it that is found and has the most."""
    rows = SearchDocument.objects.filter(thing=shown.thing, access__in=ask.access).prefetch_related(
        TERMS_OF_PARTS
    )
    found = [_ranking(row, shown, ask, number) for row in rows]
    return max(found, key=lambda row: (row.is_found, row.total, row.document.pk == shown.pk))


def _ranking(document: SearchDocument, shown: SearchDocument, ask: Ask, number: int) -> Ranking:
    terms = {place: set(known) for place, known in terms_by_place(document, document.terms_of_files).items()}
    words = ask.query.words
    meetings = tuple(
        meeting
        for word in words
        for place in PLACES
        if (meeting := _meeting(word, place, terms, len(words) > MOST_WORDS_IN_DETAIL))
    )
    known = set().union(*terms.values())
    missing = tuple(word.typed for word in words if not word.is_met_by(known))
    of_language = 1.0 if document.language == ask.query.language else OTHER_LANGUAGE
    kept = share(document.kind, document.language, document.day, ask.query.language, ask.today)
    is_found = not missing if ask.needs_all_words else bool(meetings)
    return Ranking(document, shown, meetings, missing, of_language, kept / of_language, is_found, number)


def _meeting(word: Word, place: str, terms: Mapping[str, set[str]], is_long: bool) -> Meeting | None:
    """Returns how a word is met in a place: by the narrowest of its ways. Long questions ask for the widest alone."""
    met: list[tuple[Way, Term, str]] = []
    for way in word.ways[:1] if is_long else word.ways:
        pair = _first_met(way, terms[place])
        if pair:
            met.append((way, *pair))
    if not met:
        return None
    _way, term, known = met[-1]
    level = sum(way.weight for way, _term, _known in met)
    is_synonym = term.text in word.synonyms and not term.is_open
    return Meeting(
        word=word.typed,
        way="synonym" if is_synonym else WAYS[known[0]],
        term=known[1:],
        may_go_on=known != term.text,
        place=place,
        level=round(level, 6),
        points=word.weight * level * PLACES[place],
    )


def _first_met(way: Way, known: set[str]) -> tuple[Term, str] | None:
    """One of a way's terms that is met here, the term as written before others, and the term of the text that meets
    it.
    """
    order = "".join(WAYS)
    for term in sorted(way.terms, key=lambda term: (order.index(term.text[0]), term.is_open, term.text)):
        if term.text in known:
            return term, term.text
        if term.is_open and (
            longer := min((text for text in known if text.startswith(term.text)), default="")
        ):
            return term, longer
    return None

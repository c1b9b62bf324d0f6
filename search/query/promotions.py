"""Promotions as questions are held against them: what is recommended to whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from portal.caching.cache import cached
from portal.content.searchable import EVERYONE
from portal.language import fallback_order, readings_of
from portal.language.synonyms import recognised_as, terms_by_word

from ..enums import PROMOTIONS_SCOPE
from ..models.document import SearchDocument
from ..models.promotion import Promotion, rows_of
from .analysis import Query

MOST_SHOWN = 3


@dataclass(frozen=True)
class Pin:
    """A promotion as questions of one language are held against it."""

    pk: int
    thing: str
    shown_from: date | None
    shown_until: date | None
    lines: tuple[
        tuple[frozenset[str], ...], ...
    ]  # For each word of each line the terms that it is recognised by.

    def strength(self, asked: list[frozenset[str]], today: date) -> int:
        """Number of words of its longest line whose words are all asked for; 0 when it is not to be shown."""
        if (self.shown_from or today) > today or (self.shown_until or today) < today:
            return 0
        met = (len(line) for line in self.lines if all(any(word & known for known in asked) for word in line))
        return max(met, default=0)


def recommended(query: Query, access: Collection[str] = (EVERYONE,)) -> list[SearchDocument]:
    """The rows of things that editors recommend for a question, at most `MOST_SHOWN`, for a reader with this access.

    A line of words is met when the question has all of them, in any form and order; the line with the most words wins,
    then the newer promotion. Each thing is shown in the language that the reader reads best.
    """
    pins = _pins(query.language) if query.words else []
    if not pins:
        return []
    asked = [recognised_as(word) for word in readings_of(query.text, query.language)]
    today = timezone.localdate()
    strengths = {pin: strength for pin in pins if (strength := pin.strength(asked, today))}
    best = sorted(strengths, key=lambda pin: (-strengths[pin], -pin.pk))
    things = list(dict.fromkeys(pin.thing for pin in best))
    if not things:
        return []
    order = fallback_order(query.language)
    found: dict[str, SearchDocument] = {}
    for row in sorted(rows_of(things, access), key=lambda row: order.index(row.language)):
        found.setdefault(row.thing, row)
    return [found[thing] for thing in things if thing in found][:MOST_SHOWN]


def _pins(language: str) -> list[Pin]:
    def make() -> list[Pin]:
        return [
            Pin(
                row.pk,
                row.thing,
                row.shown_from,
                row.shown_until,
                tuple(map(terms_by_word, row.lines(language))),
            )
            for row in Promotion.objects.current()
            if row.lines(language)
        ]

    return cached("search.promotions", make, language, depends_on=[PROMOTIONS_SCOPE])

"""What the search page shows for what somebody typed."""

from dataclasses import dataclass, field, replace

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.content.words import Words
from portal.language import LANGUAGES, fallback_order, format_date

from .analysis import Query, understand
from .engines import Answer, Ask, engine
from .highlight import highlight, passage
from .kinds import Kind, in_order, kind_of
from .promotions import recommended
from .records import SearchDocument
from .scoring import AGEING_KINDS
from .synonyms import synonyms_for

PAGE_SIZE = 10
LAST_PAGE = 10_000  # No list is longer; keeps numbers that somebody made up away from the database.
MOST_FACTS = 3


@dataclass(frozen=True)
class Hit:
    """One thing that was found, in the language in which the reader best reads it."""

    kind: Kind
    url: str
    title: Words
    passage: Words
    facts: list[str]
    badge: str  # The language to name beside it; empty when it is the reader's.


@dataclass(frozen=True)
class Results:
    """One page of what was found."""

    query: Query
    kind: str
    counts: dict[str, int] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    page: Page | None = None
    has_all_words: bool = True
    others: list[Hit] = field(default_factory=list)  # With some of the words, where few have all.
    recommended: list[Hit] = field(default_factory=list)  # By editors; on the first page of all kinds.

    @property
    def total(self) -> int:
        """How many things of all kinds were found."""
        return sum(self.counts.values())

    @property
    def shown_total(self) -> int:
        """How many there are of the chosen kind."""
        return self.counts.get(self.kind, 0) if self.kind else self.total

    @property
    def kinds(self) -> list[tuple[Kind, int]]:
        """The kinds that were found, as tabs, and the chosen one."""
        codes = set(self.counts) | ({self.kind} - {""})
        return [(kind, self.counts.get(kind.code, 0)) for kind in in_order(codes)]


def results_for(text: str, language: str, kind: str = "", number: int = 1) -> Results:
    """Page `number` of what was found for `text`, for a reader of `language`. A page that is not there is the last."""
    query = understand(text, language, synonyms_for(language))
    if not query.words:
        return Results(query, kind)
    number = min(max(number, 1), LAST_PAGE)
    ask = Ask(
        query,
        fallback_order(language),
        timezone.localdate(),
        kind,
        offset=(number - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )
    answer = engine().find(ask)
    has_all_words = bool(answer.counts) or len(query.words) == 1
    if not has_all_words:
        ask = replace(ask, needs_all_words=False)
        answer = engine().find(ask)
    found = Results(query, kind, answer.counts, has_all_words=has_all_words or not answer.counts)
    page = Paginator(range(found.shown_total), PAGE_SIZE).get_page(number)
    if page.number != number:
        answer = engine().find(replace(ask, offset=(page.number - 1) * PAGE_SIZE))
    others = _others(ask, answer) if has_all_words and len(query.words) > 1 and not kind else Answer()
    first = recommended(query, ask.access) if page.number == 1 and not kind else []
    shown = {document.thing for document in first}
    return replace(
        found,
        page=page,
        hits=_hits(answer, query, language, shown),
        others=_hits(others, query, language, shown),
        recommended=[_hit(document, query, language) for document in first],
    )


def _others(ask: Ask, answer: Answer) -> Answer:
    """Where what has all words does not fill a page: as many things as are left to fill it that have some of them."""
    total = sum(answer.counts.values())
    if not 0 < total < PAGE_SIZE:
        return Answer()
    # Things, not rows, are told apart: one that is found again may be shown in another language.
    found = engine().find(replace(ask, needs_all_words=False, offset=0, limit=PAGE_SIZE))
    rows = SearchDocument.objects.filter(pk__in=[*answer.ids, *found.ids])
    things = dict(rows.values_list("pk", "thing"))
    shown = {things.get(pk) for pk in answer.ids}
    return Answer([pk for pk in found.ids if things.get(pk) not in shown][: PAGE_SIZE - total])


def page_number(text: str) -> int:
    """The number of a page as it stands in an address; 1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _hits(answer: Answer, query: Query, language: str, shown: set[str]) -> list[Hit]:
    """The hits of an answer without the things that are shown above them already."""
    documents = SearchDocument.objects.in_bulk(answer.ids)
    found = [documents[pk] for pk in answer.ids if pk in documents]
    return [_hit(document, query, language) for document in found if document.thing not in shown]


def _hit(document: SearchDocument, query: Query, language: str) -> Hit:
    title_language = document.title_language or document.language
    badge = next(
        (code for code in (document.language, title_language) if code != language and code in LANGUAGES), ""
    )
    return Hit(
        kind=kind_of(document.kind),
        url=document.url,
        title=Words(highlight(document.title, query), title_language),
        passage=Words(passage(document.summary, document.body, query) or SafeString(""), document.language),
        facts=_facts(document, language),
        badge=badge,
    )


def _facts(document: SearchDocument, language: str) -> list[str]:
    facts = list(document.facts.values())
    if document.day and document.kind in AGEING_KINDS and not {"date", "dates", "day"} & set(document.facts):
        facts.insert(0, format_date(document.day, language))
    return facts[:MOST_FACTS]

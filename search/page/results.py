"""Results that the search page shows for what somebody typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.content.searchable import EVERYONE
from portal.language import LANGUAGES, fallback_order, format_date
from portal.localisation.text import LocalisedText

from ..engines import find
from ..engines.base import Answer, Ask
from ..models.document import SearchDocument
from ..models.synonym_group import synonyms_for
from ..query.analysis import Query, understand
from ..query.promotions import recommended
from ..query.scoring import AGEING_KINDS
from .files import FileHit, in_files
from .highlight import highlight, passage
from .kinds import Kind, in_order, kind_of

PAGE_SIZE = 10
LAST_PAGE = 10_000  # No list is longer; keeps numbers that somebody made up away from the database.
MOST_FACTS = 3


@dataclass(frozen=True)
class Hit:
    """One thing that was found, in the language in which the reader best reads it."""

    kind: Kind
    url: str
    title: LocalisedText
    passage: LocalisedText
    facts: list[str]
    badge: str  # The language to name beside it; empty when it is the reader's.
    in_file: FileHit | None = None  # Where its files hold words that it does not show itself.


@dataclass(frozen=True)
class Results:
    """One page of what was found."""

    query: Query
    kind: str
    counts: dict[str, int] = field(default_factory=dict)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)  # Of the chosen kind.
    filtered: int = 0  # How many of the chosen kind pass all filters.
    hits: list[Hit] = field(default_factory=list)
    page: Page | None = None
    has_all_words: bool = True
    is_stand_in: bool = False  # The database answered for a search server that did not.
    recommended: list[Hit] = field(default_factory=list)  # By editors; on the first page of all kinds.
    others: list[Hit] = field(default_factory=list)  # With some of the words, where few have all.

    @property
    def total(self) -> int:
        """Number of things of all kinds that were found."""
        return sum(self.counts.values())

    @property
    def shown_total(self) -> int:
        """Number of things of the chosen kind that pass the filters."""
        return self.filtered if self.kind else self.total

    @property
    def kinds(self) -> list[tuple[Kind, int]]:
        """The kinds that were found, as tabs, and the chosen one."""
        codes = set(self.counts) | ({self.kind} - {""})
        return [(kind, self.counts.get(kind.code, 0)) for kind in in_order(codes)]


def results_for(
    text: str,
    language: str,
    kind: str = "",
    number: int = 1,
    filters: Mapping[str, tuple[str, ...]] | None = None,
    access: tuple[str, ...] = (EVERYONE,),
) -> Results:
    """Page `number` of what was found for `text`, for a reader of `language`. A page that is not there is the last.

    `filters` are of the kind: any of the values of each; `access` is what the reader may open.
    """
    query = understand(text, language, synonyms_for(language))
    if not query.words:
        return Results(query, kind)
    number = min(max(number, 1), LAST_PAGE)
    ask = Ask(
        query,
        fallback_order(language),
        timezone.localdate(),
        kind,
        filters={name: values for name, values in (filters or {}).items() if values},
        access=access,
        offset=(number - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )
    ask, answer = with_all_words_or_some(ask)
    found = Results(
        query,
        kind,
        answer.counts,
        answer.facets,
        answer.filtered,
        has_all_words=ask.needs_all_words or not answer.counts,
        is_stand_in=answer.is_stand_in,
    )
    page = Paginator(range(found.shown_total), PAGE_SIZE).get_page(number)
    if page.number != number:
        answer = find(replace(ask, offset=(page.number - 1) * PAGE_SIZE))
    first = recommended(query, access) if page.number == 1 and not kind else []
    shown = {document.thing for document in first}
    documents = _documents(answer, access, shown)
    shown |= {document.thing for document in documents}
    others = _documents(_others(ask, answer), access, shown)
    return replace(
        found,
        page=page,
        hits=_hits(documents, query, language, access),
        recommended=_hits(first, query, language, access),
        others=_hits(others[: PAGE_SIZE - len(documents)], query, language, access),
    )


def with_all_words_or_some(ask: Ask) -> tuple[Ask, Answer]:
    """The answer to a question; where nothing has all of its words, the question for some of them and the answer to
    that.
    """
    answer = find(ask)
    if answer.counts or len(ask.query.words) == 1:
        return ask, answer
    ask = replace(ask, needs_all_words=False)
    return ask, find(ask)


def _others(ask: Ask, answer: Answer) -> Answer:
    """Returns the things with some of the words, where those with all of them do not fill a page."""
    is_full = sum(answer.counts.values()) >= PAGE_SIZE
    if not answer.ids or is_full or ask.kind or not ask.needs_all_words or len(ask.query.words) == 1:
        return Answer()
    return find(replace(ask, needs_all_words=False, offset=0, limit=PAGE_SIZE))


def page_number(text: str) -> int:
    """The number of a page as it stands in an address; 1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _documents(answer: Answer, access: tuple[str, ...], shown: set[str]) -> list[SearchDocument]:
    """The documents of an answer without the things that are shown above them already.

    What the engine found is looked at again as it is now: a row may have become private since.
    """
    rows = SearchDocument.objects.filter(access__in=access).in_bulk(answer.ids)
    found = [rows[pk] for pk in answer.ids if pk in rows]
    return [document for document in found if document.thing not in shown]


def _hits(documents: list[SearchDocument], query: Query, language: str, access: tuple[str, ...]) -> list[Hit]:
    files = in_files(documents, query, language, access)
    return [_hit(document, query, language, files.get(document.pk)) for document in documents]


def _hit(document: SearchDocument, query: Query, language: str, in_file: FileHit | None) -> Hit:
    title_language = document.title_language or document.language
    badge = next(
        (code for code in (document.language, title_language) if code != language and code in LANGUAGES), ""
    )
    return Hit(
        kind=kind_of(document.kind),
        url=document.url,
        title=LocalisedText(highlight(document.title, query), title_language),
        passage=LocalisedText(
            passage(document.summary, document.body, query) or SafeString(""), document.language
        ),
        facts=_facts(document, language),
        badge=badge,
        in_file=in_file,
    )


def _facts(document: SearchDocument, language: str) -> list[str]:
    told = dict(document.facts)  # PostgreSQL keeps no order of keys.
    mark = told.pop("mark", "")
    facts = [mark, *told.values()] if mark else list(told.values())
    if document.day and document.kind in AGEING_KINDS and not {"date", "dates", "day"} & set(document.facts):
        facts.insert(0, format_date(document.day, language))
    return facts[:MOST_FACTS]

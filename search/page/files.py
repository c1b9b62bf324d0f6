"""Places in a hit's files of the words that the hit itself does not show: one query for a page of hits."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, F, IntegerField, Q, Value, When, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from portal.language import fallback_order, format_number
from portal.localisation.text import LocalisedText

from ..models.document import SearchDocument
from ..models.part import SearchPart
from ..query.analysis import Query, Word, document_terms
from .highlight import passage

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class OfDocument(TypedDict):
        """Facts about a part's document in the query of the best parts."""

        model: str
        key: str


MOST_WORDS = 6  # Of a question that are looked for in files: each costs time for every page of them.
LOOKED_AT = 4_000  # Characters of a hit's body that count as what it shows.


@dataclass(frozen=True)
class FileHit:
    """The part of a file in which the words stand best."""

    file: LocalisedText  # Its name; empty when it is called what the hit is called.
    format: str  # "PDF"
    url: str
    place: str  # "page 12"; empty when the file has no parts.
    passage: LocalisedText
    language: str


def in_files(
    documents: Iterable[SearchDocument], query: Query, language: str, access: tuple[str, ...]
) -> dict[int, FileHit]:
    """By document: the best part of the thing's files that holds a word which title, summary and body do not."""
    documents = list(documents)
    best = {(part.model, part.key): part for part in _best_parts(documents, query, language, access)}
    found = {}
    for document in documents:
        part = best.get((document.model, document.key))
        if part and _is_needed(document, part, query):
            found[document.pk] = _file_hit(document, part, query, language)
    return found


def _best_parts(
    documents: list[SearchDocument], query: Query, language: str, access: tuple[str, ...]
) -> "Iterable[WithAnnotations[SearchPart, OfDocument]]":
    """For each thing the part that holds most words: in the reader's language before others, by pages before whole."""
    words = query.words[:MOST_WORDS]
    if not documents or not words:
        return []
    things = reduce(or_, (Q(document__model=row.model, document__key=row.key) for row in documents))
    distance = Case(
        *(When(language=code, then=Value(place)) for place, code in enumerate(fallback_order(language))),
        default=Value(9),
        output_field=IntegerField(),
    )
    parts = SearchPart.objects.filter(things, document__access__in=access).annotate(
        met=reduce(add, map(_is_met, words)),
        distance=distance,
        is_whole=Case(When(unit="", then=Value(1)), default=Value(0), output_field=IntegerField()),
        model=F("document__model"),
        key=F("document__key"),
    )
    place = Window(
        RowNumber(),
        partition_by=[F("document__model"), F("document__key")],
        order_by=["-met", "distance", "is_whole", "number", "pk"],
    )
    return parts.filter(met__gt=0).annotate(place=place).filter(place=1)


def _is_met(word: Word) -> Combinable:
    """1 where the part holds any term of the word."""
    open_terms = {term.text for term in word.terms if term.is_open}
    closed = {term.text for term in word.terms if not term.is_open} - open_terms
    held = [Q(terms__contains=f" {text}") for text in sorted(open_terms)]
    held += [Q(terms__contains=f" {text} ") for text in sorted(closed)]
    return Case(When(reduce(or_, held), then=Value(1)), default=Value(0), output_field=IntegerField())


def _is_needed(document: SearchDocument, part: SearchPart, query: Query) -> bool:
    shown = " ".join([document.title, document.summary, document.body[:LOOKED_AT]])
    known = set(document_terms(shown, document.language))
    missing = [word for word in query.words if not word.is_met_by(known)]
    held = part.terms.split()
    return any(word.is_met_by(held) for word in missing)


def _file_hit(document: SearchDocument, part: SearchPart, query: Query, language: str) -> FileHit:
    number = format_number(part.number, language)
    places = {
        "page": _("page %(number)s"),
        "slide": _("slide %(number)s"),
        "sheet": _("sheet %(number)s"),
    }
    return FileHit(
        file=LocalisedText("" if part.file == document.title else part.file, part.language),
        format=PurePosixPath(part.url).suffix.removeprefix(".").upper(),
        url=part.url,
        place=places[part.unit] % {"number": number} if part.unit in places else "",
        passage=LocalisedText(passage("", part.text, query), part.language),
        language="" if part.language == language else part.language,
    )

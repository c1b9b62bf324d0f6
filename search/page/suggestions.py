"""Suggestions while somebody types: words that search knows, completed, and titles of things.

Only of what everybody may open, for the answer is the same for every visitor and kept for a minute on the way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q

from portal.content.searchable import EVERYONE
from portal.language import AskedWord, Kind, fallback_order, fold, readings_of
from portal.language.folding import is_cyrillic
from portal.language.romanisation import skeleton

from ..engines import engine
from ..models.document import SearchDocument
from ..models.word import SearchWord
from ..query.analysis import Term, Way, Word, understand
from .addresses import results_address
from .kinds import KINDS, kind_of
from .spelling import exactly, is_held

LONGEST = 80  # Characters of what is typed; nothing is suggested for more.
SHORTEST = 2  # Letters of the word that is being typed.
MOST_WORDS, MOST_TITLES = 3, 5
LOOKED_AT = (
    200  # Of the things whose titles hold the words, so many are put in order; more letters leave fewer.
)
COMMONEST = 40  # Words that begin as typed, of which those in its very letters come first;
TRIED = 12  # and of them so many are asked for.
TITLES = ("title", "names")
_ACCESS = (EVERYONE,)


@dataclass(frozen=True)
class Suggestion:
    """One line of the list: its text and the language of that, what kind of thing it is, and where it leads."""

    text: str
    url: str
    language: str
    note: str = ""  # The kind of a thing; empty for words to search for.


def suggestions_for(text: str, language: str) -> list[Suggestion]:
    """At most eight suggestions for what a reader of a language has typed so far, words first. Never fails."""
    words = readings_of(text, language) if len(text) <= LONGEST else []
    if not words or len(words[-1].surface) < SHORTEST or text[-1:].isspace():
        return []
    before = list(understand(" ".join(word.surface for word in words[:-1]), language).words)
    completed = islice(_completions(text, words[-1], before, language), MOST_WORDS)
    return [*completed, *_titles(text, words[-1], before, language)[:MOST_TITLES]]


def _starts(word: AskedWord) -> list[tuple[str, str]]:
    """The beginnings of known words that this one may be: (letters in which they are compared, beginning).

    As it is typed, and in the layout that was meant.
    """
    exact = [reading.term for reading in word.readings if reading.kind == Kind.EXACT]
    found = (("folded", fold(term)) if is_cyrillic(term) else ("latin", skeleton(term)) for term in exact)
    return [(place, start) for place, start in found if len(start) >= SHORTEST]


def _completions(text: str, word: AskedWord, before: list[Word], language: str) -> Iterator[Suggestion]:
    """The commonest words that begin so, each with what was typed before it, if a text holds both."""
    begun = Q(pk=None)
    for place, start in _starts(word):
        begun |= Q(**{f"{place}_start": start[:2], f"{place}__startswith": start})
    rows = SearchWord.objects.filter(begun, language=language).order_by("-documents", "word")[:COMMONEST]
    typed = word.surface.casefold()
    head = text[: text.rfind(word.surface)] if word.surface in text else ""
    seen = {fold(typed)} if any(row.word == typed for row in rows) else set()
    tried = 0
    for row in sorted(rows, key=lambda row: not row.word.startswith(typed)):
        if row.folded in seen or tried == TRIED:
            continue
        seen.add(row.folded)
        tried += 1
        if is_held([*before, exactly(row.word)], _ACCESS):
            full = f"{head}{row.word if head else row.surface}"
            yield Suggestion(full, results_address(full), language)


def _titles(text: str, word: AskedWord, before: list[Word], language: str) -> list[Suggestion]:
    """Things whose title or name holds the words: first those that begin so, then the nearest
    language, the shortest.
    """
    marks = {"folded": Kind.FOLDED, "latin": Kind.LATIN}
    terms = tuple(Term(f"{marks[place]}{start}", is_open=True) for place, start in _starts(word))
    if not terms:
        return []
    ids = engine().heads([*before, Word((Way(1.0, terms),))], TITLES, _ACCESS, LOOKED_AT)
    languages = fallback_order(language)
    fields = ("kind", "thing", "language", "title_language", "title", "url")
    found: dict[str, SearchDocument] = {}
    for document in SearchDocument.objects.filter(pk__in=ids, access=EVERYONE).only(*fields):
        known = found.get(document.thing)
        if not known or languages.index(document.language) < languages.index(known.language):
            found[document.thing] = document
    beginning, kinds = fold(text), list(KINDS)
    last = beginning.split()[-1]

    def place(document: SearchDocument) -> tuple:
        title = fold(document.title)
        return (
            not title.startswith(beginning),
            f" {last}" not in title,  # Else it is met by another of its names.
            languages.index(document.language),
            kinds.index(document.kind) if document.kind in kinds else len(kinds),
            len(document.title),
            document.title,
        )

    return [
        Suggestion(
            document.title,
            document.url,
            document.title_language or document.language,
            str(kind_of(document.kind).one),
        )
        for document in sorted(found.values(), key=place)
    ]

"""Did you mean: the nearest words that search knows, for words with which it finds nothing, or only by cutting them
short.

Other letters, the Latin alphabet, another keyboard layout and endings are no mistakes: the analysis reads them
(docs/search-analysis.md). What is left are slips: a letter wrong, missing, doubled, or two in the wrong order.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from django.db.models import Q
from django.db.models.functions import Length
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.content.searchable import EVERYONE
from portal.language import fold, readings_of, terms_of
from portal.language.folding import is_cyrillic
from portal.language.romanisation import skeleton

from ..engines import engine
from ..index.vocabulary import ends_of
from ..models.word import SearchWord
from ..query.analysis import MOST_WORDS, Query, Term, Way, Word, document_terms, understand
from ..query.scoring import PLACES

SHORTEST_MENDED = 4  # Letters; a shorter word is near to too many.
SHORTEST_WITH_TWO = 7  # From so many letters on two slips are forgiven.
SURE = 5  # With one slip in at least so many letters a reading is sure enough to be shown at once.
OF_A_STEM = 0.5  # To meet a word without its endings is so much farther than to meet it whole.
CHOICES = 3  # Words that are tried in place of one;
COMBINATIONS = 6  # and ways to put several together.


@dataclass(frozen=True)
class Proposal:
    """Another question that finds something; `pieces` are its text and whether each piece was changed."""

    pieces: tuple[tuple[str, bool], ...]
    is_sure: bool

    @property
    def text(self) -> str:
        """The question as it is asked."""
        return "".join(piece for piece, _changed in self.pieces)

    @property
    def emphasised(self) -> SafeString:
        """The question, escaped, with the changed words in `<em>`."""
        pieces = (format_html("<em>{}</em>", piece) if changed else piece for piece, changed in self.pieces)
        return format_html_join("", "{}", ((piece,) for piece in pieces))


@dataclass(frozen=True)
class WordFound:
    """A word of a question that finds something alone, and how many things."""

    text: str
    count: int


@dataclass(frozen=True)
class _Near:
    """A known word near a typed one."""

    word: str
    surface: str
    slips: int


def proposal_for(query: Query, access: tuple[str, ...] = (EVERYONE,)) -> Proposal | None:
    """Returns what may have been meant by a question that finds nothing, or not with all words; None if nobody knows.

    It finds something for a reader who may open what `access` names: every word in it was asked for.
    """
    words = _words_of(query)
    choices = [
        [None] if _is_found(asked, access) else _choices(typed, query.language, access)
        for typed, asked in words
    ]
    if not any(choice and choice[0] for choice in choices):
        return None
    combinations = list(islice(product(*(choice or [None] for choice in choices)), COMBINATIONS))
    chosen = next((each for each in combinations if _meet(words, each, access)), None)
    is_whole = chosen is not None
    chosen = chosen or combinations[0]
    is_sure = is_whole and all(
        near is None or near.slips * SURE <= len(typed)
        for (typed, _asked), near in zip(words, chosen, strict=True)
    )
    pieces = tuple(_pieces(query.text, [typed for typed, _asked in words], chosen))
    # A word that does not stand in the text as it is compared (o’z) can be put right by nobody but who typed it.
    return Proposal(pieces, is_sure) if any(changed for _piece, changed in pieces) else None


def is_met_by_guesses(query: Query, shown: Iterable[str]) -> bool:
    """True when what is shown of the things that were found holds some word only cut short, as a mistyped word may
    happen to be met.
    """
    if not any(word.guesses for word in query.words):
        return False
    known = {term for text in shown for term in document_terms(text, query.language)}
    return any(word.guesses and not word.without_guesses.is_met_by(known) for word in query.words)


def words_found(query: Query, access: tuple[str, ...] = (EVERYONE,)) -> list[WordFound]:
    """The words of a question of several that find something alone, as they were typed."""
    words = _words_of(query)
    if len(words) < 2:
        return []
    counted = (WordFound(typed, engine().count([asked], access)) for typed, asked in words)
    return [found for found in counted if found.count]


def exactly(word: str) -> Word:
    """A word in lower case that is met only as it is written."""
    return Word((Way(1.0, (Term(f"={word}"),)),))


def is_held(words: list[Word], access: tuple[str, ...]) -> bool:
    """True when a document that may be opened holds all these words."""
    return bool(engine().heads(words, tuple(PLACES), access, limit=1))


def _words_of(query: Query) -> list[tuple[str, Word]]:
    """Each word of a question once, as it was typed and as it is asked for."""
    found: dict[str, Word] = {}
    for asked in readings_of(query.text, query.language):
        words = understand(asked.surface, query.language).words
        if words:
            found.setdefault(asked.surface, words[0])
    return list(found.items())[:MOST_WORDS]


def _is_found(word: Word, access: tuple[str, ...]) -> bool:
    return is_held([word.without_guesses], access)


def _choices(typed: str, language: str, access: tuple[str, ...]) -> list[_Near]:
    near = (each for each in nearest(typed, language) if is_held([exactly(each.word)], access))
    return list(islice(near, CHOICES))


def _meet(words: list[tuple[str, Word]], chosen: tuple[_Near | None, ...], access: tuple[str, ...]) -> bool:
    asked = [exactly(near.word) if near else word for (_typed, word), near in zip(words, chosen, strict=True)]
    return is_held(asked, access)


def nearest(typed: str, language: str) -> Iterator[_Near]:
    """Known words near a typed one, the nearest first; of equally near ones those of the language, then the
    commonest.
    """
    word = typed.casefold()
    if len(word) < SHORTEST_MENDED or not word.isalpha():
        return
    place, forms = _forms(word, language)
    farthest = 2 if len(forms[0]) >= SHORTEST_WITH_TWO else 1
    rows = _around(place, forms, farthest)
    found: dict[int, float] = {}
    for form in forms:
        extra = 0.0 if form == forms[0] else OF_A_STEM
        limit = min(farthest, 2 if len(form) >= SHORTEST_WITH_TWO else 1)
        for _text, slips, number in process.extract(
            form, [row[0] for row in rows], scorer=OSA.distance, score_cutoff=limit, limit=None
        ):
            if slips:
                found[number] = min(found.get(number, 9.0), slips + extra)
    best = sorted(found, key=lambda number: (found[number], rows[number][3] != language, -rows[number][4]))
    seen = set()
    for number in best:
        folded, known, surface, *_rest = rows[number]
        if folded not in seen:
            seen.add(folded)
            yield _Near(known, surface, int(found[number] + OF_A_STEM))


def _forms(word: str, language: str) -> tuple[str, list[str]]:
    """In which letters a word is compared, and what is compared: the word, and the word without endings."""
    if not is_cyrillic(word):
        return "latin", [skeleton(word)]
    terms = [term for token in terms_of(word, language) for term in token.terms.folded]
    return "folded", [*dict.fromkeys([fold(word), *(term for term in terms if len(term) >= SHORTEST_MENDED)])]


def _around(place: str, forms: list[str], farthest: int) -> list[tuple[str, str, str, str, int]]:
    """Known words that begin or end like one of these forms and are about as long."""
    near = Q()
    for form in forms:
        start, end = ends_of(form)
        near |= Q(**{f"{place}_start": start}) | Q(**{f"{place}_end": end})
    lengths = [len(form) for form in forms]
    near &= Q(length__range=(min(lengths) - farthest, max(lengths) + farthest))
    rows = SearchWord.objects.annotate(length=Length(place)).filter(near)
    return list(rows.values_list(place, "word", "surface", "language", "documents"))


def _pieces(text: str, typed: list[str], chosen: tuple[_Near | None, ...]) -> Iterator[tuple[str, bool]]:
    """The text with its changed words in place of those typed."""
    changes = {word: near.surface for word, near in zip(typed, chosen, strict=True) if near}
    whole_words = "|".join(re.escape(word) for word in changes)
    # A pattern with a group splits a text into what is between its matches and, at odd places, the matches.
    for number, piece in enumerate(re.split(rf"(?<!\w)({whole_words})(?!\w)", text)):
        if piece:
            yield (changes[piece], True) if number % 2 else (piece, False)

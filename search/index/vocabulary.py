"""The words that search knows: those of texts that everybody may open, and in how many documents each stands.

They are counted by the clock and not when a thing is saved: a text has thousands of words, and two savings that
counted the same ones would wait for each other. A count that is an hour old proposes as well as a fresh one. What may
not be opened any more is not shown even in that hour: whatever is proposed or completed is asked for first
(`search.page.spelling`, `search.page.suggestions`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

from django.db import transaction

from portal.content.searchable import EVERYONE
from portal.language import LANGUAGES, fold
from portal.language.analysis import cut
from portal.language.romanisation import skeleton

from ..engines.base import TERMS_OF_PARTS
from ..models.document import SearchDocument
from ..models.vocabulary import SearchVocabulary
from ..models.word import SearchWord

SHORTEST, LONGEST = 3, 40  # Letters of a word.
MOST_WORDS = 150_000  # Of a language; of more, those that stand in the fewest documents are left out.
READ_AT_ONCE = 100  # Documents;
WRITTEN_AT_ONCE = 1_000  # and words: between two batches others may write.
_COUNTED = ("documents", "surface")
_ENDS = 2  # Letters of a word's start and of its end.


def refresh_words() -> bool:
    """Counts the words again if a text has changed since they were last counted; True when it did."""
    digest = _digest_of_texts()
    if SearchVocabulary.objects.filter(pk=1, digest=digest).exists():
        return False
    for language in LANGUAGES:
        _write(language, _counted(language))
    SearchVocabulary.objects.update_or_create(pk=1, defaults={"digest": digest})
    return True


def ends_of(word: str) -> tuple[str, str]:
    """The first and the last two letters of a folded word or a skeleton."""
    return word[:_ENDS], word[-_ENDS:]


def _open_documents() -> Any:
    return SearchDocument.objects.filter(access=EVERYONE)


def _digest_of_texts() -> str:
    """One digest of all that everybody may open: 0.3 s for 100,000 documents."""
    digest = blake2b(digest_size=16)
    for pk, known in _open_documents().order_by("pk").values_list("pk", "digest").iterator(chunk_size=5_000):
        digest.update(f"{pk} {known}\n".encode())
    return digest.hexdigest()


def _counted(language: str) -> dict[str, tuple[int, str]]:
    """Documents and commonest spelling of each word of a language.

    One pass over the documents, of which a hundred are in memory at a time: what grows is the list of words alone.
    """
    words: Counter[str] = Counter()
    spelt: Counter[str] = Counter()
    documents = _open_documents().filter(language=language).order_by("pk").prefetch_related(TERMS_OF_PARTS)
    for document in documents.iterator(chunk_size=READ_AT_ONCE):
        found = dict(_words_of(document))
        words.update(found.keys())
        spelt.update(surface for word, surface in found.items() if surface != word)
    commonest = dict(words.most_common(MOST_WORDS))
    # A word that begins sentences now and then is no name: more than half of its documents must write it so.
    names = {
        surface.casefold(): surface
        for surface, number in spelt.items()
        if number * 2 > commonest.get(surface.casefold(), number * 2)
    }
    return {word: (number, names.get(word, word)) for word, number in commonest.items()}


def _words_of(document: SearchDocument) -> Iterator[tuple[str, str]]:
    """Each word of a document in lower case, and as it is written: of its texts, then of its files."""
    for part in document.parts.all():
        yield from (
            (term[1:], term[1:]) for term in part.terms.split() if term[0] == "=" and _counts(term[1:])
        )
    texts = (
        document.body,
        document.summary,
        *document.keywords,
        *document.names,
        *document.old_names,
        document.title,
    )
    for text in texts:
        for surface, word, _joined in cut(text):
            if _counts(word):
                written = surface[: len(word)]
                yield word, written if written.casefold() == word else word


def _counts(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def _write(language: str, counted: dict[str, tuple[int, str]]) -> None:
    """Makes the rows of a language say what was counted, writing only what differs, in short transactions."""
    known = SearchWord.objects.filter(language=language).order_by("pk")
    new = dict(counted)
    changed, gone = [], []
    for row in known.only("pk", "word", *_COUNTED).iterator(chunk_size=5_000):
        documents, surface = new.pop(row.word, (0, ""))
        if not documents:
            gone.append(row.pk)
        elif (documents, surface) != (row.documents, row.surface):
            row.documents, row.surface = documents, surface
            changed.append(row)
    for pks in _batches(gone):
        SearchWord.objects.filter(pk__in=pks).delete()
    for rows in _batches(changed):
        SearchWord.objects.bulk_update(rows, _COUNTED, batch_size=200)
    for words in _batches(new.items()):
        rows = [_row(language, word, *what) for word, what in words]
        with transaction.atomic():
            SearchWord.objects.bulk_create(rows, ignore_conflicts=True)


def _row(language: str, word: str, documents: int, surface: str) -> SearchWord:
    folded, latin = fold(word)[:LONGEST], skeleton(word)[:90]
    starts = ends_of(folded), ends_of(latin)
    return SearchWord(
        language=language,
        word=word,
        surface=surface,
        documents=documents,
        folded=folded,
        latin=latin,
        folded_start=starts[0][0],
        folded_end=starts[0][1],
        latin_start=starts[1][0],
        latin_end=starts[1][1],
    )


def _batches(things: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(things)
    while batch := list(islice(iterator, WRITTEN_AT_ONCE)):
        yield batch

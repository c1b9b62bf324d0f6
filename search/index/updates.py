"""Writing the rows of search: they always follow the database, never what a caller holds in memory."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any, cast

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction
from django.utils import timezone
from django.utils.translation import override, pgettext

from portal.content.searchable import EVERYONE, FilePart, Searchable, SearchEntry

from ..engines import engine
from ..models.document import SearchDocument
from ..models.facet import SearchFacet
from ..models.facet_words import FacetWords
from ..models.part import SearchPart
from ..query.analysis import document_terms
from .outbox import note
from .rebuilds import note_rebuild
from .vocabulary import refresh_words

BATCH = 200  # Things that are written at once, with all pages of their files in memory.
LONGEST_BODY = 100_000  # Characters of a text that are kept;
LONGEST_PART = 20_000  # and of one page or slide of a file,
MOST_PARTS = 2_000  # of which so many are kept.
ANALYSIS_VERSION = 3  # Raise it when terms are made differently; then rebuild.
_LOCKS = 1024
_LOCK_CLASS = 7361  # Any number, the same in every process.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # Seconds before a rebuild tries again what somebody else is writing.
_WRITTEN = [
    "kind",
    "thing",
    "access",
    "day",
    "region",
    "title_language",
    "digest",
    "url",
    "title",
    "facts",
]
_WRITTEN += ["names", "old_names", "keywords", "facets", "summary", "body"]


@dataclass(frozen=True)
class IndexedRow:
    """Row of the index as it shall be: a document, with the parts of its files."""

    document: SearchDocument
    parts: tuple[FilePart, ...] = ()


Progress = Callable[[str, int, int], None]


def refresh(thing: models.Model) -> None:
    """Makes the rows of one thing say what the database says of it now; no rows when it is not public or gone."""
    _refresh_batch(type(thing), [thing.pk])


def refresh_many(rows: models.QuerySet) -> None:
    """Makes the rows of many things say what the database says of them now, in batches; memory stays flat."""
    for keys in in_batches_of_keys(rows):
        _refresh_batch(rows.model, keys)


def in_batches_of_keys(rows: models.QuerySet) -> Iterator[list[Any]]:
    """The keys of many things, so many at a time as are written at once."""
    return _batches(rows.order_by().values_list("pk", flat=True).iterator(chunk_size=2000))


def forget(model: type[models.Model], key: Any) -> None:
    """Lets go of the rows of a thing that was deleted."""
    with transaction.atomic():
        _lock(model, [key])
        _delete(SearchDocument.objects.filter(model=model._meta.label_lower, key=str(key)))


def rebuild_model(model: type[models.Model], progress: Progress | None = None) -> None:
    """Writes all rows of one model anew and drops those of things that are gone or no longer public."""
    rows = _searchable_rows(model)
    total, done = rows.count(), 0
    for keys in in_batches_of_keys(rows):
        _rebuild_batch(model, keys)
        done += len(keys)
        if progress:
            progress(model._meta.label, done, total)
    known = (
        SearchDocument.objects.filter(model=model._meta.label_lower).order_by().values_list("key", flat=True)
    )
    to_python = model._meta.pk.to_python
    for texts in _batches(known.distinct().iterator(chunk_size=2000)):
        keys = [to_python(text) for text in texts]
        public = set(rows.order_by().filter(pk__in=keys).values_list("pk", flat=True))
        gone = [key for key in keys if key not in public]
        if gone:
            _rebuild_batch(model, gone)


def rebuild(progress: Progress | None = None) -> int:
    """Writes all rows anew, while the portal goes on; returns how many there are."""
    started_at, found = timezone.now(), searchable_models()
    for model in found:
        rebuild_model(model, progress)
    with transaction.atomic():
        _delete(SearchDocument.objects.exclude(model__in=[model._meta.label_lower for model in found]))
        engine().tidy()
    refresh_words()
    forget_words_of_facets()
    number = SearchDocument.objects.count()
    note_rebuild(started_at, number)
    return number


def forget_words_of_facets() -> int:
    """Lets go of what the values of facets are called that nothing has which everybody may open. Returns how many
    went.
    """
    used = set(
        SearchFacet.objects.filter(document__access=EVERYONE)
        .order_by()
        .values_list("document__kind", "document__language", "name", "value")
        .distinct()
    )
    known = FacetWords.objects.values_list("pk", "kind", "language", "name", "value")
    unused = [pk for pk, *place in known if tuple(place) not in used]
    return sum(FacetWords.objects.filter(pk__in=keys).delete()[0] for keys in _batches(unused))


def searchable_models() -> list[type[models.Model]]:
    """The models of all rooms that search finds."""
    return [model for model in apps.get_models() if issubclass(model, Searchable)]


def _searchable_rows(model: type[models.Model]) -> models.QuerySet:
    """The rows of one of those models that are worth asking."""
    return cast(type[Searchable], model).searchable_rows()


def _batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(keys)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _rebuild_batch(model: type[models.Model], keys: list[Any]) -> None:
    """Writes the rows of these things, the unchanged too, without ever waiting for one thing while it holds another.

    A save that touches two things would wait for the rebuild, and the rebuild for it: one of them would fail.
    """
    for pause in _PAUSES:
        with transaction.atomic():
            if _lock(model, keys, may_wait=False):
                _write_batch(model, keys, even_unchanged=True)
                return
        time.sleep(pause)
    for key in keys:
        with transaction.atomic():
            _lock(model, [key])
            _write_batch(model, [key], even_unchanged=True)


def _refresh_batch(model: type[models.Model], keys: list[Any]) -> None:
    with transaction.atomic():
        _lock(model, keys)
        _write_batch(model, keys)


def _write_batch(model: type[models.Model], keys: list[Any], even_unchanged: bool = False) -> None:
    wanted: dict[tuple[str, str], IndexedRow] = {}
    for thing in _searchable_rows(model).filter(pk__in=keys):
        for entry in thing.search_entries():
            row = _row(thing, entry)
            wanted[row.document.key, row.document.language] = row
    label = model._meta.label_lower
    known = SearchDocument.objects.filter(model=label, key__in=[str(key) for key in keys])
    present = {
        (document.key, document.language): document
        for document in known.only("pk", "key", "language", "digest", "version")
    }
    _write(wanted, present, even_unchanged)
    gone = [document.pk for place, document in present.items() if place not in wanted]
    if gone:
        _delete(SearchDocument.objects.filter(pk__in=gone))


def _write(
    wanted: dict[tuple[str, str], IndexedRow],
    present: dict[tuple[str, str], SearchDocument],
    even_unchanged: bool,
) -> None:
    new, changed, same = [], [], []
    for place, row in wanted.items():
        known = present.get(place)
        if known is None:
            new.append(row)
        elif known.digest != row.document.digest:
            row.document.pk, row.document.version = known.pk, known.version + 1
            changed.append(row)
        elif even_unchanged:
            row.document.pk, row.document.version = known.pk, known.version
            same.append(row)
    SearchDocument.objects.bulk_create([row.document for row in new])
    written = [*new, *changed, *same]
    if not written:
        return
    # As an upsert: `bulk_update` takes three times as long as all the rest together.
    SearchDocument.objects.bulk_create(
        [row.document for row in [*changed, *same]],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*_WRITTEN, "version"],
    )
    _write_details(written)
    engine().write([row.document for row in written])
    note((row.document.pk, row.document.version) for row in [*new, *changed])


def _write_details(rows: list[IndexedRow]) -> None:
    """The parts of files and the facets of these documents, instead of those kept before."""
    ids = [row.document.pk for row in rows]
    _delete_details(ids)
    SearchFacet.objects.bulk_create(
        SearchFacet(document=row.document, name=name, value=value)
        for row in rows
        for name, value in row.document.facet_values
    )
    _write_facet_words([row.document for row in rows if row.document.access == EVERYONE])
    SearchPart.objects.bulk_create(
        (_part(row.document, part) for row in rows for part in row.parts), batch_size=100
    )


def _write_facet_words(documents: list[SearchDocument]) -> None:
    """Writes the words of these documents' facets, where they are new: else every save would wait for every other."""
    told = {
        (document.kind, document.language, name, value): words[:300]
        for document in documents
        for name, values in document.facets.items()
        for value, words in values
    }
    if not told:
        return
    kinds = {kind for kind, *_rest in told}
    known = FacetWords.objects.filter(kind__in=kinds, value__in={place[3] for place in told})
    written = {(row.kind, row.language, row.name, row.value): row.words for row in known}
    FacetWords.objects.bulk_create(
        [
            FacetWords(kind=kind, language=language, name=name, value=value, words=words)
            for (kind, language, name, value), words in sorted(told.items())
            if written.get((kind, language, name, value)) != words
        ],
        update_conflicts=True,
        unique_fields=["kind", "language", "name", "value"],
        update_fields=["words"],
    )


def _delete_details(ids: list[int]) -> None:
    for details in (SearchPart, SearchFacet):
        rows = details.objects.filter(document__in=ids)
        rows._raw_delete(using=DEFAULT_DB_ALIAS)  # Nothing hangs on them to be looked for.


def _delete(rows: models.QuerySet) -> None:
    for gone in _batches(list(rows.values_list("pk", "version"))):
        ids = [pk for pk, _version in gone]
        engine().forget(ids)
        _delete_details(ids)
        SearchDocument.objects.filter(pk__in=ids)._raw_delete(using=DEFAULT_DB_ALIAS)
        note((pk, version + 1) for pk, version in gone)


def _facts(thing: models.Model, entry: SearchEntry) -> dict[str, str]:
    """Returns the facts beside a hit's title; what was invented for a demonstration says so first."""
    told = {name: _clean(str(fact)) for name, fact in entry.facts.items() if fact}
    if not getattr(thing, "is_demo", False):
        return told
    with override(entry.language):
        return {"mark": pgettext("mark", "demo"), **told}


def _row(thing: models.Model, entry: SearchEntry) -> IndexedRow:
    document = SearchDocument(
        kind=cast(Searchable, thing).search_kind,
        model=thing._meta.label_lower,
        key=str(thing.pk),
        thing=f"{thing._meta.label_lower}:{getattr(thing, 'translation_key', thing.pk)}",
        language=entry.language,
        access=entry.access,
        day=entry.day,
        region=entry.region,
        title_language=entry.title_language,
        url=entry.url,
        title=_clean(entry.title),
        facts=_facts(thing, entry),
        names=[_clean(name) for name in dict.fromkeys(entry.names) if name],
        old_names=[_clean(name) for name in dict.fromkeys(entry.old_names) if name],
        keywords=[_clean(str(keyword)) for keyword in dict.fromkeys(entry.keywords) if keyword],
        facets={
            name: [[value, _clean(str(words))] for value, words in values]
            for name, values in entry.facets.items()
            if values
        },
        summary=_clean(entry.summary),
        body=_clean(entry.body)[:LONGEST_BODY],
    )
    parts = entry.parts[:MOST_PARTS]
    said = [ANALYSIS_VERSION, *(getattr(document, name) for name in _WRITTEN if name != "digest")]
    said += [(part.file, part.url, part.language, part.unit, part.number, part.text) for part in parts]
    document.digest = blake2b(json.dumps(said, default=str).encode(), digest_size=16).hexdigest()
    return IndexedRow(document, parts)


def _part(document: SearchDocument, part: FilePart) -> SearchPart:
    text = _clean(part.text)[:LONGEST_PART]
    language = part.language or document.language
    return SearchPart(
        document=document,
        unit=part.unit,
        number=part.number,
        file=_clean(part.file),
        url=part.url,
        language=language,
        text=text,
        terms=f" {' '.join(dict.fromkeys(document_terms(text, language)))} ",
    )


def _clean(text: str) -> str:
    """Without NUL, which PostgreSQL keeps in no text, and lone surrogates, which no database does."""
    return str(text).replace("\0", "").encode("utf-8", "ignore").decode()


def _lock(model: type[models.Model], keys: list[Any], may_wait: bool = True) -> bool:
    """Until the transaction ends nobody else writes the rows of these things. Without `may_wait`, False where
    somebody does.

    Else two transactions that change two descriptions of one record would each write rows from what they see, and the
    later would put back what the earlier changed. SQLite has one writer at a time anyway. Locks are few and taken
    in order, so that a batch neither fills PostgreSQL's table of locks nor waits for another in a ring.
    """
    if connection.vendor != "postgresql":
        return True
    slots = sorted({_slot(model, key) for key in keys})
    function = "pg_advisory_xact_lock" if may_wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        sql = f"SELECT {function}({_LOCK_CLASS}, slot) FROM unnest(%s::int[]) AS slot"  # noqa: S608 Constants only.
        cursor.execute(sql, [slots])
        return all(taken is not False for (taken,) in cursor.fetchall())


def _slot(model: type[models.Model], key: Any) -> int:
    """The number of the lock of a thing; few things share one."""
    name = f"{model._meta.label_lower}:{key}"
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest()) % _LOCKS

"""What an engine beside the database has yet to hear of: noted in the transaction of each change, never lost."""

from collections.abc import Iterable

from django.conf import settings

from .records import SearchChange, SearchDocument


def note(documents: Iterable[SearchDocument]) -> None:
    """Gives each document, which has been saved, the version of this change; an engine that is fed later hears of it."""
    if not settings.SEARCH_URL:
        return
    documents = list(documents)
    changes = SearchChange.objects.bulk_create(SearchChange(document_id=row.pk) for row in documents)
    for document, change in zip(documents, changes, strict=True):
        document.version = change.pk
    SearchDocument.objects.bulk_update(documents, ["version"], batch_size=200)


def note_gone(ids: Iterable[int]) -> None:
    """Notes that these documents are gone."""
    if settings.SEARCH_URL:
        SearchChange.objects.bulk_create(SearchChange(document_id=pk, is_gone=True) for pk in ids)

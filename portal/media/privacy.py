"""Privacy of documents: which of them not everybody may open."""

from collections.abc import Sequence

from wagtail.models import Collection, CollectionViewRestriction

from .models.document import PortalDocument


def hidden_documents(documents: Sequence[PortalDocument]) -> set[int]:
    """The keys of those that not everybody may open: their collection, or one above it, is private.

    One query, or two where the portal has private collections at all, however many documents.
    """
    private = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    if not private or not documents:
        return set()
    collections = {document.collection_id for document in documents}
    paths = dict(Collection.objects.filter(pk__in=collections).values_list("pk", "path"))
    return {document.pk for document in documents if paths[document.collection_id].startswith(private)}

"""Search data that every installation has from the first day: a row for each thing that there is."""

from .index.updates import rebuild
from .index.vocabulary import refresh_words
from .models.document import SearchDocument
from .models.word import SearchWord


def install() -> None:
    """Writes all rows and words where there are none: after a migration that gave them another shape."""
    if not SearchDocument.objects.exists():
        rebuild()
    elif not SearchWord.objects.exists():
        refresh_words()

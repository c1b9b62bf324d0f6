"""Changes of rows, as those of their things make them."""

from search.index import updates
from search.index.updates import IndexedRow, _write
from search.models import SearchDocument


def change(*rows):
    """Writes rows again with another title, as a change of their things does."""
    for row in rows:
        known = SearchDocument.objects.get(pk=row.pk)
        new = SearchDocument.objects.get(pk=row.pk)
        new.title, new.digest = f"{row.title} жаңа", f"{known.digest[:-1]}{known.version % 10}"
        _write(
            {(row.key, row.language): IndexedRow(new)}, {(row.key, row.language): known}, even_unchanged=False
        )


def delete(*rows):
    updates._delete(SearchDocument.objects.filter(pk__in=[row.pk for row in rows]))

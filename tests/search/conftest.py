"""What tests of search share: a way to put documents into the index, and the things that rooms make searchable."""

import pytest

from search.actions import Row, _write
from search.engines import engine
from search.records import SearchDocument


@pytest.fixture
def document(db):
    """Makes a document as if a room had told of it, and returns it."""
    made = []

    def make(title="", language="kk", kind="page", key="", model="tests.thing", parts=(), **fields):
        key = key or f"{len(made) + 1}"
        fields.setdefault("thing", f"{model}:{key}")
        row = SearchDocument(
            kind=kind,
            model=model,
            key=key,
            language=language,
            title=title,
            url=f"/{language}/{key}/",
            **fields,
        )
        _write({(key, language): Row(row, tuple(parts))}, {}, even_unchanged=False)
        made.append(row)
        return row

    return make


@pytest.fixture
def empty_index(db):
    """An index without the pages that every installation has."""
    SearchDocument.objects.all().delete()
    engine().tidy()

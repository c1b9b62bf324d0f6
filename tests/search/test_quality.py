"""Search answers the judged queries of each language as well as `docs/search-quality.md` says."""

import os
from collections.abc import Iterator

import pytest

from search.index.updates import rebuild
from tests.bench.search import ask_page, measure, report, things, too_low

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(os.environ.get("SEARCH_URL")), reason="`make bench-search` measures a server"),
]


@pytest.fixture(scope="module")
def demonstration(loaded_portal, clean_database, django_db_blocker) -> Iterator[None]:
    """The tests' database holds the demonstration's data."""
    with django_db_blocker.unblock():
        clean_database.put(loaded_portal.source)
    yield
    with django_db_blocker.unblock():
        clean_database.put_back()


@pytest.mark.usefixtures("demonstration")
def test_every_language_is_answered_well():
    rebuild()  # Words to propose for misspelt ones are counted then.
    measured = measure(ask_page(things()))
    report("The search page", measured)
    assert too_low(measured) == {}

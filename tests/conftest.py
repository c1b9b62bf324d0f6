"""What all tests share."""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import translation
from wagtail.models import ModelLogEntry

from federation.directory.models import Organisation
from search.models import FacetWords
from search.query.query_log import TALLY
from tests import sampling, services
from tests.clean_database import CleanDatabase
from tests.once import one_after_another, shared_folder
from tests.running import browser_context_args, browser_type_launch_args, loaded_portal, portal

__all__ = ["browser_context_args", "browser_type_launch_args", "loaded_portal", "portal", "sampling"]

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "1"
)  # Playwright runs an event loop beside the live server.


def pytest_report_header() -> list[str]:
    return services.summary()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where the time went: seconds of all processes together, by folder (docs/quality.md)."""
    seconds: Counter[str] = Counter()
    for report in (report for kind in terminalreporter.stats.values() for report in kind):
        if isinstance(report, pytest.TestReport):
            parts = report.nodeid.partition("::")[0].split("/")
            depth = 3 if parts[1] in ("portal", "federation") else 2
            seconds["/".join(parts[: min(depth, len(parts) - 1)])] += report.duration
    terminalreporter.section("seconds by folder")
    for folder, spent in seconds.most_common():
        if spent >= 1:
            terminalreporter.write_line(f"{spent:6.0f}  {folder}")


# What takes longest comes first: one process would run it alone at the end.
LONGEST = (
    "tests/face/test_every_page.py",
    "tests/doors/",
    "tests/search/test_server_dies.py",
    "tests/journeys/",
    "tests/test_nothing_hidden_shows.py",
    "tests/faults/",
    "tests/face/",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins; what asks no database is asked once: the run on PostgreSQL leaves it out."""

    def place(item: pytest.Item) -> int:
        return next((at for at, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))

    items.sort(key=place)
    on_portal = [item for item in items if services.asks_database(item)]
    if on_portal and not any(item.get_closest_marker("django_db") for item in on_portal):
        # pytest-django makes the database for tests with this mark alone, and a running portal's is a copy of it.
        on_portal[0].add_marker("django_db")
    if services.postgresql():
        config.hook.pytest_deselected(items=[item for item in items if not services.asks_database(item)])
        items[:] = [item for item in items if services.asks_database(item)]


@pytest.fixture(scope="session")
def clean_database(django_db_modify_db_settings) -> CleanDatabase:
    """This process's database, and the copy of what migrations left that all processes share."""
    return CleanDatabase()


@pytest.fixture(scope="session")
def django_db_setup(request, tmp_path_factory, clean_database, django_db_blocker) -> Iterator[None]:
    """Only the first process migrates. After a test that commits, the database is what migrations left."""
    with (
        one_after_another(shared_folder(tmp_path_factory), "migrated") as is_first,
        django_db_blocker.unblock(),
    ):
        if not is_first:
            clean_database.put_back()
        request.getfixturevalue("django_db_setup")
        # Tests begin with an empty directory; the fixture `federation` installs the one entry that it has. Whoever comes
        # later has it again: the installation follows each migration.
        Organisation.objects.federation().delete()
        ModelLogEntry.objects.filter(content_type__model="organisation").delete()
        FacetWords.objects.all().delete()
        if is_first:
            clean_database.take()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: clean_database.put_back())
        yield


@pytest.fixture(autouse=True)
def _fresh_caches():
    """Nothing kept in memory by one test may reach another."""
    caches["fragments"].clear()
    TALLY.take(even_early=True)


@pytest.fixture(autouse=True)
def _first_language():
    """A page asked for in one test leaves its language behind; the next begins in the portal's first."""
    translation.deactivate()


@pytest.fixture(scope="module")
def taken_back(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What the fixtures of a module make once for all its tests, which have the mark `django_db`, is taken back.

    They run before those of a test, so they too begin in the portal's first language.
    """
    translation.deactivate()
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=["kk", "ru", "en"])
def language(request) -> str:
    """Runs a test once in each language of the portal."""
    return request.param

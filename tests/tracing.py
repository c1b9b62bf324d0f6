"""Measures coverage of the modules of tests/check_coverage.py: a plugin of pytest, `-p tests.tracing`, in each process.

It begins before Django loads the rooms. Only tests of the folders below are traced, and none with a browser: tracing
all of them would cost four minutes.
"""

from collections.abc import Generator
from importlib import import_module

import pytest
from coverage import Coverage

TRACED = (
    "tests/federation/",
    "tests/home/",
    "tests/resources/",
    "tests/portal/accounts/",
    "tests/portal/backup/",
    "tests/portal/caching/",
    "tests/portal/content/",
    "tests/portal/health/",
    "tests/portal/mail/",
    "tests/portal/media/",
    "tests/portal/translation/",
    "tests/admin/test_bounds.py",
    "tests/portal/editing/test_rules.py",
    "tests/portal/web/test_breakers.py",
    "tests/search/test_index_health.py",
)

measured = Coverage(data_suffix=True)
measured.start()


def pytest_collection_finish() -> None:
    """Imports what is measured: a module that an untraced test imports first would seem to lack its own lines."""
    from tests.check_coverage import GROUPS, modules

    for group in GROUPS:
        for name in modules(group):
            import_module(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Runs a test of other folders, with its fixtures, untraced."""
    if item.nodeid.startswith(TRACED) and not item.get_closest_marker("browser"):
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


def pytest_sessionfinish() -> None:
    """Keeps what this process has measured beside what the others have."""
    measured.stop()
    measured.save()

"""The face is looked at in the portal as `make run` starts it (tests/running.py)."""

from collections.abc import Iterator

import pytest

from tests import services

from .browsing import Windows, names_in
from .pages import Found, found_in


@pytest.fixture(scope="session")
def addresses(portal) -> dict[str, dict]:
    """What stands in the running demonstration: by language, name by name; `errors` are the pages of errors."""
    return names_in(portal)


@pytest.fixture(scope="session")
def found(addresses) -> dict[str, Found]:
    """Every page type in every language, by its name: "kk-home"."""
    pages = [page for language in ("kk", "ru", "en") for page in found_in(language, addresses[language])]
    return {str(page): page for page in pages}


@pytest.fixture(scope="session")
def windows(portal, browser, addresses) -> Iterator[Windows]:
    """The windows in which pages are looked at."""
    opened = Windows(browser, portal, addresses["errors"])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    path = services.node_module("axe-core/axe.min.js")
    services.needs(path, "axe-core (make face-tools)")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def html_folder(tmp_path_factory):
    """Where each visited page's HTML lies for the HTML checker."""
    return tmp_path_factory.mktemp("html")

"""A portal whose database is taken away goes on answering: a page in the language of the address, and no traceback."""

import re
import shutil
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import services
from tests.ports import free_port
from tests.running import Portal, environment_of, started

HEADINGS = {
    "kk": "Портал уақытша жұмыс істемейді",
    "ru": "Портал временно не работает",
    "en": "The portal is briefly unavailable",
}
PATHS = ("", "directory/", "search/?q=a", "nothing/", "account/login/", "desk/")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(services.postgresql()), reason="Runs once, with databases of its own"),
]


@contextmanager
def _web(folder: Path, database: str) -> Iterator[str]:
    """The address of the web process alone, with its data in a folder."""
    port = free_port()
    environment = environment_of(folder, port, database) | {"WORKERS": "1"}
    alone = Portal(f"http://127.0.0.1:{port}", folder, environment)
    with started(alone, ["web"], first="/static/css/site.css"):
        yield alone.url


def _ask(url: str) -> tuple[int, str, str]:
    """Status, when to come again, and the words of an answer."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.headers.get("Retry-After", ""), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Retry-After", ""), error.read().decode()


def _is_closed_in_its_language(url: str) -> None:
    for language, heading in HEADINGS.items():
        for path in PATHS:
            status, again, html = _ask(f"{url}/{language}/{path}")
            assert (status, again) == (503, "60"), (language, path)
            assert f'<html lang="{language}">' in html
            assert re.findall(r"<h1>(.*?)</h1>", html) == [heading]
            assert not re.search(r"Traceback|\w+Error\b|sqlite|psycopg|connect", html)


@pytest.fixture
def folder(portal, tmp_path) -> Path:
    """A folder of data with the static files of the running portal."""
    shutil.copytree(portal.folder / "static", tmp_path / "static")
    return tmp_path


def test_portal_whose_database_is_taken_away_says_so_and_comes_back_with_it(portal, folder):
    file, hidden = folder / "portal.sqlite3", folder / "hidden.sqlite3"
    with sqlite3.connect(portal.folder / "portal.sqlite3") as source, sqlite3.connect(file) as copy:
        source.backup(copy)
    with _web(folder, f"sqlite:///{file}") as url:
        assert _ask(f"{url}/kk/directory/")[0] == 200
        file.rename(hidden)
        file.mkdir()
        _is_closed_in_its_language(url)
        assert _ask(f"{url}/health/")[0] == 503
        file.rmdir()
        hidden.rename(file)
        assert _ask(f"{url}/kk/directory/")[0] == 200


def test_portal_whose_postgresql_is_stopped_says_so(folder):
    with _web(folder, f"postgres://portal@127.0.0.1:{free_port()}/portal") as url:
        _is_closed_in_its_language(url)

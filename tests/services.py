"""Which services this machine offers to the tests, and what is skipped without them.

REQUIRE_SERVICES=1 (as in CI) turns a missing service into a failure: nothing is skipped silently there.
"""

import os
import shutil
from functools import cache
from pathlib import Path

import pytest


@cache
def chromium() -> str | None:
    """The path of Chromium, or None."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


# The fixtures by which a test asks for one.
DATABASES = frozenset({"db", "transactional_db", "django_db_setup", "portal"})


@cache
def postgresql() -> str | None:
    """The address of PostgreSQL when the suite runs on it, or None."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else None


# What a browser shows is the same on either database: the journeys of each role run on both, these stories once.
browsed_once = pytest.mark.skipif(bool(postgresql()), reason="Looked at once, on SQLite")
# Who may do what, and what letters and pages say, is asked of the same code on either database.
asked_once = pytest.mark.skipif(bool(postgresql()), reason="Asked once, on SQLite")


def asks_database(item: pytest.Item) -> bool:
    """True when a test may ask a database: its own, or that of the running portal."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "browser", "concurrency"))
    return marked or not DATABASES.isdisjoint(getattr(item, "fixturenames", ()))


@cache
def redis() -> str | None:
    """The address of a Redis server, or None."""
    url = os.environ.get("REDIS_URL", "")
    return url or None


@cache
def elasticsearch() -> str | None:
    """The address of an Elasticsearch 9 server whose indexes may come and go, or None."""
    return os.environ.get("TEST_SEARCH_URL") or None


@cache
def node_module(path: str) -> Path | None:
    """A file of the tools that `make face-tools` puts beside the tests of the face, or None."""
    file = Path(__file__).parent / "face" / "node_modules" / path
    return file if file.exists() else None


@cache
def html_checker() -> list[str] | None:
    """The command that starts the Nu HTML checker, or None without Java or the checker."""
    java, jar = shutil.which("java"), node_module("vnu-jar/build/dist/vnu.jar")
    return [java, "-Xss2m", "-jar", str(jar)] if java and jar else None


@cache
def lighthouse() -> list[str] | None:
    """The command that starts Lighthouse, or None without Node or Lighthouse."""
    node, script = shutil.which("node"), node_module("lighthouse/cli/index.js")
    return [node, str(script)] if node and script else None


def summary() -> list[str]:
    """One line a service, for the head of a test run."""
    return [
        f"database: {'PostgreSQL' if postgresql() else 'SQLite (DATABASE_URL names no other)'}",
        f"browser: {chromium() or 'no Chromium: the journeys are skipped'}",
        f"face: {'axe-core' if node_module('axe-core/axe.min.js') else 'no axe-core (make face-tools)'}, "
        f"{'HTML checker' if html_checker() else 'no Java or HTML checker'}, "
        f"{'Lighthouse' if lighthouse() else 'no Node or Lighthouse'}",
        f"search: {elasticsearch() or 'TEST_SEARCH_URL is not set: tests of Elasticsearch are skipped'}",
        f"redis: {redis() or 'REDIS_URL is not set: its cache tests are skipped'}",
    ]


def needs(found: object, what: str) -> None:
    """Skips the running test when a service is missing; fails it when services are required."""
    if found:
        return
    if os.environ.get("REQUIRE_SERVICES"):
        pytest.fail(f"{what} is required here and was not found")
    pytest.skip(f"{what} is not on this machine")

"""Which services this machine offers to the tests, and what is skipped without them.

REQUIRE_SERVICES=1 (as in CI) turns a missing service into a failure: nothing is skipped silently there.
"""

import os
import shutil
from functools import cache

import pytest


@cache
def chromium() -> str | None:
    """The path of Chromium, or None."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@cache
def postgresql() -> str | None:
    """The address of PostgreSQL when the suite runs on it, or None."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else None


@cache
def redis() -> str | None:
    """The address of a Redis server, or None."""
    url = os.environ.get("REDIS_URL", "")
    return url or None


def summary() -> list[str]:
    """One line a service, for the head of a test run."""
    return [
        f"database: {'PostgreSQL' if postgresql() else 'SQLite (DATABASE_URL names no other)'}",
        f"browser: {chromium() or 'no Chromium: the journeys are skipped'}",
        f"redis: {redis() or 'REDIS_URL is not set: its cache tests are skipped'}",
    ]


def needs(found: str | None, what: str) -> None:
    """Skips the running test when a service is missing; fails it when services are required."""
    if found:
        return
    if os.environ.get("REQUIRE_SERVICES"):
        pytest.fail(f"{what} is required here and was not found")
    pytest.skip(f"{what} is not on this machine")

"""What all tests share."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _fresh_caches():
    """Nothing kept in memory by one test may reach another."""
    caches["fragments"].clear()


@pytest.fixture(params=["kk", "ru", "en"])
def language(request) -> str:
    """Runs a test once in each language of the portal."""
    return request.param

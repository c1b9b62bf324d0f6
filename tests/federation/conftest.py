"""Who and what is there in the tests of the federation's rooms."""

import pytest

from federation.directory.install import install
from federation.directory.models import Organisation


@pytest.fixture
def federation(db) -> Organisation:
    """The federation's own entry, as an installation has it."""
    install()
    return Organisation.objects.federation().get()

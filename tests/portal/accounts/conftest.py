import re

import pytest

from portal.accounts.enums import Role
from tests.outbox import written_letters

from .factories import PASSWORD, UserFactory


@pytest.fixture
def user(db):
    return UserFactory()


@pytest.fixture
def editor(db):
    return UserFactory(role=Role.EDITOR)


@pytest.fixture
def sign_in(client):
    """Signs in by the form, as people do."""

    def _sign_in(user, password=PASSWORD, language="en", **extra):
        return client.post(
            f"/{language}/account/login/", {"login": user.email, "password": password, **extra}
        )

    return _sign_in


@pytest.fixture
def link_in_letter():
    """The first address under /account/ in the last letter to somebody."""

    def _link(address):
        letter = written_letters().filter(address=address).latest("created_at")
        return re.search(r"https?://[^/\s]+(/\S+/account/\S+)", letter.words().text)[1]

    return _link


@pytest.fixture
def client_factory():
    """Makes visitors, each with a browser of their own."""
    from django.test import Client

    return Client

"""Who is there in the tests of sections with a second pair of eyes."""

import pytest

from federation.news.models import NewsIndexPage
from portal.content.actions import mark_section
from resources.models import LibraryPage
from tests.portal.content.reviewing import mighty, section, standard


@pytest.fixture(params=["administrator", "superuser"])
def author(request, client):
    """Somebody who may do everything, and is bound all the same."""
    is_super = request.param == "superuser"
    user = mighty(is_superuser=is_super)
    client.force_login(user)
    return user


@pytest.fixture
def marked():
    """News, the library and the page about the federation, marked."""
    for page in (section(NewsIndexPage), section(LibraryPage), standard("about")):
        mark_section(page, True)


@pytest.fixture
def administrator(client):
    """The same person where nothing is marked: there every door stands open."""
    user = mighty()
    client.force_login(user)
    return user

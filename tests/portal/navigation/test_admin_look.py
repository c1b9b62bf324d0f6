"""The admin in the portal's colours and languages."""

import re

import pytest

from portal.accounts.enums import Role
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """What the admin answers to an administrator who reads a language."""

    def ask(address: str, language: str) -> str:
        client.force_login(UserFactory(role=Role.ADMINISTRATOR, preferred_language=language))
        return client.get(address).content.decode()

    return ask


def test_admin_has_our_colours_mark_and_name(ask):
    html = ask("/admin/", "en")
    assert "css/admin.css" in html and 'class="mark-page"' in html
    (title,) = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
    assert " ".join(title.split()) == "Dashboard - Federation of Libraries"


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Барлық беттен іздеу…"), ("ru", "Искать на всех страницах"), ("en", "Search all pages…")],
)
def test_admin_speaks_the_editors_language(ask, language, words):
    assert words in ask("/admin/", language)


def test_scripts_of_the_admin_speak_kazakh(ask):
    assert '"Search": "\\u0406\\u0437\\u0434\\u0435\\u0443"' in ask("/admin/jsi18n/", "kk")

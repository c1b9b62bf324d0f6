"""Addresses in a language are built in one place."""

import ast

import pytest

from portal.localisation.addresses import home_url, section_url
from tests import rooms

# Where addresses are made of what somebody typed or a page's place says.
MAKERS = {
    "portal/localisation/addresses.py",
    "portal/blocks/videos.py",  # The last part of another site's address.
    "portal/content/reserved.py",  # The address that a page would have.
    "portal/editing/linking.py",  # The addresses that somebody may have typed.
    "portal/content/pages.py",  # The address of a page, from its place in the tree.
    "portal/navigation/presenters/menus.py",  # What editors typed, in the reader's language.
    "portal/web/middleware.py",  # What a request asked for.
    "portal/web/views.py",  # The way from "/", before anybody has a language.
}


def by_hand(source: str) -> list[int]:
    """The lines where an address begins with a language."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        and len(node.values) > 1
        and isinstance(first := node.values[0], ast.Constant)
        and first.value == "/"
        and isinstance(node.values[1], ast.FormattedValue)
    ]


def test_no_other_module_builds_an_address_by_hand():
    found = {
        file.relative_to(rooms.ROOT).as_posix(): lines
        for file in rooms.files("*.py")
        if (lines := by_hand(file.read_text()))
    }
    assert set(found) <= MAKERS


def test_such_an_address_is_found():
    assert by_hand('url = f"/{language}/directory/"') == [1]
    assert by_hand('url = f"{home}/{language}/"') == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_section_stands_below_the_first_page_of_its_language(language):
    assert home_url(language) == f"/{language}/"
    assert section_url("directory", "data/", language) == f"/{language}/directory/data/"

"""A name without a blank breaks where names stand: in the rail, in headings and in lines beside buttons."""

import re
from pathlib import Path

import pytest

STYLES = (Path(__file__).resolve().parents[3] / "portal" / "static" / "css" / "site.css").read_text()
BREAKING = {
    selector.strip()
    for selectors in re.findall(r"^ *([^{}/*]+)\{[^}]*overflow-wrap: anywhere", STYLES, re.MULTILINE)
    for selector in re.split(r",(?![^(]*\))", selectors)
}


@pytest.mark.parametrize(
    "place", [".rail-who", ".rail-list a", ".task-words", ".message", ".desk :is(h1, h2, h3, p, li)"]
)
def test_a_long_name_breaks(place):
    assert place in BREAKING

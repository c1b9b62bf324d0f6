"""Lines of templates are short wherever white space does not show. djhtml only indents them: it breaks no lines."""

import re

import pytest

from . import rooms

LONGEST = 120
# What no line break may stand in: a tag, what is written there, and a text that translators know by its bytes.
TRANSLATED = r"\{%\s*(blocktrans(?:late)?)\b.*?\{%\s*end\1\s*%\}"
WHOLE = re.compile(rf"(?:{TRANSLATED}|\{{%.*?%\}}|\{{\{{.*?\}}\}}|\{{#.*?#\}})", re.DOTALL)
VALUE = re.compile(r"=(?:\"[^\"]*\"|'[^']*')")
FIRST = re.compile(r"(<[a-z][\w-]*) ")  # An element stays with its first attribute.
# Beside these white space does not show, so here a line can be broken although it has none yet.
BLOCKS = "p|div|section|article|aside|main|header|footer|nav|ul|ol|dl|dt|dd|table|thead|tbody|tr|t[hd]|form|fieldset|h[1-6]"
BESIDE_A_BLOCK = re.compile(rf".<(?:{BLOCKS})\b|</(?:{BLOCKS})>.")
# Lines that can be broken only where it shows: in an attribute, in the title, between inline elements; the count may
# not grow.
SHOWS = {
    "federation/directory/templates/directory/directory_page.html": 1,
    "federation/directory/templates/directory/includes/citation.html": 2,
    "federation/directory/templates/directory/organisation.html": 1,
    "federation/news/templates/news/news_index_page.html": 1,
    "federation/workshops/templates/workshops/workshops_page.html": 1,
    "portal/templates/mail/base.html": 1,
}


def can_be_broken(line: str) -> bool:
    """Whether a line has a place for a line break: white space, or the edge of a block."""
    bare = FIRST.sub(r"\1_", VALUE.sub("=_", line.strip()))
    return bool(re.search(r"\s", bare) or BESIDE_A_BLOCK.search(bare))


def long_lines(text: str) -> list[tuple[int, str]]:
    """The lines that are too long and can be broken, with their numbers."""
    kept = WHOLE.sub(lambda found: re.sub(r"[^\n]", "_", found[0]), text)
    # A text of several lines counts as one that nobody can break.
    return [
        (number, line)
        for number, (line, whole) in enumerate(zip(text.split("\n"), kept.split("\n"), strict=True), 1)
        if len(line) > LONGEST and can_be_broken(whole)
    ]


def test_lines_are_short():
    found = {}
    for file in rooms.files("*.html"):
        if lines := long_lines(file.read_text(encoding="utf-8")):
            found[str(file.relative_to(rooms.ROOT))] = lines
    counts = {name: len(lines) for name, lines in found.items()}
    grown = {name: lines for name, lines in found.items() if len(lines) > SHOWS.get(name, 0)}
    assert grown == {}
    assert {name: count for name, count in SHOWS.items() if counts.get(name, 0) < count} == {}  # Lower these.


LONG = "x" * LONGEST


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (f'<a href="{LONG}" class="b">c</a>', True),
        (f"<div>{LONG}</div>", False),
        (f"<div>{LONG}</div><div>{LONG}</div>", True),
        (f'{{% if a %}}<p>{{% translate "{LONG}" %}}</p>{{% endif %}}', True),
        (f'  {{% translate "{LONG} {LONG}" %}}', False),
        (f"<b>{{% blocktranslate %}}a {LONG} <p>b</p>{{% endblocktranslate %}}</b>", False),
        (f"{{% blocktranslate %}}a\n{LONG} b{{% endblocktranslate %}}", False),
        (f"a {{{{ b|default:'{LONG}' }}}}", True),
    ],
)
def test_only_lines_with_a_place_to_break_them_are_told(text, is_told):
    assert bool(long_lines(text)) is is_told

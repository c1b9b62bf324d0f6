"""The texts of blocks are cleaned as their kind and name ask, however deep they lie."""

import pytest
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from portal.web.streams import clean_stream

pytestmark = pytest.mark.django_db

ODD = "a\x0bb\u202ec\u200bd\ufdd0"
AS_TEXT, AS_LINE, AS_HEADING = "a b\u202ec\u200bd", "a bc\u200bd", "a bcd"


class Everything(blocks.StreamBlock):
    """A block of each kind that holds text."""

    heading = blocks.CharBlock()
    line = blocks.CharBlock()
    text = blocks.TextBlock()
    rich = blocks.RichTextBlock()
    link = blocks.URLBlock()
    card = blocks.StructBlock([("title", blocks.CharBlock()), ("words", blocks.TextBlock())])
    points = blocks.ListBlock(blocks.CharBlock())
    table = TypedTableBlock([("text", blocks.CharBlock()), ("rich", blocks.RichTextBlock())])
    year = blocks.IntegerBlock()


RAW = [
    {"type": "heading", "value": ODD},
    {"type": "line", "value": ODD},
    {"type": "text", "value": ODD},
    {"type": "rich", "value": f"<p>{ODD}</p>"},
    {"type": "link", "value": "https://a.kz/\u200b\ufeff"},
    {"type": "card", "value": {"title": ODD, "words": ODD}},
    {"type": "points", "value": [ODD]},
    {
        "type": "table",
        "value": {
            "columns": [{"type": "text", "heading": ODD}, {"type": "rich", "heading": ODD}],
            "rows": [{"values": [ODD, f"<p>{ODD}</p>"]}],
            "caption": ODD,
        },
    },
    {"type": "year", "value": 2026},
]


def test_every_kind_of_block_is_clean():
    stream = clean_stream(Everything().to_python(RAW))
    found = [item["value"] for item in stream.get_prep_value()]
    points = [item["value"] for item in found.pop(6)]
    assert points == [AS_LINE]
    assert found == [
        AS_HEADING,
        AS_LINE,
        AS_TEXT,
        f"<p>{AS_TEXT}</p>",
        "https://a.kz/",
        {"title": AS_HEADING, "words": AS_TEXT},
        {
            "columns": [{"type": "text", "heading": AS_HEADING}, {"type": "rich", "heading": AS_HEADING}],
            "rows": [{"values": [AS_LINE, f"<p>{AS_TEXT}</p>"]}],
            "caption": AS_HEADING,
        },
        2026,
    ]


def test_clean_body_is_left_unread():
    raw = [{"type": "line", "value": "ab"}]
    stream = Everything().to_python(raw)
    assert clean_stream(stream) is stream
    assert stream._bound_blocks == [None]

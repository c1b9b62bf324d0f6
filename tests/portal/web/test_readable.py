"""Two versions beside each other, in words."""

import pytest
from wagtail.blocks.stream_block import StreamBlock

from home.models import StandardPage
from portal.blocks.body import BodyBlock
from portal.web.pieces import MOST_COMPARED, difference
from portal.web.readable import say


def every_block() -> list:
    return sorted(BodyBlock().child_blocks.items())


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "block"), every_block(), ids=[name for name, _block in every_block()])
def test_every_block_of_a_body_is_read_in_words(name, block):
    stream: StreamBlock = StandardPage.body.field.stream_block
    value = block.meta.preview_value if getattr(block.meta, "preview_value", None) else block.get_default()
    text = say(stream.to_python([{"type": name, "value": block.get_prep_value(block.normalize(value))}]))
    assert "<" not in text and "object at" not in text and "{" not in text, text
    assert text or not block.meta.preview_value


def test_difference_marks_what_only_one_of_them_has():
    found = difference("Title", "Books for all in Semey", "Books for many in Semey")
    assert found.stored == [("Books for ", False), ("all ", True), ("in Semey", False)]
    assert found.typed == [("Books for ", False), ("many ", True), ("in Semey", False)]
    assert difference("Title", "same", "same") is None


def test_long_stretch_that_both_have_is_shortened():
    same = "".join(f"{number}-кітап " for number in range(200))
    found = difference("Text", f"{same}бір{same}", f"{same}екі{same}")
    assert all(len(text) < 200 for text, _is_own in found.stored)
    assert "".join(text for text, _is_own in found.stored).count("…") == 2


def test_texts_longer_than_can_be_compared_stand_whole():
    text = "а" * (MOST_COMPARED + 1)
    assert difference("Text", text, "").stored == [(text, False)]
    assert difference("Text", text, "").typed == []

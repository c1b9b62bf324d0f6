"""Tables: their heads, numbers, and how they are translated."""

import re
from decimal import Decimal

import pytest
from django.utils.translation import override
from wagtail.contrib.typed_table_block.blocks import TypedTableBlockValidationError

from portal.blocks import BodyBlock, plain_text
from portal.blocks.tables import CellsBlock
from portal.blocks.written import written
from tests.markup import plain

BLOCK = BodyBlock()
NOTE = ("Ұзақтығы", [("Модуль", "text"), ("Күн", "number")], [("Бірінші", 1234.5), ("Екінші", 3)])


def table(note=NOTE, **fields):
    body = written("t", [("table", note)])
    body[0]["value"].update(fields)
    return BLOCK.to_python(body)


def html(body) -> str:
    return plain(BLOCK.render(body))


def test_table_has_a_caption_scoped_heads_and_numbers_as_the_language_writes_them():
    with override("ru"):
        shown = html(table())
    assert shown.count("<caption>Ұзақтығы</caption>") == 1
    assert re.findall(r'<th scope="col"( class="numeric")?>(.*?)</th>', shown) == [
        ("", "Модуль"),
        (' class="numeric"', "Күн"),
    ]
    assert re.findall(r'<th scope="row">(.*?)</th>', shown) == ["Бірінші", "Екінші"]
    assert re.findall(r'class="numeric">([\d\s,]+)</td>', shown) == ["1 234,5", "3"]


def test_table_scrolls_in_a_region_of_its_own_that_the_keyboard_reaches():
    assert html(table()).count('tabindex="0" role="region" aria-label="Ұзақтығы"') == 1


def test_first_column_may_be_cells_like_the_others():
    assert html(table(has_row_heads=False)).count('scope="row"') == 0


@pytest.mark.parametrize(
    "note", [(" ", [("Модуль", "text")], [("Бірінші",)]), ("Ұзақтығы", [("Модуль", "text")], [])]
)
def test_table_without_a_title_or_rows_is_refused(note):
    with pytest.raises(TypedTableBlockValidationError) as caught:
        CellsBlock().clean(table(note)[0].value["table"])
    assert len(caught.value.non_block_errors) == 1


def test_words_of_a_table_are_found_by_search():
    assert plain_text(table()) == "Ұзақтығы Модуль Күн Бірінші Екінші"


def test_each_text_is_translated_once_and_keeps_its_translation_when_rows_move():
    block = CellsBlock()
    note = ("Кесте", [("Кім", "text"), ("Сан", "number")], [("Қала", 2), ("Ауыл", 1), ("Қала", 3)])
    before = table(note)[0].value["table"]
    segments = block.get_translatable_segments(before)
    assert [segment.render_text() for segment in segments] == ["Кесте", "Кім", "Сан", "Қала", "Ауыл"]
    words = dict(zip([s.path for s in segments], ["Таблица", "Кто", "Число", "Город", "Село"], strict=True))
    moved = table((note[0], note[1], [("Ауыл", 1), ("Қала", 2)]))[0].value["table"]
    again = block.get_translatable_segments(moved)
    translated = block.restore_translated_segments(moved, [type(s)(s.path, words[s.path]) for s in again])
    assert translated.caption == "Таблица"
    assert [column["heading"] for column in translated.columns] == ["Кто", "Число"]
    assert [row["values"] for row in translated.row_data] == [
        ["Село", Decimal(1)],
        ["Город", Decimal(2)],
    ]

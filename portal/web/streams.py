"""Cleans the blocks of a page's body, each text as its block asks (portal.web.cleaning)."""

from typing import Any

from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.rich_text import RichText

from portal.language import clean_data, clean_heading, clean_text

from . import cleaning


def clean_stream(stream: StreamValue) -> StreamValue:
    """The same body with its texts clean. Its blocks are read only when some text in it may need it."""
    plain = stream.get_prep_value()
    if clean_data(plain, clean_heading) != plain:
        clean_block(stream.stream_block, "", stream)
    return stream


def clean_block(block: blocks.Block, name: str, value: Any) -> Any:
    """The value of a block with its texts clean; what holds others is changed in place."""
    if isinstance(value, StreamValue):
        for child in value:
            child.value = clean_block(child.block, child.block_type, child.value)
    elif isinstance(value, ListValue):
        for child in value.bound_blocks:
            child.value = clean_block(child.block, name, child.value)
    elif isinstance(value, TypedTable):
        _clean_table(value)
    elif isinstance(value, RichText):
        value.source = clean_text(value.source)
    elif isinstance(value, str):
        return cleaning.of_block(block, name)(value)
    elif isinstance(block, blocks.BaseStructBlock) and value:
        for child_name in value:
            value[child_name] = clean_block(block.child_blocks[child_name], child_name, value[child_name])
    return value


def _clean_table(table: TypedTable) -> None:
    table.caption = clean_heading(table.caption or "")
    for column in table.columns:
        column["heading"] = clean_heading(column["heading"] or "")
    kinds = [column["block"] for column in table.columns]
    for row in table.row_data:
        row["values"] = [
            clean_block(kind, "", value) for kind, value in zip(kinds, row["values"], strict=True)
        ]

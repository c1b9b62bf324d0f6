"""Tables."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue

from portal.language import format_number
from portal.localisation.text import active_language
from portal.look.components import Column

from .groups import WORDS


class CellsBlock(TypedTableBlock):
    """The cells of a table, column by column of words or of numbers, with the title of the whole."""

    text = blocks.CharBlock(label=_("Text"), required=False, max_length=500)
    number = blocks.DecimalBlock(label=_("Numbers"), required=False)

    def clean(self, table: TypedTable) -> TypedTable:
        cleaned = super().clean(table)
        if self.is_deferred_validation:  # A draft may be unfinished.
            return cleaned
        errors = []
        if not table.caption.strip():
            errors.append(ValidationError(_("Give the table a title that says what its figures show.")))
        if not table.columns or not table.row_data:
            errors.append(ValidationError(_("Add at least one column and one row.")))
        if errors:
            raise TypedTableBlockValidationError(non_block_errors=errors)
        return cleaned

    # wagtail-localize knows nothing of tables. A text is named by what it says, not by its place: a row that moves
    # keeps its translation, and a word that stands in ten cells is translated once.

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        """Every text of the table, each once."""
        return [StringSegmentValue(_name(text), text) for text in dict.fromkeys(_texts(table))]

    def restore_translated_segments(
        self, table: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        """The table with each text that has a translation in that translation."""
        known = {segment.path: segment.render_text() for segment in segments}
        return TypedTable(
            columns=[
                {**column, "heading": known.get(_name(column["heading"]), column["heading"])}
                for column in table.columns
            ],
            row_data=[
                {"values": [known.get(_name(v), v) if isinstance(v, str) else v for v in row["values"]]}
                for row in table.row_data
            ],
            caption=known.get(_name(table.caption), table.caption),
        )


def _cell(value: str | Decimal | None) -> str:
    """A cell as readers see it: a number as their language writes it."""
    if isinstance(value, str) or value is None:
        return value or ""
    return format_number(value, active_language())


def _texts(table: TypedTable) -> Iterator[str]:
    yield table.caption
    yield from (column["heading"] for column in table.columns)
    for row in table.row_data:
        yield from (value for value in row["values"] if isinstance(value, str))


def _name(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


class TableBlock(blocks.StructBlock):
    """A table with its title, the heads of its columns, and perhaps of its rows."""

    table = CellsBlock(label=_("Table"))
    has_row_heads = blocks.BooleanBlock(
        label=_("The first column contains row headings"),
        required=False,
        default=True,
        help_text=_("Screen readers then read the heading out before each cell in the row."),
    )

    class Meta:
        icon = "table"
        group = WORDS
        label = _("Table")
        template = "blocks/table.html"
        description = _("Figures or facts for readers to compare. Numbers are aligned to the right.")
        preview_value = {
            "table": {
                "caption": "Бағдарлама ұзақтығы",
                "columns": [{"type": "text", "heading": "Модуль"}, {"type": "number", "heading": "Күн"}],
                "rows": [
                    {"values": ["Қоғамдағы кітапхана қауымдастықтары", 1]},
                    {"values": ["Қауымдастық құру", 3]},
                    {"values": ["Қауымдастықты дамыту", 2]},
                ],
            },
            "has_row_heads": True,
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        table = value["table"]
        columns = [Column(column["heading"], column["block"].name == "number") for column in table.columns]
        return {
            **super().get_context(value, parent_context=parent_context),
            "caption": table.caption,
            "columns": columns,
            "rows": [[_cell(value) for value in row["values"]] for row in table.row_data],
            "no_row_heads": not value["has_row_heads"],
        }

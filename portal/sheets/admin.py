"""Exports of the admin's lists and reports, Wagtail's own and those of any library among them.

Wagtail's mixin writes formulas into CSV, leaves out the mark of the encoding, gives moments in UTC and its heads in
whichever language is active when the file is read. It offers no place to change that for views that are not ours; so
its one way out is put in here, for all of them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language, override
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from .responses import csv_answer, xlsx_answer
from .workbook import xlsx_pieces


def as_spreadsheet(self: Any, queryset: QuerySet, spreadsheet_format: str) -> HttpResponseBase:
    """The rows of a list as a file, in place of SpreadsheetExportMixin's method."""
    head = [str(self.get_heading(queryset, field)) for field in self.list_export]
    rows = _rows(self, queryset, spreadsheet_format, get_language())
    title = _title(self, queryset)
    name = slugify(self.get_filename()) or "table"
    if spreadsheet_format == self.FORMAT_CSV:
        return csv_answer(name, head, rows, shown=title)
    return xlsx_answer(name, xlsx_pieces(title, head, rows), shown=title)


def guard_exports() -> None:
    """Lets every export of the admin be written here."""
    SpreadsheetExportMixin.as_spreadsheet = as_spreadsheet


def _title(view: Any, queryset: QuerySet) -> str:
    """Returns the title of the list, in the reader's language."""
    words = getattr(view, "page_title", "") or queryset.model._meta.verbose_name_plural
    return capfirst(str(words))


def _rows(
    view: Any, queryset: QuerySet, file_format: str, language: str | None
) -> Iterator[Sequence[object]]:
    """The values row by row, in the reader's language also when the file is read after the answer was given."""
    for item in queryset:  # Not by `iterator`: some of Wagtail's reports have added to its rows.
        with override(language):
            row = view.to_row_dict(item)
            cells = [_value(view, field, row[field], file_format) for field in view.list_export]
        yield cells


def _value(view: Any, field: str, value: object, file_format: str) -> object:
    if isinstance(value, datetime) and file_format not in view.custom_field_preprocess.get(field, {}):
        return value  # Wagtail would turn it to UTC.
    value = view.preprocess_field_value(field, value, file_format)
    return value if isinstance(value, bool | int | float | datetime) or value is None else _plain(value)


def _plain(value: object) -> object:
    """Words that are put into a language when they are read are put into it now."""
    return value if type(value).__module__ in ("builtins", "datetime", "decimal") else str(value)

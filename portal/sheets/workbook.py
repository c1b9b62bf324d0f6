"""Tables as XLSX (ECMA-376)."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from .cells import Cell, cell_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR = 1900  # Before it a spreadsheet knows no days.
LONGEST = 32_767  # Signs in one cell; a spreadsheet calls a file with more damaged.
WIDTH = 24  # Of a column, in signs.
HEAD = Font(bold=True)
_MOMENTS = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # How the standard writes a sign that XML has not.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def xlsx_bytes(title: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet, its heads bold and always in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=sheet_title(title))
    sheet.freeze_panes = "A2"
    for number in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append(list(_cells(sheet, head, HEAD)))
    for row in rows:
        sheet.append(list(_cells(sheet, row)))
    out = io.BytesIO()
    book.save(out)
    return _without_moments(out)


def _without_moments(book: io.BytesIO) -> bytes:
    """The same workbook without when it was made: the same rows are the same bytes, and need not be sent again."""
    out = io.BytesIO()
    with ZipFile(book) as made, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MOMENTS.sub(b"", content)
            kept.writestr(ZipInfo(entry.filename), content, ZIP_DEFLATED)
    return out.getvalue()


def sheet_title(text: str) -> str:
    """A text as the name of a sheet: 31 signs, without those that a spreadsheet keeps for itself."""
    return _BAD_IN_TITLE.sub(" ", str(cell_of(text))).strip(" '")[:31].strip() or "1"


def _cells(
    sheet: WriteOnlyWorksheet, row: Sequence[object], font: Font | None = None
) -> Iterator[WriteOnlyCell]:
    for value in row:
        cell = _cell(sheet, cell_of(value))
        if font:
            cell.font = font
        yield cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell:
    if isinstance(value, date) and value.year < FIRST_YEAR:
        value = value.isoformat()
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        # Built-in formats, which each reader's spreadsheet shows in its own way.
        if isinstance(value, datetime):
            cell.number_format = "m/d/yy h:mm"
        elif isinstance(value, date):
            cell.number_format = "mm-dd-yy"
        elif isinstance(value, time):
            cell.number_format = "h:mm:ss"
        return cell
    cell = WriteOnlyCell(sheet, _LOOKS_ESCAPED.sub("_x005F_", value)[:LONGEST])
    cell.data_type = "s"  # Whatever it looks like: openpyxl takes "=1" for a formula and "#N/A" for an error.
    if value.lstrip().startswith(_FORMULA):
        cell.quotePrefix = True  # It stays text also when somebody edits the cell.
    return cell

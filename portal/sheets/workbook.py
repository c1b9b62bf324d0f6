"""Tables as XLSX (ECMA-376)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from .cells import Cell, cell_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR = 1900  # Before it a spreadsheet knows no days.
LONGEST = 32_767  # Signs in one cell; a spreadsheet calls a file with more damaged.
WIDTH = 24  # Of a column, in signs.
PIECE = 16 * 1024  # Bytes that are sent at once.
HEAD = Font(bold=True)
_MOMENTS = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # How the standard writes a sign that XML has not.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def xlsx_bytes(title: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet, its heads bold and always in sight. The same rows are the same bytes at any time."""
    return b"".join(xlsx_pieces(title, head, rows))


def xlsx_pieces(title: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The same in pieces, as the rows come: the file is never whole in memory, and its first bytes come at once."""
    pipe = _Pipe()
    with _Archive(pipe, "w", ZIP_DEFLATED) as archive:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(title=sheet_title(title))
        sheet.freeze_panes = "A2"
        for number in range(1, len(head) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTH
        sheet._id = 1  # noqa: SLF001 openpyxl numbers sheets when it saves a book; this one is written before.
        with archive.open(_entry(sheet.path[1:]), "w") as out:
            writer = _SheetWriter(sheet, out)
            sheet._writer = writer  # noqa: SLF001 openpyxl would write to a file of its own.
            writer.write_top()
            sheet.append(list(_cells(sheet, head, HEAD)))
            try:
                for row in rows:
                    sheet.append(list(_cells(sheet, row)))
                    if pipe.size >= PIECE:
                        yield pipe.take()
            finally:  # Also when nobody reads on, or a row cannot be had: what writes the sheet would complain.
                sheet.close()
        ExcelWriter(book, archive).write_data()
    yield pipe.take()


class _Pipe:
    """Buffer of what is not yet taken. It cannot be read or wound back, so that an archive writes straight on."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        self.size += len(part)
        return len(part)

    def flush(self) -> None:
        """Nothing: a part is there as soon as it is written."""

    def close(self) -> None:
        """Nothing: what was written is still to be taken."""

    def take(self) -> bytes:
        taken = b"".join(self.parts)
        self.parts, self.size = [], 0
        return taken


class _SheetWriter(WorksheetWriter):
    """Writes a sheet into the archive itself; openpyxl's writes a file that is put in there at the end."""

    def cleanup(self) -> None:
        """Nothing: there is no such file."""


class _Archive(ZipFile):
    """An archive without moments: the same rows are the same bytes, and need not be sent again."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_kwargs: Any) -> None:
        if zinfo_or_arcname == "docProps/core.xml":
            data = _MOMENTS.sub(b"", data)
        super().writestr(_entry(zinfo_or_arcname), data)

    def write(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the one file that openpyxl would put in is the sheet, which is there."""


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


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

"""Tables as CSV (RFC 4180)."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from defusedcsv import csv

from .cells import Cell, cell_of

BOM = "\ufeff".encode()  # Spreadsheets take a file without this mark for one in an old encoding.
STARTS = ("=", "+", "-", "@", "|", "%")  # What defusedcsv looks for in the first place alone.
# Japanese and Chinese spreadsheets read these as the narrow ones.
WIDE = str.maketrans({"＝": "=", "＋": "+", "－": "-", "＠": "@", "｜": "|", "％": "%"})

# Where a spreadsheet that separates by another sign than the comma, as in Russian and Kazakh, would begin a cell.
_INNER_FORMULA = re.compile(rf"([;\t\r\n]\s*)([{re.escape(''.join(STARTS))}{''.join(map(chr, WIDE))}])")


def csv_lines(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The lines of a file in UTF-8, an apostrophe before whatever a spreadsheet would run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_text(cell_of(value)) for value in head])
    yield BOM + _taken(out)
    for row in rows:
        writer.writerow([_text(cell_of(value)) for value in row])
        yield _taken(out)


def _text(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if not isinstance(cell, str):
        return cell
    cell = _INNER_FORMULA.sub(r"\1'\2", cell)
    return f"'{cell}" if _is_hidden_formula(cell) else cell


def _is_hidden_formula(text: str) -> bool:
    """True for a formula behind spaces, or in wide signs; the rest is defusedcsv's."""
    bare = text.lstrip().translate(WIDE)
    return bare.startswith(STARTS) and not text.startswith(STARTS)


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()

"""Tables that leave the portal, as CSV or XLSX: the one place where they are written, so that all are guarded alike.

No cell that somebody typed runs as a formula, every file opens in a spreadsheet of Kazakhstan with its letters right, and a
moment is that of Almaty.
"""

from .answers import csv_answer, xlsx_answer
from .comma import csv_lines
from .workbook import xlsx_bytes

__all__ = ["csv_answer", "csv_lines", "xlsx_answer", "xlsx_bytes"]

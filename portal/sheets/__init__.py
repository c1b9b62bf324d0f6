"""Exports as CSV or XLSX: the one place where tables are written, so that all are guarded alike.

No typed cell runs as a formula, every file opens in a spreadsheet program in Kazakhstan with correct characters, and
times are those of Almaty.

- `workbook`, `csv_files`, `cells`: tables as XLSX and CSV, and what a value is in a cell
- `responses`: answers that hold a table
- `admin`: exports of the admin's lists and reports
"""

from .csv_files import csv_lines
from .responses import csv_answer, xlsx_answer
from .workbook import xlsx_bytes, xlsx_pieces

__all__ = ["csv_answer", "csv_lines", "xlsx_answer", "xlsx_bytes", "xlsx_pieces"]

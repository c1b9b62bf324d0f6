"""Answers that hold a table."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from .csv_files import csv_lines
from .workbook import CONTENT_TYPE

CSV_TYPE = "text/csv; charset=utf-8; header=present"


def csv_answer(
    name: str, head: Sequence[object], rows: Iterable[Sequence[object]], shown: str = ""
) -> StreamingHttpResponse:
    """A CSV file as it is written, row by row; for `name` and `shown` see `disposition`."""
    response = StreamingHttpResponse(csv_lines(head, rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = disposition(f"{name}.csv", shown and f"{shown}.csv")
    return response


def xlsx_answer(name: str, content: bytes | Iterator[bytes], shown: str = "") -> HttpResponseBase:
    """A workbook, whole or as it is written; for `name` and `shown` see `disposition`."""
    answer = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    response = answer(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = disposition(f"{name}.xlsx", shown and f"{shown}.xlsx")
    return response


def disposition(name: str, shown: str = "") -> str:
    """Content-Disposition of a file to keep (RFC 6266): a name of Latin letters, and one in the reader's words."""
    header = content_disposition_header(True, name)
    if not shown or shown.isascii():
        return header
    return f"{header}; {content_disposition_header(True, shown).partition('; ')[2]}"

"""Tables as files: read back by another's reader, they hold the values and nothing that runs."""

import csv
import gc
import io
import re
import sys
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from portal.sheets import csv_answer, csv_lines, xlsx_bytes, xlsx_pieces
from portal.sheets.responses import disposition
from portal.sheets.workbook import sheet_title
from tests.portal.sheets.reading import BAIT, is_formula

MOMENT = datetime(2026, 11, 28, 19, 30, 5, 123456, tzinfo=UTC)


def read_csv(rows) -> list[list[str]]:
    content = b"".join(csv_lines(["a"], rows))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def read_xlsx(rows):
    book = load_workbook(io.BytesIO(xlsx_bytes("Кітапханалар", ["a"], rows)))
    return list(book.active.iter_rows(min_row=2))


@pytest.mark.parametrize("text", BAIT)
def test_no_text_is_a_formula(text):
    ((cell,),) = read_csv([[text]])
    assert not is_formula(cell)
    ((cell,),) = read_xlsx([[text]])
    assert cell.data_type == "s"


@pytest.mark.parametrize(
    "text", ["Кітапхана", "a-b", "№ 1 = 2", "'apostrophe", "-5", "", "a\nb", 'say "hi"; and, more']
)
def test_other_text_comes_as_it_is(text):
    assert read_csv([[text, "x"]]) == [[text, "x"]]
    ((cell, _x),) = read_xlsx([[text, "x"]])
    assert (cell.value or "") == text


def test_numbers_days_and_moments_are_what_a_spreadsheet_counts_with():
    row = [5, -1.5, Decimal("2.50"), True, date(2026, 11, 28), MOMENT, time(9, 30)]
    with timezone.override("UTC"):  # As the admin does for an account with another zone.
        (cells,) = read_xlsx([row])
        (texts,) = read_csv([row])
    assert [cell.value for cell in cells] == [
        5, -1.5, 2.5, True, datetime(2026, 11, 28), datetime(2026, 11, 29, 0, 30, 5), time(9, 30),
    ]  # fmt: skip
    assert [cell.is_date for cell in cells] == [False] * 4 + [True] * 3
    assert texts == ["5", "-1.5", "2.50", "true", "2026-11-28", "2026-11-29 00:30:05", "09:30:00"]


def test_what_a_spreadsheet_cannot_hold_comes_as_text():
    row = [
        None,
        float("nan"),
        float("inf"),
        10**20,
        date(1895, 5, 1),
        ["a", "b"],
        "a\x00\x0b\ud800b",
        "_x0041_",
        "я" * 40_000,
    ]
    (cells,) = read_xlsx([row])
    (texts,) = read_csv([row])
    assert texts[:8] == ["", "nan", "inf", str(10**20), "1895-05-01", "a, b", "a  b", "_x0041_"]
    assert [cell.value for cell in cells[:7]] == [
        None,
        "nan",
        "inf",
        str(10**20),
        "1895-05-01",
        "a, b",
        "a  b",
    ]
    assert cells[7].value == "_x005F_x0041_"
    assert len(cells[8].value) == 32_767


@pytest.mark.parametrize("sign", [1, -1])
def test_number_keeps_all_its_digits_up_to_fifteen_as_a_number_beyond_as_text(sign):
    row = [sign * (10**15 - 1), sign * 10**15, sign * 123_456_789_012_345_678]
    (cells,) = read_xlsx([row])
    assert [cell.value for cell in cells] == [row[0], str(row[1]), str(row[2])]


def test_heads_are_bold_and_stay_in_sight():
    book = load_workbook(io.BytesIO(xlsx_bytes("Кітапханалар", ["=Атауы", "Жылы"], [["a", 1]])))
    sheet = book.active
    assert (sheet.title, sheet.freeze_panes) == ("Кітапханалар", "A2")
    assert [(cell.value, cell.font.bold, cell.data_type) for cell in sheet[1]] == [
        ("=Атауы", True, "s"), ("Жылы", True, "s"),
    ]  # fmt: skip
    assert not sheet["A2"].font.bold


@pytest.mark.parametrize("title", ["", "'", "a/b:c*[d]?\\", "я" * 100, "\x00", "'x'"])
def test_any_title_names_a_sheet(title):
    assert load_workbook(io.BytesIO(xlsx_bytes(title, ["a"], []))).active.title == sheet_title(title)


def test_lines_end_as_the_standard_says():
    assert b"".join(csv_lines(["a", "b"], [[1, 'c"']])) == b'\xef\xbb\xbfa,b\r\n1,"c"""\r\n'


def test_file_has_a_latin_name_and_one_in_the_readers_words():
    assert disposition("people.csv") == 'attachment; filename="people.csv"'
    assert disposition("people.csv", "Адамдар.csv") == (
        "attachment; filename=\"people.csv\"; filename*=utf-8''%D0%90%D0%B4%D0%B0%D0%BC%D0%B4%D0%B0%D1%80.csv"
    )
    assert csv_answer("people", ["a"], [])["Content-Type"] == "text/csv; charset=utf-8; header=present"


def test_same_rows_are_the_same_bytes_at_any_time(time_machine):
    time_machine.move_to("2026-11-28 10:00:00+05:00")
    before = xlsx_bytes("Тізім", ["a"], [[1]])
    time_machine.move_to("2026-11-29 10:00:00+05:00")
    assert xlsx_bytes("Тізім", ["a"], [[1]]) == before


@pytest.mark.parametrize("between", [";", "\t", "\n", "\r\n", "; "])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_no_cell_of_a_reader_with_another_separator_begins_a_formula(between, sign):
    written = b"".join(csv_lines(["a"], [[f"x{between}{sign}1+1;y"]])).decode("utf-8-sig")
    cells = [cell.strip('"\n\r \t') for line in written.splitlines() for cell in re.split("[;\t]", line)]
    assert [cell for cell in cells if cell.startswith(sign)] == []


def test_workbook_is_written_as_its_rows_come():
    read = []

    def rows():
        for number in range(4_000):
            read.append(number)
            yield [f"{number * 7919 % 4_000}", "Кітапхана"]

    pieces = xlsx_pieces("Тізім", ["a", "b"], rows())
    begun = next(pieces)
    assert begun and len(read) < 4_000
    book = load_workbook(io.BytesIO(b"".join([begun, *pieces])), read_only=True)
    assert sum(1 for _row in book.active.iter_rows()) == 4_001


@pytest.mark.parametrize("end", [None, ValueError])
def test_workbook_that_nobody_reads_on_or_whose_rows_fail_ends_without_a_word(monkeypatch, end):
    def rows():
        yield from ([f"{number * 7919 % 4_000}"] for number in range(4_000))
        raise ValueError

    complaints = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    pieces = xlsx_pieces("Тізім", ["a"], rows())
    next(pieces)
    if end:
        with pytest.raises(end):
            list(pieces)
    pieces.close()
    gc.collect()
    assert complaints == []

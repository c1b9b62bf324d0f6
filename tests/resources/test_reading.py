"""Texts of files are read in a process that may take little: what each format gives, and what breaks it."""

import io
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document
from pptx import Presentation

from resources import reading
from resources.enums import TextProblem
from resources.reading import READABLE, Part, read_text, reader

from .factories import PDF


def read(content: bytes, file_format: str, **options) -> reading.Reading:
    return read_text(io.BytesIO(content), file_format, replace(reading.LIMITS, **options))


def saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def test_a_word_document_gives_its_paragraphs_and_tables_in_order_and_no_pages():
    document = Document()
    document.add_paragraph("Қоғамдық кеңес")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Сұрақ", "Жауап"
    document.add_paragraph("Соңы")

    assert read(saved(document), "docx").parts == (Part("", 1, "Қоғамдық кеңес\nСұрақ · Жауап\nСоңы"),)


def test_slides_are_counted_as_readers_count_and_the_speakers_notes_belong_to_them():
    show = Presentation()
    for number in range(2):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = f"Слайд {number}"
        slide.notes_slide.notes_text_frame.text = "Тренерге"

    parts = read(saved(show), "pptx").parts

    assert [(part.unit, part.number, part.text) for part in parts] == [
        ("slide", 1, "Слайд 0\nТренерге"),
        ("slide", 2, "Слайд 1\nТренерге"),
    ]


def test_a_workbook_gives_its_sheets():
    book = openpyxl.Workbook()
    book.active.title = "Смета"
    book.active.append(["Жол", 500])

    assert read(saved(book), "xlsx").parts == (Part("sheet", 1, "Смета\nЖол · 500"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_plain_text_is_read_in_the_encodings_that_people_have(encoding):
    assert read("Библиотека;5".encode(encoding), "csv").parts == (Part("", 1, "Библиотека;5"),)


def test_a_long_text_without_pages_is_told_in_stretches():
    parts = read("\n".join(["Жол " * 100] * 100).encode(), "txt").parts

    assert [part.number for part in parts] == [1, 2, 3, 4, 5]
    assert all(len(part.text) < 9_000 for part in parts)


def test_a_pdf_without_text_says_so():
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)

    assert read(saved(document), "pdf") == reading.Reading(problem=TextProblem.NO_TEXT)


def test_a_broken_page_does_not_hide_what_the_others_say():
    words = b"BT /F 12 Tf 10 100 Td (cascade) Tj ET"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 6 0 R/Resources<</Font<</F 7 0 R>>>>>>"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>>",
        3: page,
        4: b"null",
        5: page,
        6: b"<</Length %d>>stream\n%b\nendstream" % (len(words), words),
        7: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    file = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%bendobj\n" % item for item in objects.items())

    parts = read(file + b"trailer<</Root 1 0 R>>\n%%EOF", "pdf").parts

    assert parts == (Part("page", 1, "cascade"), Part("page", 3, "cascade"))


def test_a_stray_cell_at_the_end_of_a_sheet_does_not_make_all_cells_before_it_be_read():
    book = openpyxl.Workbook()
    book.active.title = "Смета"
    book.active["A1"], book.active["XFD1048576"] = "Жол", "Соңы"

    assert read(saved(book), "xlsx", seconds=20).parts == (Part("sheet", 1, "Смета\nЖол\nСоңы"),)


@pytest.mark.parametrize("file_format", sorted(READABLE - {"txt", "csv"}))
def test_what_is_broken_is_called_damaged(file_format):
    assert read(b"PK\x03\x04 nothing", file_format).problem == TextProblem.DAMAGED


def test_a_pdf_that_only_looks_like_one_is_damaged():
    assert read(PDF, "pdf").problem == TextProblem.DAMAGED


def test_a_bomb_takes_no_more_memory_than_is_allowed():
    """A small ZIP that python-docx would take a gigabyte for."""
    paragraphs = b"<w:p/>" * 6_000_000
    document = Document()
    inside = io.BytesIO(saved(document))
    out = io.BytesIO()
    with zipfile.ZipFile(inside) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:sectPr", paragraphs + b"<w:sectPr", 1)
            bomb.writestr(name, content)

    assert len(out.getvalue()) < 1_000_000
    # lxml says of a lack of memory that the document is damaged, or Python says it itself.
    assert read(out.getvalue(), "docx").problem in (TextProblem.TOO_LARGE, TextProblem.DAMAGED)


@pytest.fixture
def instead(monkeypatch, tmp_path):
    """Puts another program in the reader's place."""

    def put(program: str) -> None:
        path = tmp_path / "reader.py"
        path.write_text(program)
        monkeypatch.setattr(reading, "_READER", path)

    return put


def test_the_reader_is_given_no_secret(instead, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "тс-с")
    instead("import json, os; print(json.dumps(['', 1, ' '.join(sorted(os.environ))]))")

    (part,) = read(b"x", "txt").parts

    assert "SECRET_KEY" not in part.text and "DATABASE_URL" not in part.text


def test_what_takes_too_long_is_ended(instead):
    instead("import time; time.sleep(600)")

    assert read(b"x", "txt", seconds=0.2).problem == TextProblem.TOO_SLOW


def test_what_the_reader_started_ends_with_it(instead, tmp_path):
    mark = tmp_path / "alive"
    child = f"import time, pathlib; time.sleep(2); pathlib.Path({str(mark)!r}).touch()"
    instead(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}])")

    assert read(b"x", "txt").problem == TextProblem.NO_TEXT
    time.sleep(2.5)
    assert not mark.exists()


@pytest.mark.parametrize(
    "program",
    ["import os; os.abort()", "print('nonsense')", "print('[1]')", "import sys; sys.exit(77)"],
)
def test_a_reader_that_breaks_is_a_damaged_file(instead, program):
    instead(program)

    assert read(b"x", "txt").problem == TextProblem.DAMAGED


def test_a_reader_that_tells_without_end_is_stopped(instead):
    source = Path(reader.__file__).read_text()
    instead(source.replace("def main() -> int:\n", "def main() -> int:\n    print('x' * 5_000_000)\n"))

    found = read(b"x", "txt", written_bytes=1024**2)

    assert found == reading.Reading(problem=TextProblem.DAMAGED)


def test_a_reader_that_thinks_without_end_is_stopped(instead):
    instead("while True: pass")

    assert read(b"x", "txt", processor_seconds=1, seconds=20).problem == TextProblem.TOO_SLOW

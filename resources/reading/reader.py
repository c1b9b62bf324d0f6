"""Reads a file from standard input and tells its text, a JSON line [unit, number, text] for each part.

A program of its own, started by `resources.reading` under limits; so it knows neither Django nor the portal.
"""

import errno
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

MOST_PARTS = 2_000  # Pages, slides or sheets that are read;
LONGEST_PART = 20_000  # characters of each that are kept;
MOST_CHARACTERS = 5_000_000  # and of the whole file.
STRETCH = 8_000  # Characters after which a text without pages is cut at the next paragraph.

# How the reader ends when it cannot read: exit statuses.
LOCKED = 3
TOO_LARGE = 4
DAMAGED = 5
NO_ROOM = 6

Told = tuple[str, int, str]

_HYPHENS = re.compile(
    "(?:\u00ad|\ufffe|\x02)[ \t]*\r?\n?"
)  # pdfium marks a word that is broken at a line's end.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


class Locked(Exception):
    """The file opens with a password only."""


def pdf(content: bytes) -> Iterator[Told]:
    """By page."""
    import pypdfium2  # noqa: PLC0415 A heavy library that only the limited child needs.

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise Locked from problem
        raise
    for number in range(min(len(document), MOST_PARTS)):
        with suppress(pypdfium2.PdfiumError):  # One broken page does not hide what the others say.
            page = document[number]
            text = page.get_textpage()
            yield "page", number + 1, text.get_text_bounded()
            text.close()
            page.close()


def pptx(content: bytes) -> Iterator[Told]:
    """By slide, with what the speaker's notes say."""
    from pptx import Presentation  # noqa: PLC0415 A heavy library that only the limited child needs.

    for number, slide in enumerate(Presentation(io.BytesIO(content)).slides, start=1):
        texts = list(_of_shapes(slide.shapes))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            texts.append(slide.notes_slide.notes_text_frame.text)
        yield "slide", number, "\n".join(texts)


def _of_shapes(shapes: Iterable[Any]) -> Iterator[str]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _of_shapes(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield " · ".join(cell.text for cell in row.cells if cell.text)


def docx(content: bytes) -> Iterator[Told]:
    """Paragraphs and tables in their order; pages are made only when it is printed."""
    from docx import Document  # noqa: PLC0415 A heavy library that only the limited child needs.

    return _stretches(_of_blocks(Document(io.BytesIO(content))))


def _of_blocks(holder: Any) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                # A merged cell stands in each of its places.
                cells = {id(cell._tc): cell for cell in row.cells}.values()  # noqa: SLF001 python-docx: its only name.
                yield " · ".join(text for cell in cells if (text := " ".join(_of_blocks(cell)).strip()))
        else:
            yield block.text


def xlsx(content: bytes) -> Iterator[Told]:
    """By sheet: its name, and the values of its cells."""
    from openpyxl import load_workbook  # noqa: PLC0415 A heavy library that only the limited child needs.

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for number, sheet in enumerate(book.worksheets, start=1):
        sheet.reset_dimensions()  # Else each empty row before a stray cell is read as wide as the sheet.
        rows, length = [sheet.title], 0
        for row in sheet.iter_rows(values_only=True):
            if line := " · ".join(str(value) for value in row if value is not None):
                rows.append(line)
                length += len(line)
            if length > LONGEST_PART:
                break
        yield "sheet", number, "\n".join(rows)


def txt(content: bytes) -> Iterator[Told]:
    """In whatever encoding it is; without parts."""
    return _stretches(_decoded(content).splitlines())


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")  # What old Windows programs write here.


def _stretches(lines: Iterable[str]) -> Iterator[Told]:
    held: list[str] = []
    length, number = 0, 1
    for line in lines:
        held.append(line)
        length += len(line)
        if length > STRETCH:
            yield "", number, "\n".join(held)
            held, length, number = [], 0, number + 1
    yield "", number, "\n".join(held)


READERS = {"pdf": pdf, "pptx": pptx, "docx": docx, "xlsx": xlsx, "txt": txt, "csv": txt}


def clean(text: str) -> str:
    """One form for each letter, words whole, no control characters, no empty lines."""
    text = _CONTROLS.sub(" ", _HYPHENS.sub("", text).replace("\r", "\n"))
    return _LINES.sub("\n", _BLANKS.sub(" ", unicodedata.normalize("NFC", text))).strip()


def tell(parts: Iterable[Told]) -> None:
    """Writes the parts that hold any text, until it is enough."""
    told = 0
    for count, (unit, number, text) in enumerate(parts, start=1):
        cleaned = clean(text)[:LONGEST_PART]
        told += len(cleaned)
        if count > MOST_PARTS or told > MOST_CHARACTERS:
            break
        if cleaned:
            sys.stdout.write(json.dumps([unit, number, cleaned]) + "\n")
    sys.stdout.flush()


def main() -> int:
    """The exit status: 0, or why the file could not be read."""
    try:
        tell(READERS[sys.argv[1]](sys.stdin.buffer.read()))
    except Locked:
        return LOCKED
    except MemoryError:
        return TOO_LARGE
    except OSError as error:
        return NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else DAMAGED
    except Exception:  # Whatever a broken file makes its reader raise.
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main())

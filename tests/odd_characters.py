"""Signs that nobody types, and strict readers of every format that the portal writes, which tell what texts they
read.
"""

import csv
import io
import json
import re
from collections.abc import Iterable

import icalendar
import vobject
from lxml import etree
from openpyxl import load_workbook

# Controls, noncharacters of the first and of another plane; a NUL or a lone surrogate no database would keep.
SAVED_BEFORE = "Ба\x01й\x0bқ\x0cа\x1fу\x7fк\x85о\ufdd0р\uffff\U0001fffe"
TYPED = f"{SAVED_BEFORE}\x00\u202e\u200b"
ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe]")


def read_xml(content: bytes) -> list[str]:
    root = etree.fromstring(content)
    return list(root.itertext()) + [value for node in root.iter() for value in node.attrib.values()]


def read_calendar(content: bytes) -> list[str]:
    text = content.decode()
    assert re.search(r"(?<!\r)\n|\r(?!\n)", text) is None
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == [] and calendar.subcomponents  # RFC 5545, section 3.4.
    vobject.readOne(text)
    return [text.replace("\r\n", "\n")]


def read_card(content: bytes) -> list[str]:
    text = content.decode()
    assert re.search(r"(?<!\r)\n|\r(?!\n)", text) is None
    vobject.readOne(text)
    return [text.replace("\r\n", "\n")]


def read_csv(content: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    return [cell for row in rows for cell in row]


def read_json(content: bytes) -> list[str]:
    return list(_texts(json.loads(content)))


def _texts(data: object) -> Iterable[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def read_workbook(content: bytes) -> list[str]:
    rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


def read_html(content: bytes) -> list[str]:
    """What programs read of a page: JSON-LD, and the tags for links that are shown elsewhere."""
    page = etree.HTML(content.decode())
    data = [json.loads(script.text) for script in page.iterfind(".//script[@type='application/ld+json']")]
    return [*_texts(data), *(tag.get("content") for tag in page.iterfind(".//meta[@property]"))]


def read_text(content: bytes) -> list[str]:
    return [content.decode()]


READERS = {
    "application/atom+xml": read_xml,
    "application/xml": read_xml,
    "application/json": read_json,
    "application/csvm+json": read_json,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": read_workbook,
    "text/calendar": read_calendar,
    "text/csv": read_csv,
    "text/html": read_html,
    "text/plain": read_text,
    "text/vcard": read_card,
}


def texts_of(content_type: str, content: bytes) -> list[str]:
    """The texts of an answer by the strict reader of its type; a type without a reader is an error."""
    return READERS[content_type.split(";")[0]](content)

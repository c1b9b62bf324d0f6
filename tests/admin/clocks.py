"""One moment, and whether a page or a file tells it in the time of Kazakhstan.

It is 20:14 in the evening of the 5th in Greenwich, where databases live, and 01:14 at night of the 6th here.
"""

import io
import re
from datetime import UTC, datetime
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry, PageLogEntry, Revision, TaskState, WorkflowState

from .walking import Walker

MOMENT = datetime(2026, 11, 5, 20, 14, tzinfo=UTC)
HERE = "01:14"
# As Greenwich would write it: in words of three languages, in numbers, as machines do.
ELSEWHERE = re.compile(
    r"20:14|8:14 p|\b0?5\.11\.(20)?26|2026-11-05|11/0?5/2026|\b5\s+(қараша|қар\b|ноя|nov)|nov\w*\s+5\b|5,\s+2026",
    re.I,
)
SHOWN = ("data-w-tooltip-content-value", "title", "value", "aria-label", "placeholder")
HIDDEN = ("script", "template", "style")


def moments_of(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.DateTimeField)]


def all_at_once(*rows: models.Model) -> None:
    """Whatever happened to the rows, and to anything else that keeps a history, happened at the moment."""
    for model in {ModelLogEntry, PageLogEntry, Revision, WorkflowState, TaskState}:
        model._base_manager.update(**dict.fromkeys(moments_of(model), MOMENT))
    for row in rows:
        for model in (type(row), *row._meta.get_parent_list()):
            if names := moments_of(model):
                own = [name for name in names if model._meta.get_field(name).model is model]
                model._base_manager.filter(pk=row.pk).update(**dict.fromkeys(own, MOMENT))
        row.refresh_from_db()


def words_of(html: str) -> str:
    """What somebody reads on a page: its text, what appears above it, and what stands in its fields."""
    soup = BeautifulSoup(html, "lxml")
    for tag in soup.find_all(HIDDEN):
        tag.decompose()
    for tag in soup.find_all("input", type="hidden"):
        tag.decompose()
    said = [tag[name] for tag in soup.find_all(True) for name in SHOWN if isinstance(tag.get(name), str)]
    return "\n".join([soup.get_text(" "), *said])


def reads_right(walker: Walker, where: str, text: str, must_show: bool = False) -> None:
    """Notes a fault when the text tells the moment as Greenwich does, or does not tell it where it must."""
    found = ELSEWHERE.search(text)
    near = text[max(found.start() - 30, 0) : found.end() + 30] if found else ""
    walker.expect(not found, f"{where} reads {near!r}")
    walker.expect(not must_show or HERE in text, f"{where} does not read {HERE}")


def file_of(response: Any, kind: str) -> str:
    """Every cell of an exported file."""
    if kind == "csv":
        return response.whole.decode("utf-8-sig")
    sheets = load_workbook(io.BytesIO(response.whole)).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for line in sheet.iter_rows() for cell in line)

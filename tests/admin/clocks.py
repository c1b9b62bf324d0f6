"""One moment, and whether a page or a file tells it in the time of Kazakhstan.

It is 20:14 in the evening of the 5th in Greenwich, where databases live, and 01:14 at night of the 6th here.
"""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import lxml.html
from django.db import models
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry, PageLogEntry, Revision, TaskState, WorkflowState

MOMENT = datetime(2026, 11, 5, 20, 14, tzinfo=UTC)
HERE = "01:14"
# As Greenwich would write it: in words of three languages, in numbers, as machines do.
ELSEWHERE = re.compile(
    r"20:14|8:14 p|\b0?5\.11\.(20)?26|2026-11-05|11/0?5/2026|\b5\s+(қараша|қар\b|ноя|nov)|nov\w*\.?\s+0?5\b",
    re.I,
)
SHOWN = ("data-w-tooltip-content-value", "title", "value", "aria-label", "placeholder")
HIDDEN = ("script", "template", "style")


# What comes after what else a row tells of does so a day later.
LATER = {"ends_at", "expire_at", "applications_close_at"}


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
                moments = {name: MOMENT + timedelta(days=name in LATER) for name in own}
                model._base_manager.filter(pk=row.pk).update(**moments)
        row.refresh_from_db()


def words_of(html: str) -> str:
    """What somebody reads on a page: its text, what appears above it, and what stands in its fields."""
    page = lxml.html.document_fromstring(html or "<p></p>")
    said = []
    for tag in page.iter():
        if not isinstance(tag.tag, str) or tag.tag in HIDDEN or tag.get("type") == "hidden":
            continue
        said += [text for text in (tag.text, *(tag.get(name) for name in SHOWN)) if text]
    said += [tag.tail for tag in page.iter() if tag.tail]
    return "\n".join(said)


def misread(text: str) -> str:
    """Where the text tells the moment as Greenwich does, with what stands around it; empty when it does not."""
    found = ELSEWHERE.search(text)
    return text[max(found.start() - 30, 0) : found.end() + 30] if found else ""


def file_of(response: Any, kind: str) -> str:
    """Every cell of an exported file."""
    if kind == "csv":
        return response.whole.decode("utf-8-sig")
    sheets = load_workbook(io.BytesIO(response.whole)).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for line in sheet.iter_rows() for cell in line)

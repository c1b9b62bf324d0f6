"""What stands in a field of a form, in words: to lay two versions of it beside each other."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.forms.boundfield import BoundField
from django.forms.models import ModelChoiceIterator
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.rich_text import RichText
from wagtail.utils.text import text_from_html


def in_words(bound: BoundField, value: Any) -> str:
    """A value of the field as a reader would say it; "" for none. What the field cannot read stays as it was typed."""
    field = bound.field
    if isinstance(field, forms.ModelChoiceField):
        return _names(field, value)
    if isinstance(field.widget, DraftailRichTextArea) and isinstance(value, str):
        return text_from_html(value).strip()
    if isinstance(field, forms.ChoiceField):
        return _labels(field, value)
    return say(value)


def typed_in(bound: BoundField) -> Any:
    """What was sent for the field, as the form would keep it; what it cannot read, as it was sent."""
    form, name = bound.form, bound.name
    if form.errors and name not in form.cleaned_data:
        return bound.data
    cleaned, row = form.cleaned_data.get(name), getattr(form, "instance", None)
    is_text = isinstance(cleaned, str) and hasattr(row, name)
    return (
        getattr(row, name) if is_text else cleaned
    )  # A row may give a text its own form: small letters, a slash.


def say(value: Any) -> str:
    """A value in words: moments in the time of Kazakhstan, yes and no, lists with commas, a body line by line."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(localtime(value) if is_aware(value) else value, "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, time):
        return time_format(value)
    if isinstance(value, File):
        return str(value.name or "").rpartition("/")[2]
    if isinstance(value, StreamValue):
        return "\n".join(_lines(value.stream_block, value))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(sorted(map(say, value)))
    return str(value).replace("\r\n", "\n").strip()


def _names(field: forms.ModelChoiceField, value: Any) -> str:
    """Names of chosen rows, among those that the form offers its reader."""
    values = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    keys = {getattr(one, "pk", one) for one in values} - {None, ""}
    if not keys or field.queryset is None:
        return ""
    key = field.to_field_name or "pk"
    try:
        rows = field.queryset.filter(**{f"{key}__in": keys})
        return ", ".join(sorted(str(field.label_from_instance(row)) for row in rows))
    except (ValueError, TypeError, ValidationError):
        return ", ".join(sorted(map(str, keys)))


def _labels(field: forms.ChoiceField, value: Any) -> str:
    if isinstance(field.choices, ModelChoiceIterator):
        return say(value)
    known: dict[str, str] = {}
    for key, label in cast(Iterable[tuple], field.choices):
        for inner_key, inner in label if isinstance(label, list | tuple) else [(key, label)]:
            known[str(inner_key)] = str(inner)
    values = value if isinstance(value, list | tuple | set) else [value]
    return ", ".join(known.get(str(one), str(one)) for one in values if one not in (None, ""))


def _lines(block: blocks.Block, value: Any) -> Iterator[str]:
    """The words of a block, one thing a line; each part of a thing with its name before it."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from _named(child.block, child.value)
    elif isinstance(value, ListValue):
        for child in value.bound_blocks:
            yield from _lines(child.block, child.value)
    elif isinstance(value, TypedTable):
        yield from _lines_of_table(value)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _named(child, (value or {}).get(name))
    else:
        yield _words(block, value)


def _words(block: blocks.Block, value: Any) -> str:
    if isinstance(value, RichText):
        return text_from_html(value.source).strip()
    if isinstance(block, blocks.ChoiceBlock | blocks.MultipleChoiceBlock):
        return _labels(block.field, value)
    return say(value)


def _lines_of_table(table: TypedTable) -> Iterator[str]:
    yield table.caption or ""
    yield " | ".join(column["heading"] or "" for column in table.columns)
    kinds = [column["block"] for column in table.columns]
    for row in table.row_data:
        cells = zip(kinds, row["values"], strict=True)
        yield " | ".join(" ".join(_lines(kind, cell)) for kind, cell in cells)


def _named(block: blocks.Block, value: Any) -> Iterator[str]:
    lines = [line for line in _lines(block, value) if line]
    if lines:
        yield f"{capfirst(str(block.label))}: {lines[0]}"
        yield from lines[1:]

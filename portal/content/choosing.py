"""A form takes and shows only rows that its user may name, and those that stand in it already; Wagtail takes any key."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from wagtail import blocks
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from .visibility import rows_to_point_at

Key = int | str
MayName = Callable[[type[Model], Key], bool]


def limit_choices(form: forms.BaseForm, user: Any) -> None:
    """Lets the fields of a form, and of the forms in it, take what the user may name."""
    for name, field in form.fields.items():
        standing = form.initial.get(name)
        if isinstance(field, forms.ModelChoiceField):
            _choose_among_seen(field, user, standing)
        elif isinstance(field, blocks.BlockField):
            _take(field.widget, without_hidden, field.block, _may_name(user, field.block, standing))
        elif isinstance(field.widget, DraftailRichTextArea):
            block = blocks.RichTextBlock()
            _take(field.widget, _links_to_seen, _may_name(user, block, RichText(standing or "")))
    for formset in getattr(form, "formsets", {}).values():
        for inner in formset.forms:
            limit_choices(inner, user)


def without_hidden(block: blocks.Block, may_name: MayName, value: Any) -> Any:
    """What was sent for a block, with nothing chosen where a row was named that may not be."""
    if isinstance(block, blocks.ChooserBlock):
        key = getattr(value, "pk", value)
        return value if key is None or may_name(block.model_class, key) else None
    if isinstance(block, blocks.RichTextBlock):
        return RichText(_links_to_seen(may_name, value.source))
    if isinstance(block, blocks.BaseStructBlock):
        for name, inner in block.child_blocks.items():
            value[name] = without_hidden(inner, may_name, value[name])
    elif isinstance(block, blocks.ListBlock | blocks.BaseStreamBlock):
        for child in value.bound_blocks if isinstance(block, blocks.ListBlock) else value:
            child.value = without_hidden(child.block, may_name, child.value)
    return value


def _choose_among_seen(field: forms.ModelChoiceField, user: Any, standing: Any) -> None:
    seen = rows_to_point_at(field.queryset.model, user)
    if seen is None:
        return
    keys = [getattr(row, "pk", row) for row in (standing if isinstance(standing, list) else [standing])]
    field.queryset = field.queryset.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=keys))
    field.widget.rows = field.queryset


def _may_name(user: Any, block: blocks.Block, standing: Any) -> MayName:
    """Says of a key whether the user may name its row in a block, in which something stands already."""

    @cache
    def stands() -> set[tuple[type[Model], str]]:
        found = block.extract_references(standing) if standing else ()
        return {(model, str(key)) for model, key, *_path in found}

    @cache
    def may_name(model: type[Model], key: Key) -> bool:
        rows = rows_to_point_at(model, user)
        if rows is None or (model, str(key)) in stands():
            return True
        try:
            return rows.filter(pk=key).exists()
        except (ValueError, ValidationError, OverflowError):  # Typed by hand: no key at all.
            return False

    return may_name


def _links_to_seen(may_name: MayName, html: str) -> str:
    """Running text whose links lead to pages that may be named; of other links the words stay."""

    def link(found: Any) -> str:
        attributes = extract_attrs(found[1])
        if attributes.get("linktype") != "page" or may_name(Page, attributes.get("id", "")):
            return found[0]
        return "<a>"

    return FIND_A_TAG.sub(link, html)


def _take(widget: forms.Widget, mend: Callable, *arguments: Any) -> None:
    """Lets a widget read what was sent through a mend; each form has widgets of its own."""
    read = widget.value_from_datadict

    def value_from_datadict(*args: Any) -> Any:
        value = read(*args)
        return value if value is None else mend(*arguments, value)

    widget.value_from_datadict = value_from_datadict  # type: ignore[method-assign, assignment]

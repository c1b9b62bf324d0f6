"""Cleaning of a field's text (portal.language.cleaning), chosen by the field's class and name."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.db import models
from wagtail import blocks
from wagtail.admin.rich_text import DraftailRichTextArea

from portal.language import clean_address, clean_heading, clean_json, clean_line, clean_text

from .input import is_password

Clean = Callable[[str], str]
_OF_HEADINGS = re.compile(r"(?:^|_)(?:title|name|names|heading|headline)(?:_|$)")
_OF_ADDRESSES = re.compile(r"(?:^|_)(?:url|link|path|slug|email|login)$")


def is_address(name: str) -> bool:
    """True for a name such as `old_path`, `redirect_link` or `email`, whatever the class of the field."""
    return bool(_OF_ADDRESSES.search(name))


def is_heading(name: str) -> bool:
    """True for a name such as `title`, `name_kk` or `first_name`."""
    return bool(_OF_HEADINGS.search(name))


def of_form_field(field: forms.Field, name: str) -> Clean | None:
    """Returns the cleaning of what is typed into a field of a form; None where nothing may be changed."""
    widget = field.widget
    if isinstance(widget, forms.PasswordInput) or isinstance(field, forms.FileField) or is_password(name):
        return None
    if isinstance(field, forms.EmailField | forms.URLField | forms.SlugField):
        return clean_address
    if isinstance(widget, DraftailRichTextArea) or not isinstance(field, forms.CharField):
        return clean_text
    if field.max_length is not None or not isinstance(widget, forms.Textarea):
        if is_address(name):
            return clean_address
        if is_heading(name):
            return clean_heading
    return clean_text if isinstance(widget, forms.Textarea) else clean_line


@cache
def of_model_field(field: models.Field) -> Clean | None:
    """Returns the cleaning of what is kept in a column; None where it holds no text that people write."""
    if is_password(field.name):
        return None
    if isinstance(field, models.SlugField | models.URLField | models.EmailField):
        return clean_address
    if isinstance(field, models.CharField):
        if is_address(field.name):
            return clean_address
        return clean_heading if is_heading(field.name) else clean_line
    # Some libraries keep JSON as a text.
    return clean_json if isinstance(field, models.TextField | models.JSONField) else None


def of_block(block: blocks.Block, name: str) -> Clean:
    """Returns the cleaning of a block's text."""
    if isinstance(block, blocks.URLBlock | blocks.EmailBlock):
        return clean_address
    if isinstance(block, blocks.CharBlock):
        return clean_heading if is_heading(name) else clean_line
    return clean_text


def clean_value(value: Any, clean: Clean) -> Any:
    """Cleans what a widget read: a text, the texts of a list each; anything else stays as it is."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_value(item, clean) for item in value]
    return value

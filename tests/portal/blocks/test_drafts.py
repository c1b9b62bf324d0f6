"""A draft is saved with whatever is unfinished in its blocks; nobody publishes it so."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from home.models import HomePage
from tests import services
from tests.admin.forms import as_sent, biggest_form
from tests.admin.rows import FACTORIES, make
from tests.portal.accounts.factories import UserFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
TYPED = "typed"


def fields() -> Iterator[tuple[type[Page], StreamField]]:
    """Every stream of every model; a text about a record that gets one is found, too."""
    for model in apps.get_models():
        yield from ((model, field) for field in model._meta.local_fields if isinstance(field, StreamField))


def cases() -> list[Any]:
    """Each kind of block once, in the first stream that has it."""
    found = {}
    for model, field in fields():
        for name, block in field.stream_block.child_blocks.items():
            label = f"{model._meta.label}.{field.name}.{name}"
            found.setdefault((type(block), name), pytest.param(model, field, name, id=label))
    return list(found.values())


def form_of(block: blocks.Block, value: Any, prefix: str, word: list[str]) -> dict[str, Any]:
    """What a browser sends of a block; the first text in it is what `word` holds, all else is empty."""
    if isinstance(block, blocks.StructBlock):
        parts = {}
        for name, child in block.child_blocks.items():
            parts |= form_of(child, value.get(name), f"{prefix}-{name}", word)
        return parts
    if isinstance(block, blocks.ListBlock):
        inner = block.child_block
        row = {f"{prefix}-0-deleted": "", f"{prefix}-0-order": "0", f"{prefix}-0-id": ""}
        return {
            f"{prefix}-count": "1",
            **row,
            **form_of(inner, inner.get_default(), f"{prefix}-0-value", word),
        }
    if isinstance(block, BaseTypedTableBlock):
        return unfinished_table(prefix, word.pop() if word else "")
    if isinstance(block, blocks.RichTextBlock):
        return {prefix: "null"}
    is_text = isinstance(block, blocks.CharBlock | blocks.TextBlock)
    return {prefix: word.pop() if word and is_text and type(block).__name__ != "AddressBlock" else ""}


def unfinished_table(prefix: str, word: str) -> dict[str, Any]:
    """A column and a row, a cell of which is written; no title."""
    column = {"type": "text", "order": "0", "deleted": "", "heading": ""}
    return {
        f"{prefix}-caption": "",
        f"{prefix}-column-count": "1",
        f"{prefix}-row-count": "1",
        **{f"{prefix}-column-0-{name}": value for name, value in column.items()},
        f"{prefix}-row-0-order": "0",
        f"{prefix}-row-0-deleted": "",
        f"{prefix}-cell-0-0": word,
    }


def page_of(model: type[Page]) -> Page:
    return make(model) if model in FACTORIES else model.objects.first()


def sent(client, page: Page, stream: StreamField, block: dict[str, Any]) -> dict[str, Any]:
    """The page's form as it stands, with one block in one stream."""
    form = as_sent(biggest_form(client.get(address(page)).text))
    for field in type(page)._meta.get_fields():
        if isinstance(field, StreamField):
            form[f"{field.name}-count"] = ["0"]
    return {**form, **block, f"{stream.name}-count": "1"}


def address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def block_form(stream: StreamField, name: str, *words: str) -> dict[str, Any]:
    block, start = stream.stream_block.child_blocks[name], f"{stream.name}-0"
    head = {f"{start}-type": name, f"{start}-deleted": "", f"{start}-order": "0", f"{start}-id": ""}
    return head | form_of(block, block.get_default(), f"{start}-value", list(words))


@pytest.fixture
def client(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize(("model", "stream", "name"), cases())
def test_an_unfinished_block_is_kept_as_a_draft_and_not_published(client, model, stream, name):
    page = page_of(model)
    form = sent(client, page, stream, block_form(stream, name, TYPED))
    has_word = any(value == TYPED for value in form.values())
    answer = client.post(address(page), form)
    assert answer.status_code == 302, answer.context["form"].errors.as_json()
    draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    (kept,) = getattr(draft, stream.name)
    assert kept.block_type == name
    if has_word:
        assert TYPED in client.get(address(page)).text
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
    answer = client.post(address(page), {**form, **block_form(stream, name), "action-publish": "1"})
    assert answer.status_code == 200 and answer.context["form"].errors[stream.name]


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "http://example.org", "//example.org"])
def test_what_is_wrong_and_not_only_unfinished_is_refused_in_a_draft_too(client, wrong):
    page = HomePage.objects.first()
    stream = HomePage._meta.get_field("actions")
    form = sent(client, page, stream, block_form(stream, "link", TYPED) | {"actions-0-value-address": wrong})
    assert client.post(address(page), form).context["form"].errors["actions"]

"""Permission to open a model's chooser: having a form in which its rows are chosen, and that alone.

Read from the forms themselves, so that a new form with a chooser opens it for whoever has that form, and nobody else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from django import forms
from django.db.models import Model
from wagtail import blocks
from wagtail.admin.widgets import BaseChooser
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry

from portal.accounts.rules import Visitor

# What the buttons of running text choose, by the names of its features.
RICH_TEXT_CHOOSES = {"link": lambda: Page, "document-link": get_document_model, "image": get_image_model}


def may_choose(user: Visitor, model: type[Model]) -> bool:
    """True when the user has a form in which rows of the model are chosen."""
    return any(
        policy_registry.get_by_type(owner).user_has_any_permission(user, ["add", "change"])
        for owner in owners_of_forms().get(_base(model), ())
    )


@cache
def owners_of_forms() -> dict[type[Model], set[type[Model]]]:
    """By model: the models of the forms in which its rows are chosen."""
    found: dict[type[Model], set[type[Model]]] = defaultdict(set)
    for owner, form_class in forms_of_the_admin():
        for model in _chosen_in(form_class):
            found[_base(model)].add(owner)
    return found


def forms_of_the_admin() -> Iterator[tuple[type[Model], type[forms.ModelForm]]]:
    from wagtail.snippets.models import get_snippet_models  # noqa: PLC0415 A library that needs our models first.

    for model in get_snippet_models():
        yield model, model.snippet_viewset.get_edit_handler().get_form_class()
    for page_model in get_page_models():
        yield Page, page_model.get_edit_handler().get_form_class()


def _chosen_in(form_class: type[forms.ModelForm]) -> Iterator[type[Model]]:
    for field in form_class.base_fields.values():
        if isinstance(field, blocks.BlockField):
            yield from _chosen_in_block(field.block)
        else:
            yield from _chosen_by(field.widget)
    for formset in getattr(form_class, "formsets", {}).values():
        yield from _chosen_in(formset.form)


def _chosen_by(widget: forms.Widget) -> Iterator[type[Model]]:
    from wagtail.admin.rich_text import DraftailRichTextArea  # noqa: PLC0415 A library that needs our models first.
    from wagtail.admin.widgets import AdminPageChooser  # noqa: PLC0415 A library that needs our models first.

    if isinstance(widget, AdminPageChooser):
        yield Page
    elif isinstance(widget, BaseChooser):
        yield resolve_model_string(widget.model)
    elif isinstance(widget, DraftailRichTextArea):
        yield from (RICH_TEXT_CHOOSES[name]() for name in widget.features or () if name in RICH_TEXT_CHOOSES)


def _chosen_in_block(block: blocks.Block) -> Iterator[type[Model]]:
    if isinstance(block, blocks.ChooserBlock):
        yield resolve_model_string(block.target_model)
    elif isinstance(block, blocks.FieldBlock):
        yield from _chosen_by(block.field.widget)
    for inner in inner_blocks(block):
        yield from _chosen_in_block(inner)


def inner_blocks(block: blocks.Block) -> Iterable[blocks.Block]:
    if isinstance(block, blocks.ListBlock):
        return [block.child_block]
    return getattr(block, "child_blocks", {}).values()


def _base(model: type[Model]) -> type[Model]:
    """All pages are chosen by one chooser."""
    return Page if issubclass(model, Page) else model

"""A form takes and shows only rows that its user may name, and those that have stood in it; Wagtail takes any key."""

from collections.abc import Callable
from functools import cache, cached_property, partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.documents import get_document_model
from wagtail.models import Page, RevisionMixin
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from portal.accounts.rules import Visitor
from portal.content.visibility import are_among, hides_rows, rows_to_point_at

Key = int | str
MayName = Callable[[type[Model], Key], bool]
RowsToName = Callable[[type[Model]], QuerySet | None]
KeysThatStood = Callable[[str], list[Any]]
# What links of running text lead to, by their kind.
LED_TO = {"page": lambda: Page, "document": get_document_model}


def limit_choices(form: forms.ModelForm, user: Visitor) -> None:
    """Lets the fields of a form, and of the forms in it, take what the user may name."""
    _limit(form, cache(lambda model: rows_to_point_at(model, user)))


def without_hidden(block: blocks.Block, may_name: MayName, value: Any) -> Any:
    """Returns the value sent for a block, with nothing chosen where a row was named that may not be."""
    if isinstance(block, blocks.ChooserBlock):
        key = getattr(value, "pk", value)
        return value if key is None or may_name(block.model_class, key) else None
    if isinstance(block, blocks.RichTextBlock):
        return RichText(_without_hidden_links(may_name, value.source))
    if isinstance(block, blocks.BaseStructBlock):
        for name, inner in block.child_blocks.items():
            value[name] = without_hidden(inner, may_name, value[name])
    elif isinstance(block, blocks.ListBlock | blocks.BaseStreamBlock):
        for child in value.bound_blocks if isinstance(block, blocks.ListBlock) else value:
            child.value = without_hidden(child.block, may_name, child.value)
    return value


def _limit(form: forms.ModelForm, rows: RowsToName, stood: KeysThatStood | None = None) -> None:
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            # A form that was not sent shows what stands in it; the records that its address may name are looked at.
            choices, hides = field.queryset, hides_rows(field.queryset.model)
            if form.is_bound or hides:
                _choose_among_seen(field, choices, rows, form.initial.get(name))
            if stood and form.is_bound and hides and not are_among(field.queryset, _sent(form, name)):
                _choose_among_seen(field, choices, rows, stood(name))
        elif form.is_bound and isinstance(field, blocks.BlockField):
            _GuardedText(form, name, field.block, rows).watch(field)
        elif form.is_bound and isinstance(field.widget, DraftailRichTextArea):
            _GuardedText(form, name, blocks.RichTextBlock(), rows).watch(field)
    for relation, formset in getattr(form, "formsets", {}).items():
        for inner in formset.forms:
            _limit(inner, rows, partial(_stood_in_parts, form.instance, relation))


def _sent(form: forms.ModelForm, name: str) -> list[Any]:
    value = form[name].data
    return value if isinstance(value, list) else [value] if value else []


def _stood_in_parts(row: Model, relation: str, name: str) -> list[Any]:
    """Keys that the parts of a row have named in any of its versions: they may come back, by an earlier version."""
    if row.pk is None or not isinstance(row, RevisionMixin):
        return []
    parts = row.revisions.values_list(f"content__{relation}", flat=True)
    return [part[name] for version in parts for part in version or () if part.get(name)]


def _choose_among_seen(
    field: forms.ModelChoiceField, choices: QuerySet, rows: RowsToName, standing: Any
) -> None:
    seen = rows(choices.model)
    if seen is None:
        return
    keys = [getattr(row, "pk", row) for row in (standing if isinstance(standing, list) else [standing])]
    field.queryset = choices.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=keys))
    field.widget.rows = field.queryset


class _GuardedText:
    """A body or running text of a form that was sent: what it names and may not is taken out, and the sender told."""

    def __init__(self, form: forms.ModelForm, name: str, block: blocks.Block, rows: RowsToName) -> None:
        self.form, self.name, self.block, self.rows = form, name, block, rows
        self.taken_out = False
        self.may_name = cache(self._may_name)

    def watch(self, field: forms.Field) -> None:
        """Stands between the field and what it reads; each form has fields of its own."""
        read, clean = field.widget.value_from_datadict, field.clean

        def value_from_datadict(*args: Any) -> Any:
            value = read(*args)
            if value is None:
                return None
            if isinstance(value, str):
                return _without_hidden_links(self.may_name, value)
            return without_hidden(self.block, self.may_name, value)

        def clean_and_tell(value: Any) -> Any:
            value = clean(value)
            if self.taken_out:
                raise ValidationError(
                    _(
                        "Something chosen or linked here is not available to you. It has been removed: check the "
                        "text, then save it."
                    )
                )
            return value

        # Set on this form's own copies: the classes serve forms without a reader too.
        field.widget.value_from_datadict = value_from_datadict
        field.clean = clean_and_tell  # type: ignore[method-assign]  # Of this one field.

    def _may_name(self, model: type[Model], key: Key) -> bool:
        rows = self.rows(model)
        named = (model, str(key))
        if rows is None or named in self._standing or are_among(rows, [key]) or named in self._stood:
            return True
        self.taken_out = True
        return False

    @cached_property
    def _standing(self) -> set[tuple[type[Model], str]]:
        return self._named(self.form.initial.get(self.name))

    @cached_property
    def _stood(self) -> set[tuple[type[Model], str]]:
        """Rows that any version has named: they may come back, by undoing or by an earlier version."""
        row = self.form.instance
        if row.pk is None or not isinstance(row, RevisionMixin):
            return set()
        field = row._meta.get_field(self.name)
        live = type(row)._base_manager.filter(pk=row.pk).values_list(self.name, flat=True)
        versions = row.revisions.values_list(f"content__{self.name}", flat=True)
        return {named for value in map(field.to_python, [*live, *versions]) for named in self._named(value)}

    def _named(self, value: Any) -> set[tuple[type[Model], str]]:
        if not value:
            return set()
        value = RichText(value) if isinstance(value, str) else value
        return {(model, str(key)) for model, key, *_path in self.block.extract_references(value)}


def _without_hidden_links(may_name: MayName, html: str) -> str:
    """Running text whose links lead to what may be named; of other links the words stay."""

    def link(found: Any) -> str:
        attributes = extract_attrs(found[1])
        model = LED_TO.get(attributes.get("linktype", ""))
        return found[0] if model is None or may_name(model(), attributes.get("id", "")) else "<a>"

    return FIND_A_TAG.sub(link, html)

"""Common base of blocks that show records; the rooms that own the records make the blocks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from portal.look.components import Link, Row

from .groups import RECORDS

MOST_ROWS = 12

Chosen = TypeVar("Chosen", bound=Model)


class KeepsKey(blocks.ChooserBlock):
    """Mixin for a chooser whose value is the key of what was chosen, not the row.

    Whether a row may be seen is asked when it is shown, in the query that reads it: so the row itself is never read
    just because its key stands in a text, and what is hidden now is not lost from the text when that is saved.
    The same rows stand in all languages: wagtail-localize finds nothing to translate.
    """

    def to_python(self, value: int | None) -> int | None:
        return value

    def bulk_to_python(self, values: Iterable[int | None]) -> list[int | None]:
        return list(values)

    def get_prep_value(self, value: int | None) -> int | None:
        return value

    def value_from_form(self, value: Any) -> int | None:
        return value.pk if isinstance(value, self.model_class) else value

    def clean(self, value: int | None) -> int | None:
        return self.value_from_form(super().clean(value))

    def extract_references(self, value: int | None) -> Iterator[tuple]:
        if value is not None:
            yield self.model_class, str(value), "", ""

    def get_translatable_segments(self, _value: int | None) -> list:
        """Nothing: the choice goes with the original."""
        return []


class RecordChooserBlock(KeepsKey, SnippetChooserBlock):
    """Chooses a record, in the dialog that its room made for it."""

    class Meta:
        icon = "link"

    @cached_property
    def widget(self) -> Any:
        return self.target_model.snippet_viewset.chooser_viewset.widget_class()


class PageKeyBlock(KeepsKey, blocks.PageChooserBlock):
    """Chooses a page by its key."""

    class Meta:
        icon = "link"


class VocabularyBlock(blocks.ChoiceBlock):
    """A choice among rows of a vocabulary, which the form alone reads: a stored value is taken as it is."""

    def normalize_choice(self, value: str | None) -> str | None:
        return value


def by_hand(model: str, label: str | Promise) -> blocks.ListBlock:
    """The field of records that an editor chose, in the editor's order."""
    return _chosen(RecordChooserBlock(model), label)


def pages_by_hand(page_type: str, label: str | Promise) -> blocks.ListBlock:
    """The field of pages that an editor chose, in the editor's order."""
    return _chosen(PageKeyBlock(page_type=page_type), label)


def _chosen(chooser: blocks.ChooserBlock, label: str | Promise) -> blocks.ListBlock:
    return blocks.ListBlock(
        chooser,
        label=label,
        default=[],
        max_num=MOST_ROWS,
        help_text=_(
            "Shown in this order, if they are public. If you choose none, the rule below selects them."
        ),
    )


def how_many(default: int) -> blocks.IntegerBlock:
    """The field of how many rows the rule finds at most."""
    return blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=MOST_ROWS, default=default)


def at_most(value: blocks.StructValue) -> int:
    """How many rows the rule finds at most; of a draft that does not say it yet, as many as there may be."""
    return value["number"] or MOST_ROWS


def chosen_keys(value: Iterable[int | None]) -> list[int]:
    """The keys that an editor chose."""
    return [key for key in value if key is not None]


def in_order(rows: Iterable[Chosen], keys: list[int]) -> list[Chosen]:
    """Rows in the order of their keys; what is not among the rows is left out."""
    found = {row.pk: row for row in rows}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


class RecordsBlock(blocks.StructBlock):
    """Records under a heading: those that an editor chose, or those that a rule finds whenever the page is read.

    What is hidden is not shown. Without any row nothing of the block is, unless its room has a sentence for that.
    """

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)

    class Meta:
        group = RECORDS
        template = "blocks/records.html"
        preview_template = "blocks/records_preview.html"

    def rows(self, value: blocks.StructValue) -> Sequence[Row]:
        """The rows, of what everybody may see, in the reader's language."""
        raise NotImplementedError

    def more(self, value: blocks.StructValue) -> Link | None:
        """Returns the link to all records of this kind."""
        raise NotImplementedError

    def nothing(self, value: blocks.StructValue) -> str:  # noqa: ARG002 For rooms that say more.
        """Returns the text of the block when there is no row; empty when it is better left out."""
        return ""

    def example(self) -> dict[str, Any]:
        """Returns the context of the preview, in the place of real records, of which there may be none."""
        raise NotImplementedError

    def shown(self, value: blocks.StructValue) -> dict[str, Any]:
        """Returns the context of the template."""
        rows = self.rows(value)
        return {"rows": rows, "more": self.more(value), "nothing": "" if rows else self.nothing(value)}

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return {**super().get_context(value, parent_context=parent_context), **self.shown(value)}

    def get_preview_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return {**(parent_context or {}), "value": value, "template": self.meta.template, **self.example()}

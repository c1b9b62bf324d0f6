"""Texts about records that are older than a sister in another language, and what has changed in the sister since."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.admin.panels import Panel
from wagtail.models import ModelLogEntry

from portal.accounts.rules import Visitor
from portal.content.models import Description, with_newer_translations
from portal.content.visibility import texts_to_change

NOT_COMPARED = frozenset({"record", "language", "go_live_at", "expire_at"})  # No words for readers.


@dataclass(frozen=True)
class ComparedField:
    """One field of two texts side by side: the words of the older, and of the newer with what changed in them."""

    label: str
    own: SafeString
    theirs: SafeString
    has_changed: bool


@dataclass(frozen=True)
class ComparedSister:
    """A newer sister beside a text. `version` names what of her is shown: it goes with the answer."""

    sister: Description
    fields: list[ComparedField]
    is_known: bool  # False when the version that the text was written beside is not kept.

    @property
    def version(self) -> str:
        return version_of(self.sister)


def older_texts(user: Visitor) -> Iterator[QuerySet]:
    """Of each kind of text about records the live ones that wait for the user, those that wait longest first."""
    for rows in texts_to_change(user):
        yield with_newer_translations(rows.filter(live=True)).order_by("last_published_at", "pk")


def address_beside(text: Description) -> str:
    """The address at which the admin shows a text beside its newer sisters."""
    return reverse(text.snippet_viewset.get_url_name("older"), args=[quote(text.pk)])


def version_of(text: Description) -> str:
    """The name of a text's public version; empty while there is none."""
    return text.last_published_at.isoformat() if text.last_published_at else ""


def compared(
    text: Description, sister: Description, edit_handler: Panel, request: HttpRequest
) -> ComparedSister:
    """A text beside a newer sister, field by field as the form has them."""
    before = version_beside(text, sister)
    then = sister if before is None else before
    panel = edit_handler.get_bound_panel(instance=text, request=request, form=None)
    fields = []
    for compare in panel.get_comparison():
        change = compare(then, sister)
        if change.field.name not in NOT_COMPARED:
            own = compare(text, text).htmldiff()
            fields.append(
                ComparedField(change.field_label(), own, change.htmldiff(), bool(change.has_changed()))
            )
    return ComparedSister(sister, fields, before is not None)


def version_beside(text: Description, sister: Description) -> Model | None:
    """The sister as she was public when the text was published last or found still right; None when that is not kept.

    A sister that was added later is taken as she was first published.
    """
    published = ModelLogEntry.objects.for_instance(sister).filter(
        action="wagtail.publish", revision__isnull=False
    )
    published = published.select_related("revision").order_by("timestamp", "pk")
    looked_at, written_at = text.compared_with(sister.language), text.last_published_at
    entry: Any = None
    if looked_at and written_at and looked_at > written_at:
        # The version's own moment: the line in the history was written after it.
        entry = published.filter(timestamp__gte=looked_at).first()
    elif written_at and sister.first_published_at and sister.first_published_at > written_at:
        entry = published.filter(timestamp__gte=sister.first_published_at).first()
    elif written_at:
        entry = published.filter(timestamp__lte=written_at).last()
    return entry.revision.as_object() if entry else None

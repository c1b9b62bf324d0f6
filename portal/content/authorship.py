"""Authors of the words of a page or a text about a record, as its revisions and translated strings tell."""

import json
import re
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import DraftStateMixin, Page, Revision
from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource

# What a revision holds beside words: where and since when it stands, who holds it.
BOOKKEEPING = {
    "pk", "path", "depth", "numchild", "url_path", "content_type", "owner", "locale", "alias_of", "translation_key",
    "draft_title", "live", "has_unpublished_changes", "live_revision", "latest_revision", "latest_revision_created_at",
    "first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
    "wagtail_admin_comments",
}  # fmt: skip
BLOCK_KEY = re.compile(
    r' data-block-key="[^"]*"'
)  # The rich text editor numbers paragraphs when it first sees them.

EMPTY_PARAGRAPH = "<p></p>"


def writers(thing: DraftStateMixin) -> set[int]:
    """Users, by key, who wrote any of what is not published of a thing.

    A revision that says the same as the one before it has no writer: the editor makes one with each press of a
    button. Of a thing that is not public nothing is published, whatever was before.
    """
    model = Page if isinstance(thing, Page) else type(thing)
    row: DraftStateMixin | None = model._base_manager.filter(pk=thing.pk).first()
    if row is None:
        return set()
    revisions = Revision.objects.for_instance(thing)
    published = revisions.filter(pk=row.live_revision_id).first() if row.live_revision_id else None
    before: dict[str, Any] | None = None
    if published and row.last_published_at and published.created_at <= row.last_published_at:
        before = published.content
        same_moment = Q(created_at=published.created_at, pk__gt=published.pk)
        revisions = revisions.filter(Q(created_at__gt=published.created_at) | same_moment)
    elif published:  # Written over since it was published.
        revisions = revisions.filter(created_at__gte=published.created_at)
    elif row.live:
        before = (row.specific if isinstance(row, Page) else row).serializable_data()
        if row.last_published_at:
            revisions = revisions.filter(created_at__gt=row.last_published_at)
    found = _who_changed(before, revisions.order_by("created_at", "pk"))
    return found | _translators(thing, _said_until(row, published)) | _writers_of_original(thing)


def _said_until(row: DraftStateMixin, published: Revision | None) -> datetime | None:
    """Returns the moment up to which what was written is public; None when nothing is.

    Publishing an older revision moves the moment of publishing, and not the words.
    """
    if not row.live:
        return None
    return published.created_at if published else row.last_published_at


def authors(things: list[Model]) -> set[int]:
    """Users, by key, who ever wrote anything of the things."""
    found: set[int | None] = set()
    for thing in things:
        found |= set(Revision.objects.for_instance(thing).values_list("user_id", flat=True))
        found |= {*_translators(thing, None), getattr(thing, "owner_id", None)}
    return {user for user in found if user is not None}


def _who_changed(before: dict[str, Any] | None, revisions: QuerySet[Revision]) -> set[int]:
    found, words = set(), comparable(before) if before else None
    for revision in revisions:
        now = comparable(revision.content)
        if now != words and revision.user_id:
            found.add(revision.user_id)
        words = now
    return found


def _translators(thing: Model, since: datetime | None) -> set[int]:
    """Returns who filled in strings of a page's translation, which become its text when they are published."""
    if not isinstance(thing, Page):
        return set()
    found: set[int] = set()
    for model in (StringTranslation, SegmentOverride):
        rows = model.objects.filter(locale_id=thing.locale_id, context__object_id=thing.translation_key)
        if since:
            rows = rows.filter(updated_at__gt=since)
        found |= set(rows.values_list("last_translated_by_id", flat=True))
    return found - {None}


def _writers_of_original(thing: Model) -> set[int]:
    """Returns who wrote an original that is not public: its words stand in a translation until they are replaced."""
    if not isinstance(thing, Page):
        return set()
    sources = TranslationSource.objects.filter(object_id=thing.translation_key).exclude(
        locale_id=thing.locale_id
    )
    originals = Page.objects.filter(
        translation_key=thing.translation_key,
        locale_id__in=sources.values("locale_id"),
        live=False,
        alias_of=None,
    )
    revisions = [Revision.objects.for_instance(page).values_list("user_id", flat=True) for page in originals]
    return {user for found in revisions for user in found} - {None}


def comparable(content: dict[str, Any]) -> dict[str, Any]:
    """Returns the content of a revision in a shape in which the same words are equal however they were saved."""
    return {name: _plain(value) for name, value in content.items() if name not in BOOKKEEPING}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        if value.startswith("[{") or value == "[]":  # Blocks are kept as a text.
            try:
                return _plain(json.loads(value))
            except ValueError:
                pass
        plain = BLOCK_KEY.sub("", value).replace("\r\n", "\n").replace("<br>", "<br/>")
        return "" if plain == EMPTY_PARAGRAPH else plain
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        is_block = {"type", "value"} <= value.keys()
        return {
            name: _plain(part)
            for name, part in value.items()
            if name != "pk" and not (is_block and name == "id")
        }
    return value

"""Links to what is to be deleted that Wagtail's index of references does not know.

That index holds what the live rows choose by key. A page, a record and a file have addresses as well, which people type
into links, menus and texts, a record's in any of three languages; and drafts and unfinished translations choose by key
too.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, cast
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import get_resolver
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import finder_classes
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision, Site
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from portal.content.models import Record
from portal.language import LANGUAGE_PATTERN

FEW = 8  # Things of which each is looked for by itself.
# A redirect's own address leads nowhere; a page's place in the tree is no link.
NO_LINKS = frozenset({"old_path", "url_path", "path"})

Key = tuple[type[models.Model], str]  # A model, the lowest that holds the key, and the key.


@dataclass(frozen=True)
class Wanted:
    """One thing to which links are looked for: what of it stands in a text, and the keys that go with it."""

    thing: models.Model
    needles: tuple[str, ...]
    pattern: re.Pattern[str] | None
    keys: frozenset[Key]
    known: frozenset[Key]  # Rows that are no news: the thing's own, and those that Wagtail counts.

    def stands_in(self, text: str) -> bool:
        """True when a text has one of the addresses, of this site and not of another."""
        return self.pattern is not None and self.pattern.search(text) is not None


@dataclass
class Links:
    """The rows that link to one thing, each once."""

    found: dict[Key, None] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.found)

    def rows(self, first: int | None = None) -> list[models.Model]:
        """The rows themselves, all or the first few."""
        keys = sorted(self.found, key=lambda key: (key[0]._meta.label, len(key[1]), key[1]))[:first]
        wanted: dict[type[models.Model], list[str]] = {}
        for model, key in keys:
            wanted.setdefault(model, []).append(key)
        rows = {
            (model, str(row.pk)): row
            for model, of_model in wanted.items()
            for row in model._base_manager.filter(pk__in=of_model)
        }
        return [rows[key] for key in keys if key in rows]


def links_to(things: Iterable[models.Model]) -> list[Links]:
    """For each of the things the rows that link to it and that Wagtail's count leaves out."""
    wanted = [_wanted(thing) for thing in things]
    found = [Links() for _thing in wanted]
    places = [_by_key_below, _in_rows, _in_drafts, _in_translations]
    for place in places:
        for number, key in place(wanted):
            if key not in wanted[number].known:
                found[number].found[key] = None
    return found


def searched_models() -> list[type[models.Model]]:
    """The models whose rows are searched: what is edited in the admin, and its inner rows."""
    get_resolver().url_patterns  # noqa: B018 Reading the admin's addresses registers what has a form there.
    edited = {model for model in apps.get_models() if finder_classes.get_by_type(model)}
    while inner := {
        model
        for model in apps.get_models()
        if model not in edited and (parent := _parent(model)) and parent.related_model in edited
    }:
        edited |= inner
    return sorted(edited, key=lambda model: model._meta.label)


def text_columns(model: type[models.Model]) -> list[models.Field]:
    """The columns of a model's own table into which an address may be typed."""
    return [
        column
        for column in model._meta.local_fields
        if column.get_internal_type() in ("CharField", "TextField", "JSONField", "URLField")
        and column.editable
        and not column.choices
        and column.name not in NO_LINKS
    ]


# --- What is looked for -----------------------------------------------------------------------------------------------


def _wanted(thing: models.Model) -> Wanted:
    own = [thing]
    if isinstance(thing, Page):
        own += list(Page.objects.descendant_of(thing))
    elif isinstance(thing, Record):
        own += list(thing.descriptions.all())
    keys = frozenset(key_of(row) for row in own)
    counted = ReferenceIndex.get_references_to(thing).values_list("base_content_type", "object_id").distinct()
    known = keys.union((_model_of(kind), key) for kind, key in counted)
    needles, pattern = _addresses(thing)
    return Wanted(thing, needles, pattern, keys, known)


def _addresses(thing: models.Model) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """Parts of which a text has one if it has an address of the thing, and the pattern of the whole address."""
    if isinstance(thing, Page):
        path = f"/{thing.url_path.split('/', 2)[2]}".rstrip("/")
        languages, paths = re.escape(thing.locale.language_code), [path]
    elif isinstance(thing, Record):
        languages, paths = LANGUAGE_PATTERN, [f"/{thing.section}/{thing.slug}"]
    else:
        languages, paths = "", _addresses_of_file(thing)
    paths = [path for path in paths if path]
    if not paths:
        return (), None
    language = f"(?:/(?:{languages}))?" if languages else ""
    ends = "|".join(map(re.escape, paths))
    # Before it stands nothing of another address, or this site's name; it ends where it ends.
    site = "|".join(map(re.escape, _hosts()))
    before = rf"(?:(?<![\w/.:%-])|(?:https?:)?//(?:{site})(?::\d+)?)"
    return tuple(paths), re.compile(rf"{before}{language}(?:{ends})(?![\w-]|\.\w)", re.IGNORECASE)


def _addresses_of_file(thing: models.Model) -> list[str]:
    if isinstance(thing, AbstractImage):
        files = [thing.file, *(rendition.file for rendition in thing.renditions.all())]
        return [urlsplit(file.url).path for file in files if file]
    address = getattr(thing, "url", None)  # Of a document; its file's name may be any.
    return [urlsplit(address).path] if isinstance(address, str) else []


def _hosts() -> set[str]:
    return {
        urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "",
        *Site.objects.values_list("hostname", flat=True),
    }


def _short(wanted: list[Wanted]) -> list[str]:
    """What the database looks for; of many things what their addresses have in common."""
    needles = [needle for each in wanted for needle in each.needles]
    if len(wanted) <= FEW:
        return needles
    above = [f"{needle.rpartition('/')[0]}/" for needle in needles]
    return sorted({start if len(start) > 1 else needle for start, needle in zip(above, needles, strict=True)})


# --- Where it is looked for -------------------------------------------------------------------------------------------

Found = Iterator[tuple[int, Key]]  # The number of the thing, and the row that links to it.


def _by_key_below(wanted: list[Wanted]) -> Found:
    """Live rows that choose what is deleted along with a page."""
    for number, each in enumerate(wanted):
        below = [key for model, key in each.keys if model is Page and key != str(each.thing.pk)]
        if below:
            kind = ContentType.objects.get_for_model(Page)
            rows = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=below)
            for source, key in rows.values_list("base_content_type", "object_id").distinct():
                yield number, (_model_of(source), key)


def _in_rows(wanted: list[Wanted]) -> Found:
    """Live rows with a typed address."""
    needles = _short(wanted)
    for model in searched_models() if needles else []:
        columns = text_columns(model)
        if not columns:
            continue
        parent = _parent(model)
        # As its own text where the database keeps a structure.
        as_text = {
            f"text_{column.name}": Cast(column.name, TextField()) for column in columns if _is_json(column)
        }
        names = [f"text_{column.name}" if _is_json(column) else column.name for column in columns]
        has_one = reduce(or_, (_any(name, needles) for name in names))
        rows = model._base_manager.annotate(**as_text).filter(has_one).order_by()
        for key, above, *texts in rows.values_list("pk", parent.attname if parent else "pk", *names):
            row = _lowest(model, key) if parent is None else _lowest(parent.related_model, above)
            words = "\n".join(str(text) for text in texts if text)
            yield from ((number, row) for number, each in enumerate(wanted) if each.stands_in(words))


def _in_drafts(wanted: list[Wanted]) -> Found:
    """Rows whose latest draft, not published yet, has a typed address or chooses by key."""
    needles = _short(wanted) + [key for each in wanted for _model, key in each.keys]
    has_one = _any("text", list(set(needles)))
    for model in apps.get_models():
        if not issubclass(model, DraftStateMixin) or model._meta.get_parent_list():
            continue
        drafts = model._base_manager.filter(has_unpublished_changes=True).values("latest_revision")
        revisions = Revision.objects.filter(pk__in=drafts).annotate(text=Cast("content", TextField()))
        for revision in revisions.filter(has_one):
            kind = _model_of(revision.content_type_id)
            yield from _in_content(wanted, kind, revision.content, (model, revision.object_id))


def _in_translations(wanted: list[Wanted]) -> Found:
    """Pages whose translator has written an address, or chosen something, and not saved the page since."""
    needles = _short(wanted)
    keys = [json.dumps(number) for each in wanted for _model, key in each.keys for number in _spellings(key)]
    chosen = SegmentOverride.objects.filter(_any("data_json", needles) | Q(data_json__in=keys))
    typed = StringTranslation.objects.filter(_any("data", needles))
    pairs = {
        pair for rows in (chosen, typed) for pair in rows.values_list("context__object", "locale").distinct()
    }
    for thing, locale in pairs:
        translations = Translation.objects.filter(source__object=thing, target_locale=locale, enabled=True)
        for translation in translations.select_related("source", "target_locale"):
            with suppress(ObjectDoesNotExist):  # Nobody has made the page in this language, or it is gone.
                row = key_of(translation.get_target_instance())
                draft = translation.source.get_ephemeral_translated_instance(
                    translation.target_locale, fallback=True
                )
                yield from _in_content(wanted, type(draft), draft.serializable_data(), row)


def _in_content(wanted: list[Wanted], model: type[models.Model], content: dict[str, Any], row: Key) -> Found:
    words = "\n".join(_strings(content))
    chosen = set(_chosen(model, content))
    for number, each in enumerate(wanted):
        if each.stands_in(words) or each.keys & chosen:
            yield number, row


# --- Rows and their contents ------------------------------------------------------------------------------------------


def key_of(row: models.Model) -> Key:
    """The model and key of a row; of a page that of `Page`, whatever its kind."""
    return _lowest(type(row), row.pk)


def _lowest(model: type[models.Model], key: Any) -> Key:
    parents = model._meta.get_parent_list()
    return (parents[-1] if parents else model), str(key)


def _model_of(content_type: int) -> type[models.Model]:
    return cast("type[models.Model]", ContentType.objects.get_for_id(content_type).model_class())


def _parent(model: type[models.Model]) -> Any:
    """The key of an inner row to the row that it is a part of; None of rows of their own."""
    return next((column for column in model._meta.local_fields if isinstance(column, ParentalKey)), None)


def _is_json(column: models.Field) -> bool:
    return column.get_internal_type() == "JSONField"


def _any(column: str, needles: list[str]) -> Q:
    return reduce(or_, (Q(**{f"{column}__contains": needle}) for needle in needles), Q(pk__in=[]))


def _spellings(key: str) -> list[str | int]:
    return [key, int(key)] if key.isdecimal() else [key]


def _strings(content: Any, name: str = "") -> Iterator[str]:
    """Every text in what a draft keeps, rich text and streams as they are written."""
    if isinstance(content, dict):
        for inner, value in content.items():
            yield from _strings(value, inner)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)
    elif isinstance(content, str) and name not in NO_LINKS:
        yield content


def _chosen(model: type[models.Model], content: dict[str, Any]) -> Iterator[Key]:
    """What a draft chooses by key: in its columns, its streams and texts, and its inner rows."""
    columns: Any = model._meta.get_fields()
    for column in columns:
        value = content.get(column.name)
        if not value:
            continue
        if hasattr(column, "extract_references"):
            for to_model, key, *_path in column.extract_references(column.to_python(value)):
                yield _lowest(to_model, key)
        elif isinstance(column, models.ForeignKey):
            yield _lowest(column.related_model, value)
        elif column.one_to_many and isinstance(value, list):
            for inner in value:
                yield from _chosen(column.related_model, inner)

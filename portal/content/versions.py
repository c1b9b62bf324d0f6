"""Versions of the facts of rows: taken whenever somebody saves them, compared, thinned and forgotten.

A version is one of Wagtail's revisions, with a line in the history that says which fields changed. What one request
changes of a row, by however many savings, is one version.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Cast, TruncMonth
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import LogContext, empty_log_context, get_active_log_context
from wagtail.models import ModelLogEntry, Revision

from portal.accounts.rules import Visitor
from portal.clock.batches import in_batches

if TYPE_CHECKING:
    from .models.versioned import Versioned

CREATED, EDITED, REVERTED = "wagtail.create", "wagtail.edit", "wagtail.revert"
BOOKKEEPING = frozenset({"latest_revision"})
Content = dict[str, Any]


@dataclass(frozen=True)
class _Taken:
    """A version and its line in the history, as one request has written them so far."""

    version: int
    line: int
    before: Content


class Act(LogContext):
    """Of an act on many rows, which their history is to name: what changes within it is told under its own action."""

    def __init__(self, action: str, user: Visitor | None, **data: Any) -> None:
        super().__init__(user=user)
        self.action = action
        self.data = data


_of_requests: "WeakKeyDictionary[LogContext, dict[tuple[str, Any], _Taken]]" = WeakKeyDictionary()


def facts(model: type[models.Model]) -> list[models.Field]:
    """The columns of a model that people fill in, and its choices of several rows."""
    meta = model._meta
    columns = [field for field in meta.concrete_fields if not field.primary_key]
    return [
        field
        for field in (*columns, *meta.local_many_to_many)
        if field.editable and field.name not in BOOKKEEPING
    ]


def parts(model: type[models.Model]) -> list[Any]:
    """The relations to rows that are saved as part of a model's rows: names of organisations, entries of menus."""
    return get_all_child_relations(model)


def _names(model: type[models.Model]) -> list[str]:
    return [field.name for field in facts(model)] + [part.get_accessor_name() for part in parts(model)]


def fact_names(model: type[models.Model]) -> frozenset[str]:
    """The names of whatever a version of a row holds."""
    return frozenset(_names(model))


def saved_names(model: type[models.Model]) -> frozenset[str]:
    """The names under which facts may be saved: those, and the names of the columns of keys."""
    return fact_names(model) | {field.attname for field in facts(model) if hasattr(field, "attname")}


def content_of(row: models.Model) -> Content:
    """What a version of the row holds as it stands now, in a shape that JSON keeps."""
    content: Content = {"pk": row.pk}
    for field in facts(type(row)):
        if isinstance(field, models.ManyToManyField):
            chosen = getattr(row, field.name).order_by("pk") if row.pk else ()
            content[field.name] = [other.pk for other in chosen]
        else:
            content[field.name] = _value(field, row)
    for part in parts(type(row)):
        rows = getattr(row, part.get_accessor_name()).all()
        content[part.get_accessor_name()] = [_content_of_part(child, part.field) for child in rows]
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def _content_of_part(child: models.Model, parent: models.Field) -> Content:
    fields = [field for field in child._meta.concrete_fields if field not in (parent, child._meta.pk)]
    return {"pk": child.pk, **{field.name: _value(field, child) for field in fields}}


def _value(field: models.Field, row: models.Model) -> Any:
    if isinstance(field, models.FileField):
        return getattr(row, field.attname).name
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(getattr(row, field.attname))
    return field.to_python(getattr(row, field.attname))


def fill(row: "Versioned", content: Content, keeping: Iterable[str] = ()) -> None:
    """Gives a row what a version holds, but for what stays as it is. Saves nothing.

    What the version says of rows that are gone by now is left out, and so is what today's model has no place for.
    """
    for field in facts(type(row)):
        if field.name not in content or field.name in keeping:
            continue
        if isinstance(field, models.ManyToManyField):
            chosen = field.related_model._default_manager.filter(pk__in=content[field.name])
            # Where forms and comparisons look for it; the database has what is chosen today.
            row.__dict__.setdefault("_prefetched_objects_cache", {})[field.name] = chosen
        elif (value := _readable(field, content[field.name])) is not None or field.null:
            setattr(row, field.attname, value)
    for part in parts(type(row)):
        name = part.get_accessor_name()
        if name in content and name not in keeping:
            setattr(row, name, list(_parts_from(part, content[name])))


def _parts_from(part: Any, contents: list[Content]) -> Iterator[models.Model]:
    model, parent = part.related_model, part.field
    for content in contents:
        child = model(pk=content["pk"])
        for field in model._meta.concrete_fields:
            if field.name in content and field not in (parent, model._meta.pk):
                value = _readable(field, content[field.name])
                if value is None and not field.null:
                    break
                setattr(child, field.attname, value)
        else:
            yield child


def _readable(field: models.Field, value: Any) -> Any:
    """Returns a value as a column takes it; None for a row that is gone."""
    if not isinstance(field, models.ForeignKey) or value is None:
        return field.to_python(value)
    rows = field.related_model._default_manager.filter(**{field.target_field.name: value})
    return rows.values_list(field.target_field.attname, flat=True).first()


def versions_of(row: models.Model) -> QuerySet[Revision]:
    """The versions of a row, the newest first."""
    return Revision.objects.for_instance(row).order_by("-created_at", "-pk")


def changed_names(before: Content, after: Content) -> list[str]:
    """The names of the facts that two versions tell differently."""
    return [name for name in after if name != "pk" and before.get(name) != after[name]]


def in_order(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """These names of facts as the model has them: PostgreSQL keeps the content of a version in an order of its own."""
    wanted = set(names)
    return [name for name in _names(model) if name in wanted]


def keep_first(row: "Versioned") -> None:
    """Before a row that has no version yet is changed: keeps what it was, so that one can go back to it."""
    if not versions_of(row).exists():
        # One of two who change it at once waits here, and finds what the other has kept.
        before = (
            type(row)._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk=row.pk).first()
        )
        if before is not None and not versions_of(row).exists():
            _add(before, content_of(before), getattr(before, "updated_at", None) or timezone.now(), None)


def take(row: "Versioned", is_new: bool = False, is_whole: bool = True) -> Revision | None:
    """Keeps a version of the row when it differs from the last one. Call it in the transaction that changes the row.

    A row that was not saved as a whole (`is_whole`) is read again: others may have changed the rest of it. Returns the
    row's latest version; None for a row that is to be forgotten, of which none is kept.
    """
    if row.is_forgotten:
        forget(type(row)._base_manager.filter(pk=row.pk))
        row.latest_revision = None
        return None
    stands = row if is_whole else type(row)._base_manager.get(pk=row.pk)
    content, latest = content_of(stands), None if is_new else versions_of(row).first()
    if latest and latest.content == content:
        _point_at(row, latest)  # What was saved may have been read before it was taken.
        return latest
    taken = _taken_in_this_request()
    key = (row._meta.label_lower, row.pk)
    if latest and (mine := taken.get(key)) and mine.version == latest.pk:
        latest.content, latest.created_at = content, timezone.now()
        latest.save(update_fields=["content", "created_at"])
        _point_at(row, latest)
        data = {"changed": changed_names(mine.before, content), **_act().data}
        ModelLogEntry.objects.filter(pk=mine.line).update(data=data)
        return latest
    before = latest.content if latest else {}
    user = _user()
    version = _add(row, content, timezone.now(), user)
    line = _log(row, CREATED if is_new else EDITED, version, changed_names(before, content), user)
    taken[key] = _Taken(version.pk, line.pk, before)
    return version


def say_reverted(row: "Versioned", version: Revision | None, previous: Revision) -> None:
    """Says in the history that the change which this request made went back to an earlier version."""
    mine = _taken_in_this_request().get((row._meta.label_lower, row.pk))
    if mine is None or version is None or mine.version != version.pk:
        return  # Nothing differed.
    line = ModelLogEntry.objects.get(pk=mine.line)
    line.action = REVERTED
    line.data["revision"] = {"id": previous.pk, "created": previous.created_at}
    line.save(update_fields=["action", "data"])


def forget(rows: QuerySet) -> None:
    """Deletes all versions of rows, with the names that their history calls them by; the lines themselves stay."""
    keys = [str(key) for key in rows.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(rows.model, for_concrete_model=False)
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=keys).update(
        label="", data={}, revision=None
    )
    Revision.objects.filter(base_content_type=kind, object_id__in=keys).delete()


def forget_facts(rows: QuerySet, *names: str) -> None:
    """Empties facts of rows in all their versions: texts whose time is over before that of the row."""
    keys = [str(key) for key in rows.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(rows.model, for_concrete_model=False)
    told = list(Revision.objects.filter(base_content_type=kind, object_id__in=keys).order_by("pk"))
    for version in told:
        version.content |= dict.fromkeys(names, "")
    Revision.objects.bulk_update(told, ["content"], batch_size=100)


def forget_former(row: "Versioned", *names: str) -> None:
    """Empties facts of a row in its earlier versions, where one of them was another: what tells of somebody else than
    the row does today. Call it in the transaction that changes the row.
    """
    now = {name: value for name, value in content_of(row).items() if name in names}
    told = [
        version
        for version in versions_of(row).exclude(pk=row.latest_revision_id)
        if any(version.content.get(name) not in ("", value) for name, value in now.items())
    ]
    for version in told:
        version.content |= dict.fromkeys(names, "")
    Revision.objects.bulk_update(told, ["content"], batch_size=100)


def told_in_versions(model: type["Versioned"], name: str) -> Exists:
    """The condition that some version of a row holds the fact, whatever the row says today."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    own = Revision.objects.filter(base_content_type=kind, object_id=Cast(OuterRef("pk"), models.CharField()))
    return Exists(own.filter(content__has_key=name).exclude(**{f"content__{name}": ""}))


def thin(model: type["Versioned"], now: datetime | None = None) -> int:
    """Deletes versions that are older than VERSIONS_KEPT_DAYS, but for the last of each month and the latest of a row.

    Their lines in the history stay. Returns how many were deleted.
    """
    until = (now or timezone.now()) - timedelta(days=settings.VERSIONS_KEPT_DAYS)
    return in_batches(_superfluous(model, until), _delete)


def _superfluous(model: type["Versioned"], until: datetime) -> QuerySet[Revision]:
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    old = Revision.objects.filter(base_content_type=kind, created_at__lt=until)
    months = old.annotate(month=TruncMonth("created_at"))
    later = months.filter(
        object_id=OuterRef("object_id"), month=OuterRef("month"), created_at__gt=OuterRef("created_at")
    )
    in_use = model._base_manager.filter(latest_revision=OuterRef("pk"))
    return months.filter(Exists(later), ~Exists(in_use))


def _delete(versions: QuerySet[Revision]) -> int:
    keys = list(versions.values_list("pk", flat=True))
    # The library keeps this key without a constraint; a line without it offers nothing to open.
    ModelLogEntry.objects.filter(revision__in=keys).update(revision=None)
    Revision.objects.filter(pk__in=keys).delete()
    return len(keys)


def _taken_in_this_request() -> dict[tuple[str, Any], _Taken]:
    context = get_active_log_context()
    if context is empty_log_context:  # Of nobody's request, and shared by all of them.
        return {}
    return _of_requests.setdefault(context, {})


def _act() -> Act:
    """The act that is going on; one without a name where rows are changed for their own sake."""
    context = get_active_log_context()
    return context if isinstance(context, Act) else Act("", None)


def _user() -> Visitor | None:
    user = get_active_log_context().user
    return user if user is not None and user.is_authenticated else None


def _add(row: "Versioned", content: Content, moment: datetime, user: Visitor | None) -> Revision:
    kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
    version = Revision.objects.create(
        content_type=kind,
        base_content_type=kind,
        object_id=str(row.pk),
        content=content,
        created_at=moment,
        user=cast(Any, user),
    )
    _point_at(row, version)
    return version


def _point_at(row: "Versioned", version: Revision) -> None:
    row.latest_revision = version
    type(row)._base_manager.filter(pk=row.pk).exclude(latest_revision=version).update(latest_revision=version)


def _log(
    row: "Versioned", action: str, version: Revision, changed: list[str], user: Visitor | None
) -> ModelLogEntry:
    data, act = {} if action == CREATED else {"changed": changed}, _act()
    # In bulk: `save` asks the database about each key, and every receiver. Without the request's number, under which
    # Wagtail shows one line for all rows that a request has changed.
    (line,) = ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=version.content_type,
                object_id=str(row.pk),
                label=row.name_in_history,
                action=act.action or action,
                data={**data, **act.data},
                timestamp=version.created_at,
                user=cast(Any, user),
                revision=version,
                content_changed=True,
            )
        ]
    )
    return line

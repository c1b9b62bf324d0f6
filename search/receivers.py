"""Receivers that renew search entries after changes of things, of what tells of them, and of who may open a page."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from modelcluster.models import ClusterableModel
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.content.searchable import ReindexesRelated, Searchable, saved_whole, search_changed

from .index import updates
from .index.outbox import changes_noted
from .tasks import deliver_changes, refresh_rows

_PATH_BEFORE = "_search_path_before"  # Noted on a page while it is being saved.


def connect() -> None:
    """Connects search to the changes of all rooms."""
    pre_save.connect(on_saving, dispatch_uid="search.saving")
    saved_whole.connect(on_saved_whole, dispatch_uid="search.saved_whole")
    post_save.connect(on_saved, dispatch_uid="search.saved")
    post_delete.connect(on_deleted, dispatch_uid="search.deleted")
    m2m_changed.connect(on_linked, dispatch_uid="search.linked")
    search_changed.connect(on_bulk_change, dispatch_uid="search.bulk")
    changes_noted.connect(on_changes_noted, dispatch_uid="search.changes")
    for signal in (page_published, page_unpublished):
        signal.connect(on_page, dispatch_uid="search.page")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(on_page_tree, dispatch_uid="search.page_tree")


def on_changes_noted(**_kwargs: Any) -> None:
    """Changes were noted for the search server: the worker delivers them."""
    deliver_changes.enqueue()


def on_saving(sender: type[models.Model], instance: models.Model, raw: bool = False, **_kwargs: Any) -> None:
    """A page is about to be saved: remember where it stood, since those below it stand under its address."""
    if isinstance(instance, Page) and instance.pk and not raw and not _is_of_a_migration(sender):
        before = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
        instance.__dict__[_PATH_BEFORE] = before


def on_saved_whole(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    """A row was saved with what belongs to it: its child rows count now, and a page's new address for those below."""
    if _is_of_a_migration(sender):
        return
    before = instance.__dict__.pop(_PATH_BEFORE, None)
    if isinstance(instance, Page) and before is not None and before != instance.url_path:
        _refresh_tree(instance)
    elif isinstance(instance, ClusterableModel):
        _refresh_all(_concerned(instance))


def on_saved(sender: type[models.Model], instance: models.Model, raw: bool = False, **_kwargs: Any) -> None:
    """A row was saved. Fixtures (`raw`) are not followed: rebuild after loading them."""
    if raw or _is_of_a_migration(sender):
        return
    if isinstance(instance, PageViewRestriction):
        _refresh_tree(instance.page)
    else:
        _refresh_all(_concerned(instance))


def on_deleted(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    """A row was deleted: its own rows go, those of what it told of are read again."""
    if _is_of_a_migration(sender):
        return
    if isinstance(instance, Searchable):
        updates.forget(type(instance), instance.pk)
    if isinstance(instance, PageViewRestriction):
        _refresh_tree(instance.page)
    elif isinstance(instance, ReindexesRelated):
        _refresh_all(_told_by(instance))


def on_linked(
    sender: type[models.Model],
    instance: models.Model,
    action: str,
    model: type[models.Model],
    pk_set: set[Any] | None,
    **_kwargs: Any,
) -> None:
    """Rows were linked with others or parted from them; either side may be what search finds."""
    if _is_of_a_migration(sender):
        return
    if sender is PageViewRestriction.groups.through:
        if action.startswith("post_"):
            _refresh_restricted(instance, pk_set)
        return
    is_other_found = issubclass(model, (Searchable, ReindexesRelated))
    memory = f"_search_parted_{sender.__name__}"
    if action == "pre_clear" and is_other_found:
        field = _field_to(instance, sender)
        setattr(instance, memory, list(getattr(instance, field).all()) if field else [])
    elif action in ("post_add", "post_remove", "post_clear"):
        _refresh_all(_concerned(instance))
        others = instance.__dict__.pop(memory, [])
        if is_other_found and pk_set:
            others = list(model._base_manager.filter(pk__in=pk_set))
        for other in others:
            _refresh_all(_concerned(other))


def on_bulk_change(
    sender: type[models.Model], rows: models.QuerySet | None = None, may_wait: bool = False, **_kwargs: Any
) -> None:
    """A room changed many rows at once: these, or all of the model."""
    if rows is None:
        updates.rebuild_model(sender)
    elif may_wait and rows.order_by()[: updates.BATCH + 1].count() > updates.BATCH:
        _refresh_later(rows)
    else:
        updates.refresh_many(rows)


def _refresh_later(rows: models.QuerySet) -> None:
    """Leaves the rows to the worker: one task for each batch, queued in the transaction of the change."""
    for keys in updates.in_batches_of_keys(rows):
        refresh_rows.enqueue(rows.model._meta.label, keys)


def on_page(instance: Page, **_kwargs: Any) -> None:
    """A page was published or taken off."""
    _refresh_all(_concerned(instance))


def on_page_tree(instance: Page, **_kwargs: Any) -> None:
    """A page has another address or place, and so have the pages below it."""
    _refresh_tree(instance)


def _is_of_a_migration(sender: type[models.Model]) -> bool:
    return sender.__module__ == "__fake__"


def _concerned(instance: models.Model) -> list[models.Model]:
    """The searchable things that a change of this row concerns."""
    things: list[Any] = [instance] if isinstance(instance, Searchable) else []
    if isinstance(instance, Page) and not things:
        specific = instance.specific_deferred
        things = [specific] if isinstance(specific, Searchable) else []
    if isinstance(instance, ReindexesRelated):
        things += _told_by(instance)
    return things


def _told_by(instance: ReindexesRelated) -> list[models.Model]:
    try:
        return [thing for thing in instance.searchable_things() if thing is not None]
    except ObjectDoesNotExist:
        return []  # What it told of was deleted before it, and its rows with it.


def _refresh_all(things: list[models.Model]) -> None:
    for thing in things:
        if thing.pk is not None:
            updates.refresh(thing)


def _refresh_tree(page: Page) -> None:
    pages = Page.objects.filter(path__startswith=page.path, depth__gte=page.depth).order_by()
    for model in updates.searchable_models():
        if issubclass(model, Page):
            updates.refresh_many(model._default_manager.filter(pk__in=pages.values("pk")))


def _refresh_restricted(instance: models.Model, pk_set: set[Any] | None) -> None:
    """Other groups may open a page: those of a restriction, or the restrictions of a group, were changed."""
    if isinstance(instance, PageViewRestriction):
        _refresh_tree(instance.page)
        return
    rules = PageViewRestriction.objects.all()
    for rule in rules if pk_set is None else rules.filter(pk__in=pk_set):
        _refresh_tree(rule.page)


def _field_to(instance: models.Model, through: type[models.Model]) -> str:
    """The name under which `instance` reaches the other side of a many-to-many relation."""
    relation: Any  # A field or the other end of one: no class of theirs says all that is asked here.
    for relation in instance._meta.get_fields():
        if relation.many_to_many:
            owner = relation if getattr(relation, "concrete", False) else relation.remote_field
            if owner.remote_field.through is through:
                return relation.name if relation is owner else relation.get_accessor_name() or ""
    return ""

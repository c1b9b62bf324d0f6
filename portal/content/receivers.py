"""Receivers that follow a change of a page or a record."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from portal.caching.cache import invalidate

from . import redirects, versions
from .enums import PAGES_SCOPE
from .models.versioned import Versioned


def connect() -> None:
    """Listens to what changes pages without saving them, and to addresses that change."""
    for signal in (post_save, post_delete):
        signal.connect(invalidate_pages, sender=PageViewRestriction, dispatch_uid="content.versions.privacy")
    post_page_move.connect(invalidate_pages, dispatch_uid="content.versions.move")
    m2m_changed.connect(keep_version_of_choices, dispatch_uid="content.versions.choices")
    post_save.connect(redirects.leave_redirects, dispatch_uid="content.redirects.save")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(redirects.forget_drafts, dispatch_uid="content.redirects.drafts")


def invalidate_pages(**kwargs: Any) -> None:
    """Signal receiver: a page was moved, or its privacy changed, which saves no page."""
    if not kwargs.get("raw"):
        invalidate(PAGES_SCOPE)


def keep_version_of_choices(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[Any] | None,
    **_kwargs: Any,
) -> None:
    """Signal receiver: rows are, or were, chosen by a row of facts, which saves no row itself."""
    chooser = model if reverse else type(instance)
    if not issubclass(chooser, Versioned) or not _is_fact(chooser, sender):
        return
    rows: Iterable[Any] = chooser._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
    for row in rows:
        if action.startswith("pre_"):
            versions.keep_first(row)
        else:
            versions.take(row, is_whole=False)


def _is_fact(model: type[Versioned], through: type[Model]) -> bool:
    return any(getattr(field.remote_field, "through", None) is through for field in versions.facts(model))

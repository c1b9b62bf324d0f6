"""Receivers that follow a change of a page or a record."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from portal.caching.cache import invalidate

from . import redirects
from .enums import PAGES_SCOPE


def connect() -> None:
    """Listens to what changes pages without saving them, and to addresses that change."""
    for signal in (post_save, post_delete):
        signal.connect(invalidate_pages, sender=PageViewRestriction, dispatch_uid="content.versions.privacy")
    post_page_move.connect(invalidate_pages, dispatch_uid="content.versions.move")
    post_save.connect(redirects.leave_redirects, dispatch_uid="content.redirects.save")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(redirects.forget_drafts, dispatch_uid="content.redirects.drafts")


def invalidate_pages(**kwargs: Any) -> None:
    """Signal receiver: a page was moved, or its privacy changed, which saves no page."""
    if not kwargs.get("raw"):
        invalidate(PAGES_SCOPE)

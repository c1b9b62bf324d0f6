"""Whose change makes a new version."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from .versions import Versioned, bump


def connect() -> None:
    """Listens to every save and delete, and to what changes pages without saving them."""
    post_save.connect(bump_on_change, dispatch_uid="content.versions.save")
    post_delete.connect(bump_on_change, dispatch_uid="content.versions.delete")
    for signal in (post_save, post_delete):
        signal.connect(bump_pages, sender=PageViewRestriction, dispatch_uid="content.versions.privacy")
    post_page_move.connect(bump_pages, dispatch_uid="content.versions.move")


def bump_on_change(sender: type[models.Model], **kwargs: Any) -> None:
    """Signal receiver: a row of a versioned model was saved or deleted."""
    if issubclass(sender, Versioned) and not kwargs.get("raw"):
        for room in sender.version_rooms():
            bump(room)


def bump_pages(**kwargs: Any) -> None:
    """Signal receiver: a page was moved, or its privacy changed, which saves no page."""
    if not kwargs.get("raw"):
        bump("pages")

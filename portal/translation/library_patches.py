"""Patches of wagtail-localize where it has no hook."""

from functools import wraps
from typing import Any

from wagtail.models import Page
from wagtail_localize.views import convert


def apply() -> None:
    """Applies them all."""
    mark_alias_before_its_words_change()


def mark_alias_before_its_words_change() -> None:
    """A page that becomes an alias is one when it takes its original's words; wagtail-localize marks it afterwards, so
    that for a moment it is a page of its own in another language.
    """
    sync_alias = convert.sync_alias

    @wraps(sync_alias)
    def sync_marked(source_page: Page, alias_page: Page, *args: Any, **kwargs: Any) -> None:
        alias_page.alias_of_id = source_page.pk
        sync_alias(source_page, alias_page, *args, **kwargs)

    convert.sync_alias = sync_marked

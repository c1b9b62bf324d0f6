"""Receivers that update the search entries of news when the name of a category changes."""

from typing import Any

from django.db.models.signals import post_save

from portal.content.searchable import search_changed

from .models.category import NewsCategory
from .models.news_page import NewsPage


def connect() -> None:
    """Listens to categories."""
    post_save.connect(category_changed, sender=NewsCategory, dispatch_uid="news.category")


def category_changed(instance: NewsCategory, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a category was saved, perhaps with another name, by which its items are found and filtered."""
    if not raw:
        search_changed.send(
            sender=NewsPage, rows=NewsPage.objects.filter(category=instance.pk), may_wait=True
        )

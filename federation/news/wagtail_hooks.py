"""Wagtail hooks of news: its categories, and the choosers of its form."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .choosers import CHOOSERS
from .viewsets import NewsCategoryViewSet

register_snippet(NewsCategoryViewSet)


@hooks.register("register_admin_viewset")
def choosers() -> list:
    """The dialogs that choose what a news item is about."""
    return CHOOSERS

"""Reads of news."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Prefetch
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from .models.news_page import NewsPage


class NewsQuerySet(PageQuerySet["NewsPage"]):
    """News items, by who may see them and in what order."""

    def for_everybody(self) -> Self:
        """Items that any visitor may see now: live, in their own language, behind no restriction.

        An alias shows another language's text under this language's address, so it counts as missing.
        """
        return self.live().public().filter(alias_of=None)

    def in_language(self, language: str) -> Self:
        """Items written in a language."""
        return self.filter(locale__language_code=language)

    def latest_first(self) -> Self:
        """The order of lists and feeds; what was invented for the demonstration comes last."""
        return self.order_by("is_demo", "-date", "-first_published_at", "-pk")

    def real(self) -> Self:
        """News of what has happened. Only these are counted; those of a demonstration have numbers of their own."""
        return self.filter(is_demo=False)

    def fictional(self) -> Self:
        """News that were invented for the demonstration."""
        return self.filter(is_demo=True)

    def with_face(self) -> Self:
        """With category and picture, as a list shows them: the pictures' sizes come in one query more."""
        return self.select_related("category", "image").prefetch_related("image__renditions")

    def with_authors(self) -> Self:
        """With their authors, as a feed names them: in one query more."""
        authors = apps.get_model("news.NewsAuthor").objects.with_names()
        return self.prefetch_related(Prefetch("authors", authors))


NewsManager = PageManager.from_queryset(NewsQuerySet)

"""Reads of news."""

from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class NewsQuerySet(PageQuerySet):
    """News items, by who may see them and in what order."""

    def for_everybody(self) -> "NewsQuerySet":
        """Items that any visitor may see now: live, in their own language, behind no restriction.

        An alias shows another language's text under this language's address, so it counts as missing.
        """
        return self.live().public().filter(alias_of=None)

    def in_language(self, language: str) -> "NewsQuerySet":
        """Items written in a language."""
        return self.filter(locale__language_code=language)

    def latest_first(self) -> "NewsQuerySet":
        """The order of lists and feeds."""
        return self.order_by("-date", "-first_published_at", "-pk")

    def with_face(self) -> "NewsQuerySet":
        """With category and picture, as a list shows them: the pictures' sizes come in one query more."""
        return self.select_related("category", "image").prefetch_related("image__renditions")


NewsManager = PageManager.from_queryset(NewsQuerySet)

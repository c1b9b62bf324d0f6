"""One news item as its page shows it."""

from typing import Any

from django.http import HttpRequest

from federation.directory.enums import DIRECTORY_SCOPE
from federation.workshops.enums import WORKSHOPS_SCOPE
from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from resources.enums import RESOURCES_SCOPE

from ..enums import NEWS_SCOPE
from ..models.news_page import NewsPage
from .related import related_to


def news_context(item: NewsPage, request: HttpRequest) -> dict[str, Any]:
    """Returns the context beside the text of an item; a preview has what the draft says, and nothing of the list."""
    if getattr(request, "is_preview", False):
        return {"related": related_to(item), "original": None, "latest": []}
    return cached(
        "news.beside",
        lambda: _beside(item),
        item.pk,
        depends_on=[NEWS_SCOPE, PAGES_SCOPE, DIRECTORY_SCOPE, WORKSHOPS_SCOPE, RESOURCES_SCOPE],
    )


def _beside(item: NewsPage) -> dict[str, Any]:
    """The same for every visitor."""
    others = NewsPage.objects.for_everybody().in_language(item.language).exclude(pk=item.pk)
    latest: list[dict[str, object]] = [
        {"title": page.title, "url": page.address, "date": page.date, "is_demo": page.is_demo}
        for page in others.select_related("locale").latest_first()[:3]
    ]
    return {"related": related_to(item), "original": item.original, "latest": latest}

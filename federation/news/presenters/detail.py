"""One news item as its page shows it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from federation.directory.enums import DIRECTORY_SCOPE
from federation.people.models import shown
from federation.workshops.enums import WORKSHOPS_SCOPE
from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.translation.translations import Original
from resources.enums import RESOURCES_SCOPE

from ..enums import NEWS_SCOPE
from ..models.news_page import NewsPage
from .related import Related, related_to


@dataclass(frozen=True)
class LatestItem:
    """One of the latest items, named beside another."""

    title: str
    url: str
    date: dt.date
    is_demo: bool


@dataclass(frozen=True)
class Beside:
    """The column beside the text of an item: what it is about, what it was translated from, the latest others."""

    related: Related
    original: Original | None = None
    latest: list[LatestItem] = field(default_factory=list)


def news_context(item: NewsPage, request: HttpRequest) -> dict[str, Any]:
    """Returns the context beside the text of an item; a preview has what the draft says, and nothing of the list."""
    if getattr(request, "is_preview", False):
        return {"beside": Beside(related_to(item)), "authors": shown(item.authors.all())}
    beside = cached(
        "news.beside",
        lambda: _beside(item),
        item.pk,
        depends_on=[NEWS_SCOPE, PAGES_SCOPE, DIRECTORY_SCOPE, WORKSHOPS_SCOPE, RESOURCES_SCOPE],
    )
    return {"beside": beside, "authors": item.shown_authors()}


def _beside(item: NewsPage) -> Beside:
    """Returns what stands beside an item, the same for every visitor."""
    others = NewsPage.objects.for_everybody().in_language(item.language).exclude(pk=item.pk)
    latest = [
        LatestItem(page.title, page.address, page.date, page.is_demo)
        for page in others.select_related("locale").latest_first()[:3]
    ]
    return Beside(related_to(item), item.original, latest)

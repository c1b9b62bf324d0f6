"""The list of news: a category or all, page by page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.language import format_number
from portal.listing.paging import CountedPaginator
from portal.localisation.addresses import section_url
from portal.localisation.text import LocalisedText
from portal.look.components import Chip

from ..enums import NEWS_SCOPE, SECTION
from ..models.category import NewsCategory
from ..models.news_page import NewsPage

PER_PAGE = 12
SCOPES = [NEWS_SCOPE, PAGES_SCOPE]


@dataclass(frozen=True)
class CategoryCount:
    """A category, with its number of real items and of invented ones."""

    slug: str
    name: LocalisedText
    count: int
    fictional: int


@dataclass(frozen=True)
class Listing:
    """One page of the list; the newest item leads the first page of all."""

    chips: list[Chip]
    category: CategoryCount | None
    lead_story: NewsPage | None
    items: list[NewsPage]
    fictional_items: list[NewsPage]
    fictional_words: str
    page: Page
    feed_url: str


def listing_of(request: HttpRequest, language: str) -> Listing:
    """The list in a language as an address asks for it; an unknown category or page number shows the nearest thing."""
    url = section_url(SECTION, language=language)
    counts = cached("news.counts", lambda: _counts(language), language, depends_on=SCOPES)
    category = next((row for row in counts if row.slug == request.GET.get("category", "")), None)
    asked = [category] if category else counts
    count, fictional = sum(row.count for row in asked), sum(row.fictional for row in asked)
    items = (
        NewsPage.objects.for_everybody()
        .in_language(language)
        .select_related("locale")
        .with_face()
        .latest_first()
    )
    if category:
        items = items.filter(category__slug=category.slug)
    page = CountedPaginator(items, PER_PAGE, count + fictional).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    lead_story = rows.pop(0) if rows and page.number == 1 and not category else None
    return Listing(
        chips=_chips(counts, category, url),
        category=category,
        lead_story=lead_story,
        items=[row for row in rows if not row.is_demo],
        fictional_items=[row for row in rows if row.is_demo],
        fictional_words=_("Fictional news, for demonstration: %(count)s")
        % {"count": format_number(fictional, language)},
        page=page,
        feed_url=f"{url}feed.atom",
    )


def _counts(language: str) -> list[CategoryCount]:
    visible = NewsPage.objects.for_everybody().in_language(language)
    counted = NewsCategory.objects.annotate(
        count=Count("pages", filter=Q(pages__in=visible.real().values("pk"))),
        fictional=Count("pages", filter=Q(pages__in=visible.fictional().values("pk"))),
    )
    return [
        CategoryCount(row.slug, row.name, row.count, row.fictional)
        for row in counted.order_by("position", "pk")
    ]


def _chips(counts: list[CategoryCount], chosen: CategoryCount | None, url: str) -> list[Chip]:
    total, fictional = sum(row.count for row in counts), sum(row.fictional for row in counts)
    return [
        Chip(_("All"), url, total, fictional, selected=chosen is None),
        *(
            Chip(
                row.name,
                f"{url}?{urlencode({'category': row.slug})}",
                row.count,
                row.fictional,
                selected=row is chosen,
            )
            for row in counts
            if row.count or row.fictional or row is chosen
        ),
    ]

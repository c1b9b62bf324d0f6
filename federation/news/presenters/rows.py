"""Context of the list of news: a category or all, page by page."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.language import format_number
from portal.listing.paging import CountedPaginator
from portal.localisation.addresses import section_url

from ..enums import NEWS_SCOPE, SECTION
from ..models.category import NewsCategory
from ..models.news_page import NewsPage

PER_PAGE = 12
SCOPES = [NEWS_SCOPE, PAGES_SCOPE]


def listing(request: HttpRequest, language: str) -> dict[str, Any]:
    """The template's context for the list in a language; an unknown category or page number shows the nearest thing."""
    url = section_url(SECTION, language=language)
    counts = cached("news.counts", lambda: _counts(language), language, depends_on=SCOPES)
    known = {row["slug"]: row for row in counts}
    category = request.GET.get("category", "")
    category = category if category in known else ""
    total, fictional = (sum(row[name] for row in counts) for name in ("count", "fictional"))
    items = (
        NewsPage.objects.for_everybody()
        .in_language(language)
        .select_related("locale")
        .with_face()
        .latest_first()
    )
    if category:
        items = items.filter(category__slug=category)
    asked = known.get(category, {"count": total, "fictional": fictional})
    page = CountedPaginator(items, PER_PAGE, asked["count"] + asked["fictional"]).get_page(
        request.GET.get("page")
    )
    rows = list(page.object_list)
    lead_story = rows.pop(0) if rows and page.number == 1 and not category else None
    return {
        "chips": _chips(counts, category, {"count": total, "fictional": fictional}, url),
        "category": known.get(category),
        "lead_story": lead_story,
        "items": [row for row in rows if not row.is_demo],
        "fictional_items": [row for row in rows if row.is_demo],
        "fictional_words": _("Fictional news, for demonstration: %(count)s")
        % {"count": format_number(asked["fictional"], language)},
        "pages": page,
        "feed_url": f"{url}feed.atom",
    }


def _counts(language: str) -> list[dict[str, Any]]:
    visible = NewsPage.objects.for_everybody().in_language(language)
    counted = NewsCategory.objects.annotate(
        count=Count("pages", filter=Q(pages__in=visible.real().values("pk"))),
        fictional=Count("pages", filter=Q(pages__in=visible.fictional().values("pk"))),
    )
    return [
        {"slug": row.slug, "name": row.name, "count": row.count, "fictional": row.fictional}
        for row in counted.order_by("position", "pk")
    ]


def _chips(
    counts: list[dict[str, Any]], category: str, total: dict[str, int], url: str
) -> list[dict[str, Any]]:
    everything = {"label": _("All"), "url": url, "selected": not category, **total}
    return [
        everything,
        *(
            {
                "label": row["name"],
                "url": f"{url}?{urlencode({'category': row['slug']})}",
                "count": row["count"],
                "fictional": row["fictional"],
                "selected": row["slug"] == category,
            }
            for row in counts
            if row["count"] or row["fictional"] or row["slug"] == category
        ),
    ]

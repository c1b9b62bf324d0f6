"""What the list of news shows: a category or all, page by page."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.content.paging import CountedPaginator
from portal.content.versions import kept

from .pages import NewsIndexPage, NewsPage
from .records import NewsCategory

PER_PAGE = 12
ROOMS = ["news", "pages"]


def listing(request: HttpRequest, language: str) -> dict[str, Any]:
    """The template's context for the list in a language; an unknown category or page number shows the nearest thing."""
    url = f"/{language}/{NewsIndexPage.section}/"
    counts = kept("news.counts", ROOMS, lambda: _counts(language), language)
    known = {row["slug"]: row for row in counts}
    category = request.GET.get("category", "")
    category = category if category in known else ""
    total = sum(row["count"] for row in counts)
    items = (
        NewsPage.objects.for_everybody()
        .in_language(language)
        .select_related("locale")
        .with_face()
        .latest_first()
    )
    if category:
        items = items.filter(category__slug=category)
    number = known[category]["count"] if category else total
    page = CountedPaginator(items, PER_PAGE, number).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    is_front = page.number == 1 and not category
    return {
        "chips": _chips(counts, category, total, url),
        "category": known.get(category),
        "lead_story": rows[0] if rows and is_front else None,
        "items": rows[1:] if is_front else rows,
        "pages": page,
        "feed_url": f"{url}feed.atom",
    }


def _counts(language: str) -> list[dict[str, Any]]:
    visible = NewsPage.objects.for_everybody().in_language(language)
    counted = NewsCategory.objects.annotate(count=Count("pages", filter=Q(pages__in=visible.values("pk"))))
    return [
        {"slug": row.slug, "name": row.name, "count": row.count} for row in counted.order_by("position", "pk")
    ]


def _chips(counts: list[dict[str, Any]], category: str, total: int, url: str) -> list[dict[str, Any]]:
    everything = {"label": _("All"), "url": url, "count": total, "selected": not category}
    return [
        everything,
        *(
            {
                "label": row["name"],
                "url": f"{url}?{urlencode({'category': row['slug']})}",
                "count": row["count"],
                "selected": row["slug"] == category,
            }
            for row in counts
            if row["count"] or row["slug"] == category
        ),
    ]

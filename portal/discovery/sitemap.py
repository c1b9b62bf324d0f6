"""The sitemap: every public address in each language, with its sisters in the others, in parts that are written as a
stream.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from django.apps import apps
from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.caching.conditional import changes_with
from portal.content.linked_data import absolute
from portal.content.models import Record
from portal.content.pages import BasePage, IndexPage, address_of
from portal.health.rows import each
from portal.language import LANGUAGES, clean_address

THINGS_PER_PART = (
    2000  # Each has three addresses with four links: 5 MB; the standard allows 50 MB, 50,000 addresses.
)
PAGES = "page"
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


class Thing(NamedTuple):
    """One thing: its address in each language that has it, and when it last changed."""

    addresses: dict[str, str]
    changed_at: datetime | None


def kinds() -> dict[str, type[Record] | None]:
    """Returns the parts of the sitemap by name: pages, and each kind of record."""
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    return {PAGES: None, **{model.search_kind: model for model in records}}


def count_of(kind: str) -> int:
    """Returns the number of public things of a kind."""
    model = kinds()[kind]
    return model.objects.public().count() if model else _page_keys().count()


def parts_of(kind: str) -> range:
    """The numbers of a kind's parts; a kind of which there is nothing has none."""
    return range(1, -(-count_of(kind) // THINGS_PER_PART) + 1)


def things_of(kind: str, part: int) -> Iterable[Thing]:
    """The things of one part; parts are counted from 1."""
    first = (part - 1) * THINGS_PER_PART
    model = kinds()[kind]
    end = first + THINGS_PER_PART
    return _records(model, first, end) if model else _pages(first, end)


def _records(model: type[Record], first: int, end: int) -> Iterator[Thing]:
    rows = model.objects.public().order_by("pk")
    # A new text is a change of the page as much as a new fact.
    rows = rows.annotate(words_at=Max("descriptions__last_published_at"))
    yield from each(rows[first:end].only("slug", "updated_at"), _thing, "sitemap")


def _thing(row: Any) -> Thing:
    return Thing(row.alternates(), max(moment for moment in (row.updated_at, row.words_at) if moment))


def _public_pages() -> QuerySet[Page]:
    ours = [model for model in apps.get_models() if issubclass(model, BasePage)]
    return Page.objects.live().public().filter(alias_of=None).exact_type(*ours)


def _page_keys() -> QuerySet:
    """A page and its translations are one thing; the oldest of them gives the order."""
    return _public_pages().values("translation_key").annotate(first=Min("pk")).order_by("first")


def _pages(first: int, end: int) -> Iterator[Thing]:
    keys = [row["translation_key"] for row in _page_keys()[first:end]]
    found: dict[object, list[Page]] = {}
    for page in _public_pages().filter(translation_key__in=keys).select_related("locale", "content_type"):
        found.setdefault(page.translation_key, []).append(page)
    # A page that went between the two questions is in neither.
    for things in each(filter(None, map(found.get, keys)), _things_of_pages, "sitemap"):
        yield from things


def _things_of_pages(pages: list[Page]) -> list[Thing]:
    """A page with its translations, and the further addresses that its section has."""
    addresses = {page.locale.language_code: address_of(page, page.locale.language_code) for page in pages}
    changed_at = max((page.last_published_at for page in pages if page.last_published_at), default=None)
    return [
        Thing({code: f"{url}{below}" for code, url in addresses.items()}, changed_at)
        for below in ("", *_own_addresses(pages[0]))
    ]


def _own_addresses(page: Page) -> tuple[str, ...]:
    model = page.specific_class
    return model.own_addresses if model and issubclass(model, IndexPage) else ()


def written(things: Iterable[Thing]) -> Iterator[str]:
    """The XML of a part, piece by piece."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {NAMESPACES}>\n'
    yield from each(things, _written, "sitemap")
    yield "</urlset>\n"


def _written(thing: Thing) -> str:
    urls = {code: _location(thing.addresses[code]) for code in LANGUAGES if code in thing.addresses}
    if not urls:
        return ""
    named = [*urls.items(), ("x-default", next(iter(urls.values())))]
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{c}" href="{url}"/>' for c, url in named)
    changed = f"<lastmod>{thing.changed_at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if thing.changed_at else ""
    return "".join(f"<url><loc>{url}</loc>{changed}{links}</url>\n" for url in urls.values())


def _location(url: str) -> str:
    return escape(absolute(clean_address(url)))


@require_safe
def sitemap_index(_request: HttpRequest) -> HttpResponse:
    """The list of all parts."""
    parts = [(kind, part) for kind in kinds() for part in parts_of(kind)]
    lines = "".join(
        f"<sitemap><loc>{escape(absolute(reverse('sitemap_part', args=part)))}</loc></sitemap>\n"
        for part in parts
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {NAMESPACES}>\n{lines}</sitemapindex>\n'
    return HttpResponse(text, content_type="application/xml")


@require_safe
@changes_with()
def sitemap_part(request: HttpRequest, kind: str, part: str) -> StreamingHttpResponse:
    """One part of the sitemap; 404 for one that does not exist."""
    if kind not in kinds() or int(part) not in parts_of(kind):
        raise Http404
    rows = written(things_of(kind, int(part))) if request.method == "GET" else ()
    return StreamingHttpResponse(rows, content_type="application/xml")

"""The feed of one language (Atom, RFC 4287)."""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.utils.xmlutils import SimplerXMLGenerator

from federation.people.models import shown
from portal.health.rows import each
from portal.language import clean_data
from portal.localisation.text import active_language

from .models.news_page import NewsPage

ITEMS = 30
MINTED = (
    "2026"  # Tag URIs name a day on which we held the host (RFC 4151); changing it would make all items new.
)


class PlainAtomFeed(Atom1Feed):
    """Atom whose texts are plain: no sign that XML refuses, and a summary that says it is text and not HTML."""

    def add_item(self, *args: Any, **item: Any) -> None:
        super().add_item(*args, **clean_data(item))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        if item["description"] is not None:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        for name in item["authors"]:  # Django's own feed knows one.
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")


class Entry(NamedTuple):
    """One item of the feed, worked out before the feed is begun."""

    title: str
    summary: str
    link: str
    guid: str
    authors: tuple[str, ...]
    category: str
    published_at: datetime
    updated_at: datetime


def entry_of(page: NewsPage) -> Entry:
    """Raises when the page lacks what an entry must have."""
    return Entry(
        title=page.title,
        summary=f"[{pgettext('mark', 'demo')}] {page.summary}" if page.is_demo else page.summary,
        link=settings.WAGTAILADMIN_BASE_URL + page.address,
        guid=tag(f"news:{page.language}:{page.translation_key}"),
        authors=tuple(author.name.text for author in shown(page.authors.all()))
        or (_("Federation of Libraries"),),
        category=page.category.name.text,
        published_at=page.first_published_at.astimezone(UTC),
        updated_at=page.last_published_at.astimezone(UTC),
    )


class NewsFeed(Feed):
    """The latest news in the language of the address."""

    feed_type = PlainAtomFeed  # With `xml:lang` of the active language.

    def get_object(self, *_args: Any, **_kwargs: Any) -> str:
        return active_language()

    def title(self, _language: str) -> str:
        return _("News of the Federation of Libraries")

    def subtitle(self, _language: str) -> str:
        return _("Federation of library associations and establishments of the Republic of Kazakhstan")

    def author_name(self, _language: str) -> str:
        return _("Federation of Libraries")

    def link(self, language: str) -> str:
        return f"{settings.WAGTAILADMIN_BASE_URL}/{language}/news/"

    def feed_url(self, _language: str) -> str:
        return settings.WAGTAILADMIN_BASE_URL + reverse("news_feed")

    def feed_guid(self, language: str) -> str:
        return tag(f"news:{language}")

    def items(self, language: str) -> list[Entry]:
        rows = NewsPage.objects.for_everybody().in_language(language).select_related("category", "locale")
        return list(each(rows.with_authors().latest_first()[:ITEMS], entry_of, "news feed"))

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.summary

    def item_link(self, item: Entry) -> str:
        return item.link

    def item_guid(self, item: Entry) -> str:
        return item.guid

    def item_extra_kwargs(self, item: Entry) -> dict[str, Any]:
        return {"authors": item.authors}

    def item_categories(self, item: Entry) -> list[str]:
        return [item.category]

    def item_pubdate(self, item: Entry) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.updated_at


def tag(name: str) -> str:
    """A tag URI of the portal for something that keeps its identity when its address changes."""
    return f"tag:{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname},{MINTED}:{name}"

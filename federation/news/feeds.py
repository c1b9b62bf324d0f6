"""The feed of one language (Atom, RFC 4287)."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from portal.content.words import active_language

from .pages import NewsPage

ITEMS = 30
MINTED = (
    "2026"  # Tag URIs name a day on which we held the host (RFC 4151); changing it would make all items new.
)


class NewsFeed(Feed):
    """The latest news in the language of the address."""

    feed_type = Atom1Feed  # With `xml:lang` of the active language.

    def get_object(self, request: HttpRequest, *args, **kwargs) -> str:
        return active_language()

    def title(self, language: str) -> str:
        return _("News of the Federation of Libraries")

    def subtitle(self, language: str) -> str:
        return _("Federation of library associations and establishments of the Republic of Kazakhstan")

    def author_name(self, language: str) -> str:
        return _("Federation of Libraries")

    def link(self, language: str) -> str:
        return f"{settings.WAGTAILADMIN_BASE_URL}/{language}/news/"

    def feed_url(self, language: str) -> str:
        return settings.WAGTAILADMIN_BASE_URL + reverse("news_feed")

    def feed_guid(self, language: str) -> str:
        return tag(f"news:{language}")

    def items(self, language: str) -> QuerySet[NewsPage]:
        items = NewsPage.objects.for_everybody().in_language(language).select_related("category", "locale")
        return items.latest_first()[:ITEMS]

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.summary

    def item_link(self, item: NewsPage) -> str:
        return settings.WAGTAILADMIN_BASE_URL + item.address

    def item_guid(self, item: NewsPage) -> str:
        return tag(f"news:{item.language}:{item.translation_key}")

    def item_author_name(self, item: NewsPage) -> str:
        return item.author or _("Federation of Libraries")

    def item_categories(self, item: NewsPage) -> list[str]:
        return [item.category.name.text]

    def item_pubdate(self, item: NewsPage) -> datetime:
        return item.first_published_at

    def item_updateddate(self, item: NewsPage) -> datetime:
        return item.last_published_at


def tag(name: str) -> str:
    """A tag URI of the portal for something that keeps its identity when its address changes."""
    return f"tag:{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname},{MINTED}:{name}"

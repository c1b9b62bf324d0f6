"""Authors of news items."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from federation.people.models import Credit


class NewsAuthor(Credit):
    """Somebody who wrote a news item; the same in every language of the item."""

    thing = "page"

    page = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="authors")

    class Meta(Credit.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

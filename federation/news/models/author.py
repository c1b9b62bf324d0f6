"""Authors of news items."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from federation.people.enums import Purpose
from federation.people.models import Credit


class NewsAuthor(Credit):
    """Somebody who wrote a news item; the same in every language of the item. A person is named while they agree to it:
    the news are the federation's own, and whoever writes them for it is named because they want to be.
    """

    thing = "page"
    consent = Purpose.NEWS

    page = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="authors")

    class Meta(Credit.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

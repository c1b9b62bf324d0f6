"""What search knows: one row per public thing and language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """One public thing in one language, as search finds and shows it.

    Rows hold only what every visitor may see: a thing that is not public has none. They are written by
    `search.actions` alone, in the transaction that changes the thing. The engine keeps the terms of each row beside
    it (`search.engines`). Long texts come last, so that the database reads past them when it only counts.
    """

    kind = models.CharField(max_length=40)
    model = models.CharField(max_length=100)  # "directory.organisation"
    key = models.CharField(max_length=64)  # The thing's primary key as text.
    # What rows of one thing share: a page and its translations are rows of their own models' keys, but one thing.
    thing = models.CharField(max_length=165)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    day = models.DateField(null=True)
    region = models.CharField(max_length=10, blank=True)
    title_language = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=32)  # Of all the rest: what is unchanged is not written again.
    url = models.CharField(max_length=500)
    title = models.TextField()
    facts = models.JSONField(default=dict)
    names = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        # What counting and ranking read of each hit, without its texts (SQLite is told to use it by name).
        indexes = [
            models.Index(fields=["id", "kind", "language", "thing", "day"], name="search_document_heads")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "key", "language"], name="search_one_row_per_thing_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key} {self.language}"

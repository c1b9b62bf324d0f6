"""Index of search: one row per public thing and language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.searchable import EVERYONE


class SearchDocument(models.Model):
    """One public thing in one language, as search finds and shows it.

    Rows hold only what those may see who `access` names: a thing that is not public has none for everybody. They are
    written by `search.index.updates` alone, in the transaction that changes the thing. The engine keeps the terms of
    each row beside it (`search.engines`).
    """

    kind = models.CharField(max_length=40)
    model = models.CharField(max_length=100)  # "directory.organisation"
    key = models.CharField(max_length=64)  # The thing's primary key as text.
    # What rows of one thing share: a page and its translations are rows of their own models' keys, but one thing.
    thing = models.CharField(max_length=165)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    access = models.CharField(max_length=40, default=EVERYONE)  # Who may open it: portal.content.searchable.
    day = models.DateField(null=True)
    region = models.CharField(max_length=10, blank=True)
    title_language = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=32)  # Of all the rest: what is unchanged is not written again.
    version = models.PositiveBigIntegerField(default=1)  # Grows by one with every change, never otherwise.
    url = models.CharField(max_length=500)
    title = models.TextField()
    facts = models.JSONField(default=dict)
    names = models.JSONField(default=list)
    old_names = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    facets = models.JSONField(default=dict)  # {"region": [["KZ-43", "Қызылорда облысы"]]}
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        # What counting and ranking read of each hit, without its texts (SQLite is told to use it by name).
        indexes = [
            models.Index(
                fields=["id", "kind", "language", "thing", "day", "access"], name="search_document_heads"
            ),
            models.Index(fields=["version"], name="search_document_versions"),  # Summed by the health page.
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "key", "language"], name="search_one_row_per_thing_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key} {self.language}"

    @property
    def facet_values(self) -> list[tuple[str, str]]:
        """Each facet with each of its values, once."""
        pairs = ((name, value) for name, values in self.facets.items() for value, _words in values)
        return list(dict.fromkeys(pairs))

    @property
    def terms_of_files(self) -> list[str]:
        """The terms of each part of its files; asks nothing where `parts` were prefetched."""
        return [part.terms for part in self.parts.all()]

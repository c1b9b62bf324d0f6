"""Index of search: one row per public thing and language, with the pages of its files and its facets."""

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


class SearchPart(models.Model):
    """One page or slide of a file of a thing: where in the file the words stand."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="parts")
    unit = models.CharField(max_length=10)  # "page", "slide", "sheet"; empty: the file has no parts.
    number = models.PositiveIntegerField()  # From 1, as readers count.
    file = models.CharField(max_length=300)  # How the file is called.
    url = models.CharField(max_length=500)  # Where it is had.
    language = models.CharField(max_length=2, default="")
    text = models.TextField()
    terms = (
        models.TextField()
    )  # " қызылорда =қызылорда= … ": which part holds a word is asked of few documents only.

    class Meta:
        verbose_name = _("part of a file")
        verbose_name_plural = _("parts of files")

    def __str__(self) -> str:
        return f"{self.file}, {self.unit} {self.number}"


class SearchFacet(models.Model):
    """One thing that a document can be filtered by: `region` = `KZ-43`."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("facet of a document")
        verbose_name_plural = _("facets of documents")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "name", "value"], name="search_one_facet_per_document"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"

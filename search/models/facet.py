"""Facets of search documents, which filters ask for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .document import SearchDocument


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

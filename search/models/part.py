"""Parts of files that search knows: pages and slides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .document import SearchDocument


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

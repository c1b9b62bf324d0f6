"""State of the words that search knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchVocabulary(models.Model):
    """State of the words of search: what they were taken from, and when; a single row."""

    digest = models.CharField(max_length=32)  # Of the digests of all documents that everybody may open.
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("state of the words known to search")
        verbose_name_plural = _("states of the words known to search")

    def __str__(self) -> str:
        return self.digest

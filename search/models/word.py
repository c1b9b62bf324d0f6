"""The words that search knows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """One word of the texts that everybody may read, in one language: what search proposes and completes.

    Written by `search.index.vocabulary` alone. Words are looked for near a mistyped one by their first or their last
    two letters, in the letters of a Russian keyboard and in Latin ones: whoever mistypes a word seldom does so at
    both ends.
    """

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    word = models.CharField(max_length=40)  # In lower case.
    surface = models.CharField(max_length=40)  # As it is written most often: Қызылорда.
    documents = models.PositiveIntegerField()  # In how many it stands.
    folded = models.CharField(max_length=40)  # portal.language.fold: кызылорда.
    latin = models.CharField(max_length=90)  # Its skeleton in Latin letters: kyzylorda.
    folded_start = models.CharField(max_length=2)
    folded_end = models.CharField(max_length=2)
    latin_start = models.CharField(max_length=2)
    latin_end = models.CharField(max_length=2)

    class Meta:
        verbose_name = _("word known to search")
        verbose_name_plural = _("words known to search")
        indexes = [
            models.Index(fields=[place], name=f"search_word_{place}")
            for place in ("folded_start", "folded_end", "latin_start", "latin_end")
        ]
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="search_one_row_per_word_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.surface} ({self.language})"

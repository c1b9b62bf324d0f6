"""The words of a facet's values."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FacetWords(models.Model):
    """Label of a facet's value in a language: `region` `KZ-43` of organisations is "Қызылорда облысы".

    Told by what everybody may open alone, so that no filter names what is private.
    """

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    words = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("label of a facet")
        verbose_name_plural = _("labels of facets")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "name", "value"], name="search_one_word_per_facet"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}={self.value}: {self.words}"

"""Queries of visitors, without who asked."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Max, Min, Sum
from django.utils.translation import gettext_lazy as _

LONGEST = 60  # Characters of a question that is kept.


@dataclass(frozen=True)
class Totals:
    """The number of all searches, and of those that found nothing."""

    asked: int
    missed: int


class AskedQuerySet(models.QuerySet["AskedQuery"]):
    """Reads of what was asked."""

    def by_words(self) -> models.QuerySet:
        """One row for each question and language with the sums over its weeks, `asked` and `missed`; all of them."""
        return self.exclude(text="").values("text", "language").annotate(
            asked=Sum("times"), missed=Sum("failures"), first_week=Min("week"), last_week=Max("week")
        )  # fmt: skip

    def totals(self) -> Totals:
        """Counts the searches and those of them that found nothing, those without kept words among them."""
        sums = self.aggregate(asked=Sum("times"), missed=Sum("failures"))
        return Totals(**{name: number or 0 for name, number in sums.items()})


class AskedQuery(models.Model):
    """Number of times that one question was asked in one language and week. No text: all whose words are not kept."""

    text = models.CharField(_("query"), max_length=LONGEST, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    week = models.DateField(_("week"))  # Its Monday.
    times = models.PositiveIntegerField(_("times"), default=0)
    failures = models.PositiveIntegerField(_("times nothing was found"), default=0)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("search query")
        verbose_name_plural = _("search queries")
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["week", "language", "text"], name="search_one_count_per_query_and_week"
            )
        ]

    def __str__(self) -> str:
        return self.text

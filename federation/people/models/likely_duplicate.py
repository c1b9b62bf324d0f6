"""Pairs of people who may be one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import DuplicateState
from ..querysets import LikelyDuplicateQuerySet
from .person import Person


class LikelyDuplicate(models.Model):
    """Two people who may be one, for the secretariat to look at; found by `likeness`, never by those who are asked.

    `facts` is a digest of what was compared of the two: a pair that was dismissed waits again only when it changes.
    """

    one = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    other = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("other person"))
    score = models.FloatField(_("likeness"))
    why = models.JSONField(_("reasons"), default=list)
    facts = models.CharField(max_length=64, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=DuplicateState, default=DuplicateState.WAITING
    )
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("dismissed by"),
    )

    objects = LikelyDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="people_likely_duplicate_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="people_likely_duplicate_in_order"),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="people_likely_by_score")]

    def __str__(self) -> str:
        return f"№ {self.pk}"

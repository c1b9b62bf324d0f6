"""Merges of two people."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import MergeState
from ..querysets import MergeQuerySet
from .person import Person

# As the page on personal data says: all three are thirty days.
CAN_BE_UNDONE_FOR = timedelta(days=30)
ASKED_FOR = timedelta(days=30)
WORDS_KEPT_FOR = timedelta(days=30)  # After a question has ended without a merge.


class Merge(models.Model):
    """A merge of two entries for one person: who is kept, what was moved, and who has said yes.

    Of two who have an account each, both are asked first. `kept_facts` is what the undo needs, and is emptied when it
    cannot be undone any more: the facts of the merged one (`merged`), those of the kept one that were changed
    (`before`, `after`), what each key moved (`moved`, of `registry.Key`), and what pointed at the kept one then
    (`there`). After the undo it names what has come `since`.
    """

    kept = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("kept"))
    merged = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("merged"))
    state = models.CharField(_("state"), max_length=10, choices=MergeState)
    chosen = models.JSONField(default=list, editable=False)  # Facts that are taken over from the merged one.
    note = models.TextField(_("words of the secretariat"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("merged by"),
    )
    made_at = models.DateTimeField(_("asked"), default=timezone.now)
    kept_confirmed_at = models.DateTimeField(_("confirmed by the kept one"), null=True, blank=True)
    merged_confirmed_at = models.DateTimeField(_("confirmed by the merged one"), null=True, blank=True)
    ended_at = models.DateTimeField(_("question ended"), null=True, blank=True)  # Without a merge.
    done_at = models.DateTimeField(_("merged at"), null=True, blank=True, db_index=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    kept_facts = models.JSONField(default=dict, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of people")
        verbose_name_plural = _("merges of people")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="people_merge_of_two"),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(state__in=[MergeState.ASKED, MergeState.DONE]),
                name="people_merged_once",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.pk}"

    @property
    def can_be_undone(self) -> bool:
        """True for thirty days, and while nobody of the two was erased."""
        return bool(
            self.state == MergeState.DONE
            and self.kept_facts
            and self.done_at
            and self.done_at > timezone.now() - CAN_BE_UNDONE_FOR
        )

"""Imports of organisations, so that each can be looked at, and undone, as the one change that it was."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AT_ONCE = 50  # Rows saved in one transaction, in two seconds; of an import with more, the worker saves them.


class OrganisationImport(models.Model):
    """An import of organisations: which it made and changed, and what an undo did with them.

    `rows` has an object for each organisation: its key (`pk`) and address (`slug`), whether it `is_new`, its versions
    (`before`, `version`), and, once it was undone, what was done (`undo`, of `actions.undoing.Step`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    total = models.PositiveSmallIntegerField(_("rows of the file"), default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("imported by"),
    )
    made_at = models.DateTimeField(_("imported at"), default=timezone.now, db_index=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    rows = models.JSONField(_("organisations"), default=list, blank=True)
    # Rows of the file that ended it, with their errors in the words of whoever made it.
    wrong = models.JSONField(_("rows with errors"), default=list, blank=True)
    # Of the worker's queue: the task that carries it out, or undoes it.
    task_id = models.UUIDField(null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("undone by"),
    )
    undo_begun_at = models.DateTimeField(_("undo begun at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of organisations")
        verbose_name_plural = _("imports of organisations")
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return self.file_name or str(self.pk)

    @property
    def new_count(self) -> int:
        """How many organisations it made."""
        return sum(row["is_new"] for row in self.rows)

    @property
    def changed_count(self) -> int:
        """How many organisations it changed."""
        return len(self.rows) - self.new_count

    @property
    def waiting(self) -> list[dict[str, Any]]:
        """Those of its rows that were not undone yet, the last first."""
        return [row for row in reversed(self.rows) if "undo" not in row]

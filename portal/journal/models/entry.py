"""What all rows of the journal have in common."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """Something that somebody did or asked for about a record: `about`, by whom, and when.

    A record that has a journal says so with a `GenericRelation`, which takes the journal along when a draft is deleted.
    """

    about_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

"""Vocabularies of the journal."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WishState(models.TextChoices):
    """State of a wished change between whoever asked for it and whoever decides."""

    WAITING = "waiting", _("Waiting for the secretariat")
    APPROVED = "approved", pgettext_lazy("a wished change", "Approved")
    DECLINED = "declined", pgettext_lazy("a wished change", "Declined")
    REPLACED = "replaced", _("Replaced by a later request")
    WITHDRAWN = "withdrawn", pgettext_lazy("a wished change", "Withdrawn")


WISH_BADGES = {
    WishState.WAITING: "waiting",
    WishState.APPROVED: "accepted",
    WishState.DECLINED: "declined",
    WishState.REPLACED: "draft",
    WishState.WITHDRAWN: "draft",
}


class OfficeVerb(StrEnum):
    """What somebody of the office did to a row that others rely on."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    IMPORTED = "imported"
    UNDONE = "undone"

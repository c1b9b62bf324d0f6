"""Vocabularies of the journal."""

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


class OfficeVerb(models.TextChoices):
    """What somebody of the office did to a row that others rely on."""

    ADDED = "added", pgettext_lazy("a row", "Added")
    CHANGED = "changed", pgettext_lazy("a row", "Changed")
    DELETED = "deleted", pgettext_lazy("a row", "Deleted")
    IMPORTED = "imported", pgettext_lazy("a row", "Changed by an import")
    UNDONE = "undone", pgettext_lazy("a row", "An import was undone")

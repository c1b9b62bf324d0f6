"""Closed vocabularies of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CLOSED = "accounts.close"  # What the history of an account tells.


class Role(models.TextChoices):
    """Role of somebody in the federation's office. The value is the name of the group."""

    EDITOR = "editor", _("Editor")
    TRANSLATOR = "translator", _("Translator")
    MODERATOR = "moderator", _("Moderator")
    REVIEWER = "reviewer", _("Reviewer")
    SECRETARIAT = "secretariat", _("Secretariat")
    ADMINISTRATOR = "administrator", _("Administrator")

"""Subjects and states of messages to the secretariat."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.caching.scopes import declare_scope

HOME_SCOPE = declare_scope("home")


class MessageSubject(models.TextChoices):
    """Subject of a message."""

    DIRECTORY = "directory", _("A mistake in the directory")
    WORKSHOP = "workshop", _("A workshop")
    MEMBERSHIP = "membership", _("Membership of the federation")
    LIBRARY = "library", _("A training material")
    ACCOUNT = "account", _("My account or my personal data")
    PORTAL = "portal", _("Something on the portal is not working")
    OTHER = "other", pgettext_lazy("subject of a message", "Something else")


class MessageState(models.TextChoices):
    """State of a message: whether somebody has answered it."""

    NEW = "new", pgettext_lazy("state of a message", "New")
    ANSWERED = "answered", pgettext_lazy("state of a message", "Answered")

"""Closed vocabularies of news."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.scopes import declare_scope

SECTION = "news"  # Of its addresses.
NEWS_SCOPE = declare_scope("news")


class CategoryKind(models.TextChoices):
    """Look of a category: the colours of its cover and its dot."""

    CALL = "call", _("Gold: calls and announcements")
    REPORT = "report", _("Blue: reports and studies")
    MATERIALS = "materials", _("Blue: materials")
    MEMBERS = "members", _("Green: from members")
    FEDERATION = "federation", _("Deep blue: the federation itself")

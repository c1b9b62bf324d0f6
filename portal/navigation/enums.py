"""Places of links, and kinds of notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.scopes import declare_scope

NAVIGATION_SCOPE = declare_scope("navigation")
NOTICES_SCOPE = declare_scope("notices")


class Place(models.TextChoices):
    """A place in the frame of every page that holds links."""

    MAIN = "main", _("main menu")
    FOOTER_1 = "footer_1", _("footer, first column")
    FOOTER_2 = "footer_2", _("footer, second column")
    FOOTER_3 = "footer_3", _("footer, third column")


FOOTER = (Place.FOOTER_1, Place.FOOTER_2, Place.FOOTER_3)


class NoticeKind(models.TextChoices):
    """Urgency of a notice. The value is a kind of the message component."""

    INFO = "info", _("information")
    WARNING = "warning", _("warning")

"""Closed vocabularies of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GivenUp(models.TextChoices):
    """Reasons why a letter is not tried any more."""

    REFUSED = "refused", _("mailbox refused")
    EXPIRED = "expired", _("no longer useful")
    FAILED = "failed", _("too many failures")
    UNWRITTEN = "unwritten", _("could not be written")
    ERASED = "erased", _("reader erased")
    UNWANTED = "unwanted", _("reader unsubscribed")


class Fault(models.TextChoices):
    """Fault of a mail server that stops every e-mail, not one."""

    CONNECTION = "connection", _("cannot be reached")
    TIMEOUT = "timeout", _("does not answer")
    SIGN_IN = "sign_in", _("refuses to let us sign in")
    SENDER = "sender", _("refuses the sender")
    SERVER = "server", _("has a fault of its own")


class Category(models.TextChoices):
    """What an e-mail is about, as far as its reader may choose. Who has an account cannot do without the necessary."""

    NECESSARY = "necessary", _("account, applications, places and tasks")
    WORKSHOPS = "workshops", _("new calls and workshops")
    NEWS = "news", _("news")
    REMINDERS = "reminders", _("reminders before workshops")


OPTIONAL_CATEGORIES = tuple(category for category in Category if category != Category.NECESSARY)

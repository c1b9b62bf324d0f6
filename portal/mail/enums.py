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


class Fault(models.TextChoices):
    """Fault of a mail server that stops every e-mail, not one."""

    CONNECTION = "connection", _("cannot be reached")
    TIMEOUT = "timeout", _("does not answer")
    SIGN_IN = "sign_in", _("refuses to let us sign in")
    SENDER = "sender", _("refuses the sender")
    SERVER = "server", _("has a fault of its own")

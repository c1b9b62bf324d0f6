"""Vocabularies of membership."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.scopes import declare_scope

MEMBERSHIP_SCOPE = declare_scope("membership")


class RepresentativeRole(models.TextChoices):
    """Role of a representative: what they may do for the organisation."""

    MANAGER = "manager", _("Manager")
    CONTRIBUTOR = "contributor", _("Contributor")

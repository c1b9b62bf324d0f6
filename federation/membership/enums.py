"""Vocabularies of membership."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RepresentativeRole(models.TextChoices):
    """What a representative may do for the organisation."""

    MANAGER = "manager", _("Manager")
    CONTRIBUTOR = "contributor", _("Contributor")

"""Creators of materials."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from federation.people.models import Credit

from .material import Material


class MaterialCreator(Credit):
    """Somebody who made a material: wrote it, drew it, put it together.

    They are its authors in the sense of copyright, which gives them the right to their name on it (Law of the Republic
    of Kazakhstan No. 6-I “On copyright and related rights”, article 15), so they are named without a consent.
    """

    thing = "material"
    consent = None

    material = ParentalKey(Material, on_delete=models.CASCADE, related_name="creators")

    class Meta(Credit.Meta):
        verbose_name = _("creator")
        verbose_name_plural = _("creators")

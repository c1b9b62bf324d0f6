"""Subjects of news items: the records that they are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.caching.cache import InvalidatesCache


class NewsSubject(InvalidatesCache, Orderable):
    """A record that a news item is about; shown beside the item as a link."""

    class Meta(Orderable.Meta):
        abstract = True


class NewsOrganisation(NewsSubject):
    """An organisation that a news item is about."""

    page = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="about_organisations")
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )


class NewsWorkshop(NewsSubject):
    """A workshop that a news item is about."""

    page = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="about_workshops")
    workshop = models.ForeignKey(
        "workshops.Workshop", verbose_name=_("workshop"), on_delete=models.CASCADE, related_name="+"
    )


class NewsMaterial(NewsSubject):
    """A training material that a news item is about."""

    page = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="about_materials")
    material = models.ForeignKey(
        "resources.Material", verbose_name=_("material"), on_delete=models.CASCADE, related_name="+"
    )

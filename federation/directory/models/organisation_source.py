"""The publications that facts about organisations were read in."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from portal.caching.cache import InvalidatesCache
from portal.localisation.text import Localised

from ..enums import LANGUAGE_CHOICES, SourceKind
from .organisation import Organisation


class OrganisationSource(InvalidatesCache, models.Model):
    """A publication that an organisation's facts were read in, with what a citation of it needs."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind, default=SourceKind.OTHER)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    publisher_kk = models.CharField(_("publisher in Kazakh"), max_length=150, blank=True)
    publisher_ru = models.CharField(_("publisher in Russian"), max_length=150, blank=True)
    publisher_en = models.CharField(_("publisher in English"), max_length=150, blank=True)
    publisher = Localised("publisher")
    title = models.CharField(_("title"), max_length=255, blank=True)
    title_language = models.CharField(
        _("language of the title"), max_length=2, choices=LANGUAGE_CHOICES, blank=True
    )
    read_on = models.DateField(_("read on"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title or self.url or str(self.publisher)

    def clean(self) -> None:
        super().clean()
        if not (self.url or self.title or self.publisher):
            raise ValidationError(_("Give an address, a title or a publisher."))

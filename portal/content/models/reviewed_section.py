"""Sections in which a second pair of eyes sees each text before it is published."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.caching.cache import InvalidatesCache


class ReviewedSection(InvalidatesCache, models.Model):
    """A section in which nobody publishes a text that they wrote or changed themselves.

    It is no field of the section's page: a page has drafts, older versions and translations, the mark has one state.
    """

    translation_key = models.UUIDField(unique=True)  # The section's page in every language.

    class Meta:
        verbose_name = _("section with a second pair of eyes")
        verbose_name_plural = _("sections with a second pair of eyes")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(Page.objects.filter(translation_key=self.translation_key).first() or self.translation_key)

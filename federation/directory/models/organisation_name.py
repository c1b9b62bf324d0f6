"""The names of organisations beside those that they have today."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from portal.caching.cache import InvalidatesCache
from portal.content.searchable import ReindexesRelated

from ..enums import NAME_LANGUAGES, NameKind
from .organisation import Organisation


class OrganisationName(ReindexesRelated, InvalidatesCache, models.Model):
    """A second name of an organisation: a former one, another form in print, an abbreviation."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="other_names")
    text = models.CharField(_("name"), max_length=255)
    language = models.CharField(_("language"), max_length=7, choices=NAME_LANGUAGES)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind, default=NameKind.FORMER)
    used_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    used_until = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["used_from", "pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.used_from and self.used_until and self.used_until < self.used_from:
            raise ValidationError({"used_until": _("The last year is before the first.")})

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        organisation = Organisation.objects.select_related("region").get(pk=self.organisation_id)
        organisation.fill_derived()
        Organisation.objects.filter(pk=organisation.pk).update(folded=organisation.folded)

    def searchable_things(self) -> Iterable[models.Model]:
        return [self.organisation]

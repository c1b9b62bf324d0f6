"""Affiliations of people with organisations."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from federation.directory.models import Organisation

from ..querysets import AffiliationQuerySet
from .person import Person


class Affiliation(models.Model):
    """Affiliation of a person with an organisation, from one day to another; saved as part of the person."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="affiliations",
    )
    organisation_name = models.CharField(
        _("name of the organisation"),
        max_length=255,
        blank=True,
        help_text=_("If it is not in the directory."),
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["pk"]  # As they were told; a part of a row is sorted by names of columns alone.
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(since=None)
                | models.Q(until__gte=models.F("since")),
                name="people_affiliation_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation or self.organisation_name}"

    def holds_on(self, day: date) -> bool:
        """As `AffiliationQuerySet.on`, of a row that is there already."""
        return (self.since is None or self.since <= day) and (self.until is None or self.until >= day)

    def clean(self) -> None:
        super().clean()
        if not self.organisation_id and not self.organisation_name:
            raise ValidationError({"organisation": _("Choose the organisation or write its name.")})

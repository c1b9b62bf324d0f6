"""Consents of people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import PrivacyTerms

from ..enums import Medium, Purpose
from ..querysets import ConsentQuerySet
from .person import Person


class Consent(models.Model):
    """A person's agreement to one version of a wording, dated, until withdrawn. No address of a machine is kept.

    A row is written once and changed only by its withdrawal. `operator` is how the operator was named on that day.
    """

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    wording = models.ForeignKey(
        PrivacyTerms, verbose_name=_("wording"), on_delete=models.PROTECT, related_name="+"
    )
    operator = models.JSONField(_("operator"), default=dict, editable=False)  # Language → one line.
    medium = models.CharField(_("how it was given"), max_length=10, choices=Medium, default=Medium.SCREEN)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "wording"],
                condition=models.Q(withdrawn_at=None),
                name="people_consent_one_standing",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="people_consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_purpose_display()} {self.wording.version}"

    def html_in(self, language: str) -> str:
        """What was agreed to, as it read on that day, safe to show."""
        name = self.person.name_in(language) or str(self.person)
        return self.wording.html_in(language, operator=self.operator.get(language, ""), person=name)

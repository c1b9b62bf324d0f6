"""Consents of users to the privacy terms."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .privacy_terms import PrivacyTerms


class Consent(models.Model):
    """A user's agreement to one version of the privacy terms, dated, until withdrawn. No address of a machine is
    kept.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="consents"
    )
    terms = models.ForeignKey(PrivacyTerms, verbose_name=_("privacy terms"), on_delete=models.PROTECT)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "terms"],
                condition=models.Q(withdrawn_at=None),
                name="accounts_consent_one_standing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.terms}"

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

    A row is written once and changed only by its withdrawal, and by what follows from it. `operator` and `name` are
    how the operator and the person were named on that day. Long after a withdrawal nothing is left but who withdrew
    what and when, which holds.
    """

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    wording = models.ForeignKey(
        PrivacyTerms,
        verbose_name=_("wording"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    operator = models.JSONField(_("operator"), default=dict, editable=False)  # Language → one line.
    name = models.JSONField(_("name"), default=dict, editable=False)  # Language → name.
    medium = models.CharField(
        _("how it was given"), max_length=10, choices=Medium, blank=True, default=Medium.SCREEN
    )
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    # When somebody did what the withdrawal asks of people: no picture is linked to who is in it.
    acted_on_at = models.DateTimeField(_("acted on at"), null=True, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=False)
                | models.Q(wording__isnull=False, given_at__isnull=False),
                name="people_consent_standing_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_purpose_display()} {self.version}".rstrip()

    @property
    def version(self) -> str:
        """The version of the wording; empty when it is not kept any more."""
        return self.wording.version if self.wording else ""

    def html_in(self, language: str) -> str:
        """What was agreed to, as it read on that day, safe to show; empty when it is not kept any more."""
        if self.wording is None:
            return ""
        name = self.name.get(language) or self.person.name_in(language) or str(self.person)
        return self.wording.html_in(language, operator=self.operator.get(language, ""), person=name)

"""Questions for a consent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Purpose
from ..querysets import ConsentQuestionQuerySet
from .person import Person


class ConsentQuestion(models.Model):
    """That a person was asked once for a consent, since others gave cause for it: no step of their own asks.

    Who says yes has a consent; who says no is not asked again.
    """

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="consent_questions"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)

    objects = ConsentQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question for a consent")
        verbose_name_plural = _("questions for consents")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "purpose"], name="people_consent_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_purpose_display()}"

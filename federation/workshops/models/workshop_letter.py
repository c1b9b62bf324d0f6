"""Letters of organisers to participants."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.language import LANGUAGES
from portal.localisation.text import Localised

from ..enums import Addressees
from .participation import Participation
from .workshop import Workshop


class WorkshopLetter(models.Model):
    """What an organiser has written to those who take part: in one language, or in all three.

    The row is the sent letter, and nobody changes it. `recipients` are those who got it, whatever became of their
    places since. Deleted by `jobs.forget_letters`.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="letters", verbose_name=_("workshop"))
    addressees = models.CharField(_("to whom"), max_length=10, choices=Addressees.choices)
    recipients = models.ManyToManyField(Participation, related_name="letters", verbose_name=_("recipients"))
    written_by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    subject_kk = models.CharField(_("subject in Kazakh"), max_length=120, blank=True)
    subject_ru = models.CharField(_("subject in Russian"), max_length=120, blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=120, blank=True)
    text_kk = models.TextField(_("text in Kazakh"), blank=True)
    text_ru = models.TextField(_("text in Russian"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    form_token = models.UUIDField(default=uuid.uuid4, editable=False)
    sent_at = models.DateTimeField(_("sent at"))

    subject = Localised("subject")
    text = Localised("text")

    class Meta:
        verbose_name = _("e-mail to participants")
        verbose_name_plural = _("e-mails to participants")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "form_token"], name="workshops_letter_once_a_form")
        ]

    def __str__(self) -> str:
        return self.subject.text

    @property
    def languages(self) -> list[str]:
        """The languages in which it is written: one, or all."""
        return [code for code in LANGUAGES if getattr(self, f"text_{code}")]

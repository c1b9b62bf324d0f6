"""Letters."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.web.sealing import seal, unseal

from ..enums import GivenUp
from ..fields import AddressField


@dataclass(frozen=True)
class LetterContent:
    """Text of an e-mail, with the secrets in it: codes, keys of links."""

    text: str
    html: str
    secrets: tuple[str, ...] = ()

    def sealed(self) -> str:
        """As they may lie in the database; "" without a secret, for then there is nothing to hide."""
        return seal(json.dumps([self.text, self.html, self.secrets])) if self.secrets else ""


class LetterQuerySet(models.QuerySet["Letter"]):
    def unfinished(self) -> Self:
        """Letters neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now: datetime) -> Self:
        """Letters to try at `now` that no sender has in hand."""
        is_free = models.Q(claimed_until=None) | models.Q(claimed_until__lte=now)
        return self.unfinished().filter(is_free, due_at__lte=now)


class Letter(models.Model):
    """A message to one address in one language, kept until it is delivered.

    `key` names the occasion ("workshop-approved:12:user-7"), so that an action repeated does not write twice.
    `text` and `html` are without secrets: with them the words lie sealed beside, until the letter is delivered or
    given up. A letter that has a `writer` may be without words until a sender takes it: then it is `facts` alone.
    `claimed_until` is the lease of the sender that has it in hand, `claimed_by`.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    address = AddressField(_("address"))
    reply_to = AddressField(
        _("reply address"), blank=True, help_text=_("If empty, the federation’s own address is used.")
    )
    language = models.CharField(_("language"), max_length=2)
    writer = models.CharField(_("written by"), max_length=50, blank=True, editable=False)
    facts = models.JSONField(_("facts"), default=dict, blank=True, editable=False)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    sealed = models.TextField(_("encrypted content"), blank=True, editable=False)
    expires_at = models.DateTimeField(_("no longer useful after"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    due_at = models.DateTimeField(_("next attempt at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    given_up_as = models.CharField(_("given up because"), max_length=9, choices=GivenUp.choices, blank=True)
    claimed_until = models.DateTimeField(_("in hand until"), null=True, blank=True, editable=False)
    claimed_by = models.CharField(_("in the hand of"), max_length=36, blank=True, editable=False)
    error = models.TextField(_("last error"), blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing e-mail")
        verbose_name_plural = _("outgoing e-mails")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="mail_letter_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject or self.key} → {self.address}"

    @property
    def has_words(self) -> bool:
        """False while it is facts alone."""
        return not self.writer or bool(self.text)

    def words(self) -> LetterContent:
        """Returns the text for the reader. Once the e-mail is delivered, without the secrets."""
        if not self.sealed:
            return LetterContent(self.text, self.html)
        text, html, secrets = json.loads(unseal(self.sealed))
        return LetterContent(text, html, tuple(secrets))

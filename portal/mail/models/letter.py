"""Letters."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from types import MappingProxyType
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.web.sealing import seal, unseal
from portal.web.secret_words import keys_in

from ..enums import Category, GivenUp
from ..fields import AddressField
from ..links import placeholder
from ..registry import Facts


@dataclass(frozen=True)
class LetterContent:
    """Text of an e-mail, with the secrets in it: codes, keys of links."""

    text: str
    html: str
    secrets: tuple[str, ...] = ()

    def sealed(self) -> str:
        """As they may lie in the database; "" without a secret, for then there is nothing to hide."""
        return seal(json.dumps([self.text, self.html, self.secrets])) if self.secrets else ""

    def with_links(self, links: Mapping[str, str]) -> "LetterContent":
        """The text with links that were just made, by name, in the place of their placeholders."""
        text, html, secrets = self.text, self.html, set(self.secrets)
        for name, url in links.items():
            text, html = text.replace(placeholder(name), url), html.replace(placeholder(name), escape(url))
            secrets |= {url, *keys_in(url)}
        return LetterContent(text, html, tuple(secrets))


class LetterQuerySet(models.QuerySet["Letter"]):
    def unfinished(self) -> Self:
        """Letters neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now: datetime) -> Self:
        """Letters to try at `now` that no sender has in hand. What goes by post is no sender's."""
        is_free = models.Q(claimed_until=None) | models.Q(claimed_until__lte=now)
        return self.unfinished().filter(is_free, due_at__lte=now, is_on_paper=False)

    def to_print(self) -> Self:
        """Letters that wait to be printed, those that have waited longest first."""
        return self.unfinished().filter(is_on_paper=True).order_by("created_at", "pk")

    def of_reader(self, person: int | None, address: str) -> Self:
        """Letters to a person, by key, whatever address they went to, and those to the address that are nobody's."""
        to_address = models.Q(person=None, address__iexact=address) if address else models.Q(pk__in=[])
        return self.filter(models.Q(person=person) | to_address) if person else self.filter(to_address)


class Letter(models.Model):
    """A message to one reader in one language, kept until it is delivered.

    `person` is who it is for, where that is known; a stranger has an address alone. Who has no address gets it on
    paper: it waits for the secretariat, which prints it; then `sent_at` is when it was printed.

    `key` names the occasion ("workshop-approved:12:user-7"), so that an action repeated does not write twice.
    `text` and `html` are without secrets: with them the words lie sealed beside, until the letter is delivered or
    given up. A letter that has a `writer` may be without words until a sender takes it: then it is `facts` alone, and
    `sealed` holds those of them that let somebody in.
    `links` are those that open something, by what they are about: they are made at sending (`portal.mail.links`).
    `claimed_until` is the lease of the sender that has it in hand, `claimed_by`.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="letters",
    )
    address = AddressField(_("address"), blank=True)
    category = models.CharField(_("category"), max_length=10, choices=Category, default=Category.NECESSARY)
    is_on_paper = models.BooleanField(_("by post"), default=False)
    reply_to = AddressField(
        _("reply address"), blank=True, help_text=_("If empty, the federation’s own address is used.")
    )
    language = models.CharField(_("language"), max_length=2)
    writer = models.CharField(_("written by"), max_length=50, blank=True, editable=False)
    facts = models.JSONField(_("facts"), default=dict, blank=True, editable=False)
    links = models.JSONField(_("links"), default=dict, blank=True, editable=False)
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
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("printed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    made_links: Mapping[str, str] = MappingProxyType({})  # Of the sending that is going on; never kept.

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
            ),
            # Which categories there are is asked for each page of preferences.
            models.Index(
                fields=["category"],
                condition=~models.Q(category=Category.NECESSARY),
                name="mail_letter_optional",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject or self.key} → {self.address}"

    @property
    def has_words(self) -> bool:
        """False while it is facts alone."""
        return not self.writer or bool(self.text)

    def sealed_facts(self) -> Facts:
        """The facts that lie sealed until the letter has its words; none once it has them, or was given up.

        Raises InvalidToken when the installation has no more the key that sealed them.
        """
        return json.loads(unseal(self.sealed)) if self.sealed and not self.has_words else {}

    def secret_facts(self) -> tuple[str, ...]:
        """The sealed facts that must be said nowhere else: all but links, whose keys are found in any text.

        Raises InvalidToken as `sealed_facts` does.
        """
        return tuple(str(fact) for fact in self.sealed_facts().values() if "://" not in str(fact))

    def words(self) -> LetterContent:
        """Returns the text for the reader. Once the e-mail is delivered, without the secrets; its links only while it
        is being sent.
        """
        if not (self.sealed and self.has_words):
            return LetterContent(self.text, self.html).with_links(self.made_links)
        text, html, secrets = json.loads(unseal(self.sealed))
        return LetterContent(text, html, tuple(secrets)).with_links(self.made_links)

"""Invitations by address."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.rules import Visitor
from portal.mail.fields import AddressField, masked, readable

from ..querysets import confirmed_by
from .person import Person

GOOD_FOR = timedelta(days=60)  # A link. Another letter brings another link.
# For the constraint by which a kind of invitation allows one open one for each address and subject.
OPEN = models.Q(accepted_at=None, declined_at=None, withdrawn_at=None)


class NotOpen(Exception):
    """The invitation was accepted by somebody else, declined or withdrawn."""


class Invitation(models.Model):
    """What an address is invited to, until whoever confirmed the address accepts or declines, or it is withdrawn.

    Nothing in it tells whether the address has an account. Each kind adds its subject, `invited_at`, and `objects` with
    what an `InvitationQuerySet` reads.
    """

    email = AddressField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    sent_at = models.DateTimeField(_("last e-mail at"), default=timezone.now, editable=False)
    invited_by = models.ForeignKey(
        Person, verbose_name=_("invited by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_%(class)ss",
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """The invited address as people write it."""
        return readable(self.email)

    @property
    def masked_address(self) -> str:
        """The invited address as far as it tells its owner which it is."""
        return masked(self.email)

    @property
    def is_open(self) -> bool:
        """True until somebody accepts or declines it, or it is withdrawn."""
        return not (self.accepted_at or self.declined_at or self.withdrawn_at)

    @property
    def has_lapsed(self) -> bool:
        """True of an open one whose link has been valid for long enough."""
        return self.is_open and timezone.now() > self.sent_at + GOOD_FOR

    def is_for(self, user: Visitor) -> bool:
        """True for somebody signed in who has confirmed the invited address, be it the one they sign in with or not."""
        if not (user.is_authenticated and user.is_active):
            return False
        return confirmed_by(user).filter(email=self.email).exists()

    def accept(self, person: Person) -> bool:
        """Notes that the person accepts; hold the row. Returns False when they had accepted before.

        Raises PermissionDenied when the person has not confirmed the address, NotOpen when it is too late.
        """
        if self.accepted_at and not self.declined_at and self.person == person:
            return False
        self._must_be_open_for(person)
        self.accepted_at, self.person = timezone.now(), person
        self.save(update_fields=["accepted_at", "person"])
        return True

    def decline(self, person: Person) -> bool:
        """Notes that the person declines; hold the row. Returns False when they had declined before.

        Raises as `accept`.
        """
        if self.declined_at and self._is_of(person):
            return False
        self._must_be_open_for(person)
        self.declined_at = timezone.now()
        self.save(update_fields=["declined_at"])
        return True

    def withdraw(self) -> bool:
        """Notes that it holds no more; hold the row. Returns False when it was not open any more."""
        if not self.is_open:
            return False
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])
        return True

    def _is_of(self, person: Person) -> bool:
        return person.user is not None and self.is_for(person.user)

    def _must_be_open_for(self, person: Person) -> None:
        if not self._is_of(person):
            raise PermissionDenied("the invitation is to an address that this person has not confirmed")
        if not self.is_open:
            raise NotOpen

    # The key of a link is made when a letter is put into words, and lies nowhere but sealed in the letter.

    def make_token(self) -> str:
        """Returns the key of the link in the letter. It shows the invitation to who has it, and lets nobody in."""
        return signing.dumps(self.pk, salt=self._salt())

    @classmethod
    def of_token(cls, token: str) -> Self | None:
        """Finds the invitation of a link; None when the key is not ours or too old, or the invitation is gone."""
        try:
            key = signing.loads(token, salt=cls._salt(), max_age=GOOD_FOR)
        except signing.BadSignature:
            return None
        return cls._default_manager.filter(pk=key).select_related("person__user").first()

    @classmethod
    def _salt(cls) -> str:
        return f"invitation:{cls._meta.label_lower}"

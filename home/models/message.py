"""Messages that people write to the secretariat."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.registry import Subject
from portal.mail.fields import AddressField

from ..enums import MessageState, MessageSubject

KEPT_FOR = timedelta(days=365)  # As the contact page and the page on personal data say: twelve months.


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    """Messages to the secretariat."""

    def waiting(self) -> Self:
        """Those that nobody has answered, the oldest first."""
        return self.filter(state=MessageState.NEW).order_by("created_at", "pk")

    def of(self, subject: Subject) -> Self:
        """Those sent from one of somebody's addresses."""
        return self.filter(email__in=subject.addresses)

    def older_than_kept(self, now: datetime) -> Self:
        """Those whose time is over at a moment (now)."""
        return self.filter(created_at__lt=now - KEPT_FOR)


class ContactMessage(models.Model):
    """A message that somebody wrote to the secretariat on the contact page."""

    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=100)
    email = AddressField(_("e-mail"))
    subject = models.CharField(_("about"), max_length=20, choices=MessageSubject)
    text = models.TextField(pgettext_lazy("what somebody wrote", "message"), max_length=4000)
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.NEW)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Of the words and the day: the same form sent twice is one message.
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change", "delete")
        indexes = [models.Index(fields=["state", "created_at"], name="home_message_waiting")]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_subject_display()}"

    @property
    def admin_url(self) -> str:
        """Address of the message in the admin."""
        return reverse("wagtailsnippets_home_contactmessage:inspect", args=[self.pk])

"""Notices above pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.caching.scopes import Scope
from portal.content.models import Versioned

from ..enums import NOTICES_SCOPE, NoticeKind
from .target import Target


class Notice(Versioned, InvalidatesCache, Target):
    """A short text above every page, or the pages of chosen sections, from one hour to another."""

    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind, default=NoticeKind.INFO)
    text_kk = models.CharField(_("text in Kazakh"), max_length=200)
    text_ru = models.CharField(_("text in Russian"), max_length=200)
    text_en = models.CharField(_("text in English"), max_length=200)
    starts_at = models.DateTimeField(_("shown from"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Leave empty to show it until you remove it.")
    )
    sections = models.JSONField(_("where"), default=list, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.text_kk

    @classmethod
    def cache_scopes(cls) -> tuple[Scope, ...]:
        return (NOTICES_SCOPE,)

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the beginning.")})

    @property
    def state(self) -> str:
        """In words, whether it shows now."""
        now = timezone.now()
        if self.ends_at and self.ends_at <= now:
            return str(_("ended"))
        return str(_("shown now")) if self.starts_at <= now else str(_("to be shown later"))

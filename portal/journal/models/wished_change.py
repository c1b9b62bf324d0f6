"""Changes that wait for somebody's decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.localisation.text import LocalisedText

from ..enums import WishState
from ..querysets import WishedChangeQuerySet
from .entry import Entry


class WishedChange(Entry):
    """A change of facts that somebody asks for: what stood when they asked, what they wish, why, and the answer.

    `stood` and `wished` are values by the names of facts, as the record's room writes them. Until it is decided, what
    stands stays public. A record has at most one that waits.
    """

    stood = models.JSONField(_("stood"))
    wished = models.JSONField(_("wished"))
    reason = models.TextField(_("reason"))
    reason_language = models.CharField(_("language of the reason"), max_length=2, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=WishState.choices, default=WishState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answer_language = models.CharField(_("language of the answer"), max_length=2, blank=True)

    objects = WishedChangeQuerySet.as_manager()

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = _("wished change")
        verbose_name_plural = _("wished changes")
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id"],
                condition=Q(state="waiting"),
                name="journal_one_wish_waits",
            )
        ]
        indexes = [models.Index(fields=["about_type", "about_id", "at"], name="journal_wishes_about")]

    @property
    def why(self) -> LocalisedText:
        """The reason and the language that it was written in."""
        return LocalisedText(self.reason, self.reason_language)

    @property
    def reply(self) -> LocalisedText:
        """The answer and the language that it was written in."""
        return LocalisedText(self.answer, self.answer_language)

    def __str__(self) -> str:
        return f"{', '.join(self.wished)} № {self.about_id}"

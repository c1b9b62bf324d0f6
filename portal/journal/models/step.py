"""Steps in the life of records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.localisation.text import LocalisedText

from ..querysets import AboutQuerySet
from .entry import Entry


class Step(Entry):
    """One step: who did what, when, and the question, reason or answer that went with it.

    `verb` is a word of the record's room, which knows how people call it; `language` is that of the words. A step from
    state to state has both; one that changed facts says in `changes` what stood and what stands: `[{"name": "venue",
    "stood": …, "stands": …}]`, without anybody's name, number or address: who is erased must be found in no line.
    `snapshot`, which names nobody either, is what the record said at a step that the next one is to be compared with;
    the next one empties it.
    """

    verb = models.CharField(_("step"), max_length=32)
    from_state = models.CharField(_("from"), max_length=16, blank=True)
    to_state = models.CharField(_("to"), max_length=16, blank=True)
    words = models.TextField(_("remarks"), blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    changes = models.JSONField(_("changes"), default=list, blank=True)
    snapshot = models.JSONField(null=True, blank=True, editable=False)

    objects = AboutQuerySet.as_manager()

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        indexes = [models.Index(fields=["about_type", "about_id", "at"], name="journal_steps_about")]

    @property
    def said(self) -> LocalisedText:
        """The words and the language that they were written in, empty where nobody knows."""
        return LocalisedText(self.words, self.language)

    def __str__(self) -> str:
        return f"{self.verb} № {self.about_id}"

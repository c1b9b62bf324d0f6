"""The base of the curriculum's parts, which IFLA's training package numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.content.models import Versioned
from portal.localisation.text import LocalisedText, active_language


class Titled(Versioned, InvalidatesCache):
    """A part of the curriculum: its code, IFLA's English title, and the portal's own translations of it."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200, help_text=_("IFLA’s own words."))
    title_kk = models.CharField(
        _("title in Kazakh"), max_length=200, blank=True, help_text=_("The portal’s own translation.")
    )
    title_ru = models.CharField(
        _("title in Russian"), max_length=200, blank=True, help_text=_("The portal’s own translation.")
    )
    place = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> LocalisedText:
        """The title for the reader: IFLA's in English, else the portal's translation, else IFLA's again."""
        return self.title_in(active_language())

    def title_in(self, language: str) -> LocalisedText:
        """The title in a language, or IFLA's own where the portal has not translated it."""
        if text := getattr(self, f"title_{language}"):
            return LocalisedText(text, language)
        return LocalisedText(self.title_en, "en")

    @property
    def is_own_translation(self) -> bool:
        """True when the title shown is not IFLA's but the portal's translation of it."""
        return self.title.language != "en"

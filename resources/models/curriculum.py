"""The curriculum: modules, their topics, and the units of a topic, as IFLA's training package numbers them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.localisation.text import Localised, LocalisedText, active_language

from ..enums import ModuleKind


class Titled(InvalidatesCache, models.Model):
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


class Module(Titled):
    """A module is a workshop's worth of the curriculum: IFLA's 1 to 5, a sub-module or a specialist module."""

    kind = models.CharField(_("kind"), max_length=12, choices=ModuleKind, default=ModuleKind.MODULE)
    default_days = models.PositiveSmallIntegerField(
        _("default length in days"),
        null=True,
        blank=True,
        help_text=_("Leave empty if the source does not say."),
    )
    covers_en = models.TextField(_("what it covers, in English"), blank=True)
    covers_kk = models.TextField(_("what it covers, in Kazakh"), blank=True)
    covers_ru = models.TextField(_("what it covers, in Russian"), blank=True)
    covers = Localised("covers")
    source = models.URLField(_("source"), max_length=300, blank=True)
    is_complete = models.BooleanField(
        _("complete"), default=False, help_text=_("Our source names all of the module’s topics.")
    )
    is_code_ours = models.BooleanField(
        _("numbered by the portal"), default=False, help_text=_("IFLA has no number for it.")
    )

    class Meta(Titled.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class Topic(Titled):
    """A topic is what a workshop chooses from the curriculum: half a day to a day and a half of a module."""

    module = models.ForeignKey(
        Module, verbose_name=_("module"), on_delete=models.CASCADE, related_name="topics"
    )
    number = models.PositiveSmallIntegerField(_("number in the module"))

    class Meta(Titled.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Unit(Titled):
    """A unit is one lesson of a topic, numbered module.topic.unit: 1.2.13."""

    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="units")

    class Meta(Titled.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")

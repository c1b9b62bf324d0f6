"""The modules of the curriculum."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.localisation.text import Localised

from ..enums import ModuleKind
from .titled import Titled


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

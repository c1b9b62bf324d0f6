"""Where the money of workshops comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache

from ..enums import MoneyKind
from .workshop import Workshop


class MoneySource(InvalidatesCache, models.Model):
    """One source of a workshop's money. The amount is in whole tenge; empty when it is help in kind or not known."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="money_sources", verbose_name=_("workshop")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=MoneyKind.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    amount = models.PositiveIntegerField(_("amount, tenge"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("source of money")
        verbose_name_plural = _("sources of money")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

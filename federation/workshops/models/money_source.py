"""Where the money of workshops comes from."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache

from ..enums import MoneyKind
from .workshop import Workshop

MOST_DIGITS = 14


class MoneySource(InvalidatesCache, models.Model):
    """One source of a workshop's money, or of help in kind, as its organiser wrote it.

    Amounts are in tenge, with tiyn, and empty when they are not known: `planned` before the workshop, `actual` once it
    is approved. Help in kind may have a value. The name is in `language`.
    """

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="money_sources", verbose_name=_("workshop")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=MoneyKind.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    in_kind = models.BooleanField(_("in kind"), default=False)
    planned = models.DecimalField(
        _("planned, tenge"),
        max_digits=MOST_DIGITS,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    actual = models.DecimalField(
        _("actual, tenge"),
        max_digits=MOST_DIGITS,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("source of money")
        verbose_name_plural = _("sources of money")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

"""The links of menus."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.caching.cache import InvalidatesCache

from .menu import Menu
from .target import Target


class MenuEntry(InvalidatesCache, Orderable, Target):
    """One link in a menu."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="entries")

    class Meta(Orderable.Meta):
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu entries")

    def __str__(self) -> str:
        return self.title_kk or self.address or str(self.page or "")

    def clean(self) -> None:
        super().clean()
        if not self.page_id and not self.address:
            raise ValidationError({"page": _("Choose a page or give an address.")})

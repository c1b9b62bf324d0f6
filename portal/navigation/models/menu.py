"""Menus."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from portal.caching.cache import InvalidatesCache
from portal.content.models import Versioned

from ..enums import Place


class Menu(Versioned, InvalidatesCache, ClusterableModel):
    """One list of links in the frame of every page: the main menu, or a column of the footer."""

    never_reverted = frozenset({"place"})

    place = models.CharField(_("place"), max_length=20, choices=Place, unique=True)
    title_kk = models.CharField(_("title in Kazakh"), max_length=60, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=60, blank=True)
    title_en = models.CharField(_("title in English"), max_length=60, blank=True)
    adds_pages = models.BooleanField(
        _("add new pages automatically"),
        default=False,
        help_text=_(
            "Text pages directly below the home page that have no entry here come after the entries: "
            "in the main menu, those marked to be shown in menus; in the footer, all of them."
        ),
    )

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_place_display()

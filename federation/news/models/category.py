"""The categories of news."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.content.models import Versioned
from portal.localisation.text import Localised

from ..enums import CategoryKind


class NewsCategory(Versioned, InvalidatesCache):
    """A kind of news that readers can choose, with its name in three languages."""

    never_reverted = frozenset({"slug"})

    slug = models.SlugField(_("address"), max_length=50, unique=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=60)
    name_ru = models.CharField(_("name in Russian"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    name = Localised("name")
    kind = models.CharField(
        _("colours"), max_length=20, choices=CategoryKind, default=CategoryKind.FEDERATION
    )
    position = models.PositiveSmallIntegerField(_("position in the list"), default=0)

    class Meta:
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.name)

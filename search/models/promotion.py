"""Promotions: things that editors put first for certain questions, as "recommended"."""

import re
from collections.abc import Collection
from typing import Any, Self
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.caching.scopes import Scope
from portal.content.models import Versioned
from portal.content.searchable import EVERYONE
from portal.language import LANGUAGES, fallback_order
from portal.language.synonyms import terms_by_word

from ..enums import PROMOTIONS_SCOPE
from .document import SearchDocument

MOST_LINES = 30


class PromotionQuerySet(models.QuerySet["Promotion"]):
    """Reads of promotions."""

    def with_titles(self, language: str) -> Self:
        """With `thing_title`, how the thing is called for readers of a language; empty when it is not public."""
        order = Case(
            *(When(language=code, then=place) for place, code in enumerate(fallback_order(language))),
            default=len(LANGUAGES),
        )
        rows = SearchDocument.objects.filter(thing=OuterRef("thing"), access=EVERYONE).order_by(order)
        return self.annotate(
            thing_title=Coalesce(
                Subquery(rows.values("title")[:1]), Value(""), output_field=models.TextField()
            )
        )

    def current(self) -> Self:
        """Those whose last day is not over."""
        return self.filter(Q(shown_until=None) | Q(shown_until__gte=timezone.localdate()))


class Promotion(Versioned, InvalidatesCache):
    """One thing of the portal that is recommended to those who ask for certain words."""

    address = models.CharField(
        _("address on the portal"),
        max_length=500,
        help_text=_(
            "Copy it from the browser, in any language: readers get it in their own. It must be "
            "something that search can find: a page, an organisation, a workshop, a material or a news "
            "item."
        ),
    )
    thing = models.CharField(
        max_length=165, editable=False
    )  # What rows of search bear: addresses change, things stay.
    words_kk = models.TextField(_("queries in Kazakh"), blank=True)
    words_ru = models.TextField(_("queries in Russian"), blank=True)
    words_en = models.TextField(_("queries in English"), blank=True)
    shown_from = models.DateField(_("shown from"), null=True, blank=True, help_text=_("If empty, at once."))
    shown_until = models.DateField(
        _("shown until"), null=True, blank=True, help_text=_("The last day. If empty, until you remove it.")
    )

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return getattr(self, "thing_title", "") or self.address

    @classmethod
    def cache_scopes(cls) -> tuple[Scope, ...]:
        return (PROMOTIONS_SCOPE,)

    def lines(self, language: str) -> list[str]:
        """The questions of a language for which it is recommended, as they are written."""
        lines = (" ".join(line.split()) for line in re.split(r"[,;\n]", getattr(self, f"words_{language}")))
        return [line for line in dict.fromkeys(lines) if line]

    @property
    def state(self) -> str:
        """In words, whether it is shown now."""
        today = timezone.localdate()
        if self.shown_until and self.shown_until < today:
            return str(_("ended"))
        if self.shown_from and self.shown_from > today:
            return str(_("to be shown later"))
        title = getattr(self, "thing_title", None)
        is_public = bool(rows_of([self.thing])) if title is None else bool(title)
        return str(_("shown now") if is_public else _("not shown: it is not public"))

    def clean(self) -> None:
        """Finds the thing of the address. Refuses what could never be shown."""
        super().clean()
        errors: dict[str, Any] = {}
        path = path_of(self.address)
        row = rows_at(path).first() if path else None
        is_known = self.pk and Promotion.objects.filter(pk=self.pk, address=path).exists()
        if self.address and row is None and not is_known:
            errors["address"] = _(
                "Search finds nothing public at this address. Open the page on the portal and copy its "
                "address."
            )
        elif row:
            self.address, self.thing = path, row.thing
        written = {language: self.lines(language) for language in LANGUAGES}
        if not any(written.values()):
            errors["words_kk"] = _("Give queries in at least one language.")
        for language, lines in written.items():
            if without_word := next((line for line in lines if not terms_by_word(line)), ""):
                errors[f"words_{language}"] = _("There is no word in “%(side)s”.") % {"side": without_word}
            elif len(lines) > MOST_LINES:
                errors[f"words_{language}"] = _("At most thirty lines.")
        if self.shown_from and self.shown_until and self.shown_until < self.shown_from:
            errors["shown_until"] = _("The last day must not be before the first.")
        if errors:
            raise ValidationError(errors)


def rows_of(things: Collection[str], access: Collection[str] = (EVERYONE,)) -> list[SearchDocument]:
    """The rows of these things that somebody with this access may open; read anew each time, as rights change."""
    return list(SearchDocument.objects.filter(thing__in=list(things), access__in=list(access)))


def rows_at(address: str) -> models.QuerySet:
    """The row that has an address of the portal, whole or without its beginning, if everybody may open it."""
    return SearchDocument.objects.filter(url=path_of(address), access=EVERYONE)


def path_of(address: str) -> str:
    """The path of an address of the portal, whole or without its beginning; empty for what is no address."""
    try:
        return urlsplit(address.strip()).path
    except ValueError:  # "http://[x"
        return ""

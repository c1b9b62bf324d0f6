"""Originals and translations of pages, and the translations that do not say all that their original says.

Translations of pages are kept by wagtail-localize: an editor sends a page to translation, a translator fills in the
strings, and the page in the other language stays a draft until somebody publishes it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.content.strings import lacking_segments, went_live


class Original(NamedTuple):
    """The page that a translation was made from, as far as everybody may see it."""

    language: str
    title: str
    url: str
    is_newer: bool


def original_of(page: Page) -> Original | None:
    """The live original of a translated page; None when the page is itself an original or nobody translated it."""
    source = (
        Page.objects.live()
        .public()
        .filter(translation_key=page.translation_key, alias_of=None)
        .exclude(locale_id=page.locale_id)
        .filter(locale_id__in=_source_locales(page.translation_key, page.locale_id))
        .select_related("locale")
        .annotate(is_newer=Exists(outdated_translations().order_by().filter(pk=page.pk)))
        .first()
    )
    if source is None:
        return None
    return Original(source.locale.language_code, source.title, source.get_url(), source.is_newer)


def outdated_translations() -> PageQuerySet:
    """Live translations that do not say all that their original says now, the longest waiting first, each with the
    moment at which the original was last changed: `original_changed_at`.

    They lack strings of the original, or somebody has translated these and nobody has published the page since. It is
    read from strings: an original that is published again with the same ones makes nothing outdated.
    """
    translations = _translations_of_pages()
    lacking = translations.filter(_lacks(), enabled=True)
    unpublished = translations.filter(translations_last_updated_at__gt=F("destination_last_updated_at"))
    pages = Page.objects.filter(Exists(lacking) | Exists(unpublished), live=True, alias_of=None)
    changed = Subquery(
        translations.filter(enabled=True).order_by("-pk").values("source__last_updated_at")[:1]
    )
    return pages.annotate(original_changed_at=changed).order_by("last_published_at", "pk")


def with_numbers_left(pages: PageQuerySet) -> PageQuerySet:
    """The same pages, each with the number of strings that it lacks: `left`."""
    source = _translations_of_pages().filter(enabled=True).order_by("-pk").values("source")[:1]
    lacking = lacking_segments(OuterRef("source"), OuterRef("locale")).order_by()
    counted = lacking.values("source").annotate(number=Count("pk")).values("number")
    return pages.annotate(source=Subquery(source)).annotate(
        left=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
    )


def unfinished_translations() -> models.QuerySet[Translation]:
    """Translations of pages that somebody asked for and that lack words still, the longest waiting first."""
    pages = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale"), alias_of=None
    )
    return Translation.objects.filter(_lacks(), Exists(pages), enabled=True).order_by("created_at")


def record_translation(original: Page, translations: Iterable[Page]) -> None:
    """Tells wagtail-localize that pages written elsewhere are translations of `original`, string by string.

    Needs bodies of the same structure (the same block ids); may be called again after a change. Whoever calls it says
    that the pages are whole: a string that is the same in both stays as it is.
    """
    source, _created = TranslationSource.update_or_create_from_instance(original)
    segments = list(source.stringsegment_set.select_related("string", "context").order_by("order"))
    for target in translations:
        translation, _is_new = Translation.objects.get_or_create(
            source=source, target_locale=target.locale, defaults={"enabled": True}
        )
        values = [value for value in extract_segments(target) if isinstance(value, StringSegmentValue)]
        for segment, value in zip(segments, values, strict=True):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=target.locale,
                context=segment.context,
                defaults={"data": value.string.data},
            )
        if Page.objects.filter(pk=target.pk, live=True).exists():
            went_live(translation)


def _source_locales(translation_key: object, locale_id: int) -> models.QuerySet:
    return TranslationSource.objects.filter(
        object_id=translation_key, translations__target_locale_id=locale_id
    ).values("locale_id")


def _translations_of_pages() -> models.QuerySet[Translation]:
    """Within a query of pages: what makes each a translation."""
    return Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale")
    ).exclude(source__locale=F("target_locale"))


def _lacks() -> Q:
    """Within a query of translations: those that lack strings of their original."""
    return Q(Exists(lacking_segments(OuterRef("source"), OuterRef("target_locale"))))

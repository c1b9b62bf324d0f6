"""Originals and translations of pages, and the translations that are older than their original.

Translations of pages are kept by wagtail-localize: an editor sends a page to translation, a translator fills in the
strings, and the page in the other language stays a draft until somebody publishes it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


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
        .first()
    )
    if source is None:
        return None
    return Original(source.locale.language_code, source.title, source.get_url(), _is_newer(source, page))


def outdated_translations() -> PageQuerySet:
    """Translated pages whose original was published again after them, the longest waiting first."""
    source = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        translations__target_locale=OuterRef("locale"),
        translations__enabled=True,
    )
    originals = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale_id=OuterRef("source_locale"), live=True
    )
    return (
        Page.objects.filter(alias_of=None, last_published_at__isnull=False)
        .annotate(source_locale=Subquery(source.values("locale_id")[:1]))
        .annotate(original_published_at=Subquery(originals.values("last_published_at")[:1]))
        .filter(original_published_at__gt=F("last_published_at"))
        .order_by("original_published_at")
    )


def unfinished_translations() -> models.QuerySet[Translation]:
    """Translations of pages that somebody asked for and that lack words still, the longest waiting first."""
    written = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    # Without an address of its own a translation has its original's.
    lacking = StringSegment.objects.exclude(context__path="slug").filter(
        ~Exists(written), source=OuterRef("source")
    )
    pages = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale")
    )
    return Translation.objects.filter(Exists(lacking), Exists(pages), enabled=True).order_by("created_at")


def record_translation(original: Page, translations: Iterable[Page]) -> None:
    """Tells wagtail-localize that pages written elsewhere are translations of `original`, string by string.

    Needs bodies of the same structure (the same block ids); may be called again after a change.
    """
    source, _created = TranslationSource.update_or_create_from_instance(original)
    segments = list(source.stringsegment_set.select_related("string", "context").order_by("order"))
    for target in translations:
        Translation.objects.get_or_create(
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


def _source_locales(translation_key: object, locale_id: int) -> models.QuerySet:
    return TranslationSource.objects.filter(
        object_id=translation_key, translations__target_locale_id=locale_id
    ).values("locale_id")


def _is_newer(source: Page, page: Page) -> bool:
    if not source.last_published_at or not page.last_published_at:
        return False
    return source.last_published_at > page.last_published_at

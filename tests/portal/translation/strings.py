"""Strings of translations, filled in as translators do."""

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from portal.content.strings import lacking_segments, stay_as_they_are


def translation_of(page: Page) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale_id)


def lacking(page: Page) -> list[str]:
    """The strings that nobody has translated for a page yet."""
    translation = translation_of(page)
    found = lacking_segments(translation.source_id, translation.target_locale_id)
    return list(found.values_list("string__data", flat=True))


def translate_all(page: Page, mark: str = "→", by=None) -> Translation:
    """Translates what a page lacks, each string into itself with a mark before it."""
    translation = translation_of(page)
    for segment in lacking_segments(translation.source_id, translation.target_locale_id):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": f"{mark}{segment.string.data}", "has_error": False, "last_translated_by": by},
        )
    return translation


def let_all_stay(page: Page) -> Translation:
    """Says of what a page lacks that it stays as it is."""
    translation = translation_of(page)
    left = lacking_segments(translation.source_id, translation.target_locale_id)
    stay_as_they_are(translation, list(left))
    return translation

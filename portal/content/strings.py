"""Strings of translated pages: which of them nobody has put into the page's language yet.

wagtail-localize keeps the strings of an original (its source) and, by language and place, their translations. A string
stays as it is where its translation says the same. What has no letters, and addresses, stays by itself; such
translations are marked as made by machine.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

SLUG = "slug"  # Without an address of its own a translation has its original's.
ADDRESS = re.compile(
    r"""
    [\w.+-]+@[\w-]+(\.[\w-]+)+        # of e-mail
    | (https?://|mailto:|www\.)\S+    # of the web
    | \b[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}\b(/\S*)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Lacking:
    """A string of an original that a translation lacks; `segment` is None where the original has it no longer."""

    text: str
    segment: StringSegment | None = None


def stays_by_itself(data: str, path: str = "") -> bool:
    """True for a string that is the same in every language: without letters, or of addresses alone; and for a slug."""
    if path == SLUG:
        return True
    return not any(sign.isalpha() for sign in ADDRESS.sub("", text_of(data)))


def text_of(data: str) -> str:
    """Returns the text of a string, without the marks of its bold words and links."""
    return unescape(strip_tags(data)).strip()


def translation_of(page: Page) -> Translation | None:
    """Returns what makes a page the translation of another, or was stopped; None for an original."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).exclude(source__locale_id=page.locale_id)
    return found.order_by("-enabled", "-pk").select_related("source").first()


def lacking_segments(source: object, locale: object) -> QuerySet[StringSegment]:
    """Strings of a source without a translation into a locale, in their order; takes keys or OuterRefs."""
    nested = OuterRef(locale) if isinstance(locale, OuterRef) else locale
    written = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=nested, has_error=False
    ).exclude(data="")
    return (
        StringSegment.objects.filter(~Exists(written), source=source)
        .exclude(context__path=SLUG)
        .order_by("order", "pk")
    )


def lacking_in(page: Page, translation: Translation | None = None) -> list[Lacking]:
    """Returns what a page, as it stands in memory, lacks of its original: nothing for an original itself.

    Strings of the original that nobody has translated; and those that stand on the page in the original's words though
    nobody said that they stay, as in an older version, or on a page that is no longer kept in step with its original.
    """
    translation = translation or translation_of(page)
    if translation is None:
        return []
    if translation.enabled:
        lacking = lacking_segments(translation.source_id, translation.target_locale_id)
        found = [
            Lacking(text_of(segment.string.data), segment)
            for segment in lacking.select_related("string", "context")
        ]
        return found or _of_former_words(page, translation)
    own = _own_words(page, translation)
    segments = translation.source.stringsegment_set.exclude(context__path=SLUG).order_by("order", "pk")
    return [
        Lacking(text_of(segment.string.data), segment)
        for segment in segments.select_related("string", "context")
        if segment.string.data in own
    ]


def shown_by(page: Page) -> Page:
    """The page whose words an alias shows, perhaps through other aliases; a page that is none shows its own."""
    while page.alias_of is not None:
        page = page.alias_of
    return page


def is_half_translated(page: Page) -> bool:
    """True for a page whose public or latest words are in part another language's, and for an alias of such a page."""
    original = shown_by(page)
    if original.locale_id != page.locale_id:
        return True
    translation = translation_of(original)
    if translation is None:
        return False
    specific = original.specific
    versions = [specific.get_latest_revision_as_object(), *([specific] if specific.live else [])]
    return any(lacking_in(version, translation) for version in versions)


def words_of(page: Page) -> set[str]:
    """Returns the strings of a page that can be put into another language."""
    return {
        value.string.data
        for value in extract_segments(page)
        if isinstance(value, StringSegmentValue) and not stays_by_itself(value.string.data, value.path)
    }


def stay_as_they_are(translation: Translation, segments: Iterable[StringSegment], by: object = None) -> int:
    """Says of strings that they are the same in the translation's language; returns of how many.

    Without a user, they stay by themselves. What somebody translated before stays theirs.
    """
    typed = {"translation_type": "manual", "tool_name": "", "last_translated_by": by}
    made = {"translation_type": "machine", "tool_name": ""}
    number = 0
    for segment in segments:
        row, is_new = StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=translation.target_locale_id,
            defaults={"data": segment.string.data, **(typed if by else made)},
        )
        if not is_new and by and row.data != segment.string.data:
            for name, value in {**typed, "data": segment.string.data, "has_error": False}.items():
                setattr(row, name, value)
            row.save()
        number += 1
    return number


def went_live(translation: Translation) -> None:
    """Remembers that a translation is live with all words that its original has now."""
    Translation.objects.filter(pk=translation.pk).update(destination_last_updated_at=timezone.now())


def has_newer_words(translations: QuerySet[Translation]) -> None:
    """Remembers that there are words which the live pages of translations do not say."""
    translations.update(translations_last_updated_at=timezone.now())


def _own_words(page: Page, translation: Translation) -> set[str]:
    """Returns the words of a page that are no translation of this page's strings."""
    known = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale_id=translation.target_locale_id, has_error=False
    )
    return words_of(page) - set(known.values_list("data", flat=True))


def _of_former_words(page: Page, translation: Translation) -> list[Lacking]:
    """Strings of the original's language on the page, perhaps such that the original has no longer."""
    own = _own_words(page, translation)
    found = String.objects.filter(locale=translation.source.locale_id, data__in=own)
    return [Lacking(text_of(data)) for data in found.order_by("pk").values_list("data", flat=True)]

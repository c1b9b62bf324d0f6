"""Marking sections, refusing to publish what is own or half translated, and finding a text still right."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments

from portal.accounts.rules import Visitor
from portal.clock.publishing import NotYet

from .models.reviewed_section import ReviewedSection
from .rules import is_marked, may_publish_text
from .strings import Lacking, lacking_in, shown_by, translation_of, words_of

if TYPE_CHECKING:
    from .models.description import Description

LOG_WORDS = {
    "portal.review": (
        _("Require a second pair of eyes"),
        _("Authors may no longer publish their own texts here"),
    ),
    "portal.no_review": (
        _("Stop requiring a second pair of eyes"),
        _("Authors may publish their own texts here again"),
    ),
    "portal.still_right": (
        pgettext_lazy("a text", "Find still right"),
        _("Found still right after the text in another language had been changed"),
    ),
}


class NotPublished(Exception):
    """Something may not go live as it is. Nothing was published; drafts stay saved.

    No PermissionDenied: Wagtail's admin answers that with words that help nobody here.
    """

    def __init__(self, thing: Model, why: str) -> None:
        super().__init__(f"{why}: {thing}")
        self.thing = thing


class OwnText(NotPublished):
    """Somebody would publish a text of theirs where nobody does."""

    def __init__(self, thing: Model) -> None:
        super().__init__(thing, "own text")


class HalfTranslated(NotPublished, NotYet):
    """A page would go live in a language that it is not wholly translated into."""

    def __init__(self, page: Page, lacking: list[Lacking]) -> None:
        super().__init__(page, f"{len(lacking)} strings are not translated")
        self.lacking = lacking


def refuse_own_text(
    thing: Model, user: Visitor | None, skip_permission_checks: bool = False, **_kwargs: Any
) -> None:
    """Raises OwnText when the user may not publish what they wrote. The clock and commands, who are nobody, may."""
    if user and not skip_permission_checks and not may_publish_text(user, thing):
        raise OwnText(thing)


def refuse_half_translated(page: Page, before: Page | None) -> Translation | None:
    """Raises HalfTranslated when saving a live page would put words before readers that nobody has translated.

    `before` is its row until now. What is half translated and live already stays, with any change but of its words. An
    alias that becomes a page of its own becomes a draft instead. Returns the translation that the page is, if any.
    """
    was_alias = before is not None and before.alias_of_id is not None
    translation = _made_of_alias(page, before) if was_alias else translation_of(page)
    lacking = lacking_in(page, translation) if translation else []
    if not lacking:
        return translation
    if was_alias:
        page.live = False
        log(instance=page, action="wagtail.unpublish")
    elif before is None or goes_live(page, before) or words_of(before.specific) != words_of(page):
        raise HalfTranslated(page, lacking)
    return None


def goes_live(page: Page, before: Page | None) -> bool:
    """True when a page that is about to be saved is published by it, for the first time or again."""
    return page.live and (
        before is None
        or not before.live
        or before.alias_of_id is not None
        or before.last_published_at != page.last_published_at
    )


def follow_original(page: Page) -> None:
    """Tells the translations of a page what its strings are now; the source of nobody's translation has none."""
    source = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=page.locale_id, translations__isnull=False
    ).first()
    if source is None:
        return
    if extract_segments(source.as_instance()) != extract_segments(page):
        source.update_from_db()
    else:  # Its strings need no look.
        source.content_json, source.object_repr = page.to_json(), str(page)[:200]
        source.save(update_fields=["content_json", "object_repr"])


def _made_of_alias(page: Page, alias: Page) -> Translation | None:
    """Returns the translation that an alias becomes which is an alias no longer; None where it stands beside its
    original, in the same language.
    """
    original = shown_by(alias)
    if original.locale_id == page.locale_id:
        if lacking := lacking_in(original.specific):
            raise HalfTranslated(page, lacking)
        return None
    source, _is_new = TranslationSource.get_or_create_from_instance(original.specific)
    # One that nobody asked for is written like any page.
    return Translation.objects.get_or_create(
        source=source, target_locale_id=page.locale_id, defaults={"enabled": False}
    )[0]


def mark_section(page: Page, is_reviewed: bool, by: Visitor | None = None) -> None:
    """Marks the section of a page, in all its languages, as one where nobody publishes their own text; or no more."""
    if is_reviewed == is_marked(page):
        return
    if is_reviewed:
        ReviewedSection.objects.create(translation_key=page.translation_key)
    else:
        ReviewedSection.objects.get(translation_key=page.translation_key).delete()
    log(instance=page, action="portal.review" if is_reviewed else "portal.no_review", user=by)


def find_still_right(
    text: "Description", language: str, looked_at: datetime | None, by: Visitor | None = None
) -> bool:
    """Notes that a text about a record is still right beside the version of its sister in `language` that was published
    at `looked_at`: it is no longer older than that sister, until the sister changes again.

    The text itself is neither changed nor published. False when the sister has another version by now, of which
    nothing is noted. May be called again.
    """
    with transaction.atomic():
        # As a material's text does when it is saved: the record's row before those of its texts.
        rows = type(text).record_model()._default_manager
        record = rows.select_for_update(no_key=True).get(pk=text.record_id)
        texts = record.descriptions
        text, sister = texts.get(pk=text.pk), texts.filter(language=language).first()
        if sister is None or looked_at is None or sister.last_published_at != looked_at:
            return False
        if sister in text.older_than:
            setattr(text, f"compared_{language}", looked_at)
            text.save(update_fields=[f"compared_{language}"])
            log(instance=text, action="portal.still_right", user=by, data={"language": language})
        return True

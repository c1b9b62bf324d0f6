"""Translating the pages below a page, one by one, and saying of strings that they stay as they are."""

import logging
import time

from django.db import InterfaceError, OperationalError, transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from portal.accounts.models import User
from portal.accounts.rules import Visitor
from portal.content.actions import follow_original
from portal.content.rules import may_fill_alias
from portal.content.strings import (
    Lacking,
    has_newer_words,
    lacking_in,
    stay_as_they_are,
    stays_by_itself,
    went_live,
)

logger = logging.getLogger("portal.content")
LONGEST_RUN = 30  # Seconds; then letters and other work of the background get their turn.


def translate_below(page_id: int, locale_ids: list[int], user_id: int, after: str = "") -> tuple[int, str]:
    """Makes the translations that pages below a page lack, each page in a transaction of its own.

    Returns for how many pages, and the path of the last one when LONGEST_RUN was over before all were done: the next
    run goes on `after` it. What has a translation of its own keeps it, so it may run again. A page that cannot be
    translated stops no other.
    """
    top, user = Page.objects.filter(pk=page_id).first(), User.objects.filter(pk=user_id).first()
    if top is None or user is None:
        return 0, ""
    locales = list(Locale.objects.filter(pk__in=locale_ids))
    number, until = 0, time.monotonic() + LONGEST_RUN
    # By its path a page comes after the one that it stands below.
    below = top.get_descendants().filter(path__gt=after).order_by("path")
    for key, path in list(below.values_list("pk", "path")):
        page = Page.objects.filter(pk=key).first()  # It may be deleted meanwhile.
        lacking = [locale for locale in locales if page and _may_translate(user, page, locale)]
        if page and lacking:
            number += _translate(page, lacking, user)
        if time.monotonic() > until:
            return number, path
    return number, ""


def settle(translation: Translation) -> int:
    """Says of the strings that are the same in every language that they stay; returns of how many."""
    segments = translation.source.stringsegment_set.select_related("string", "context")
    same = [segment for segment in segments if stays_by_itself(segment.string.data, segment.context.path)]
    return stay_as_they_are(translation, same)


def left_of(translation: Translation) -> list[Lacking]:
    """Returns the strings that a translation lacks; of one that was stopped, as its latest version stands."""
    page = translation.get_target_instance()
    found = lacking_in(page.get_latest_revision_as_object(), translation)
    return [lacking for lacking in found if lacking.segment]


@transaction.atomic
def keep(translation: Translation, chosen: set[int], by: Visitor) -> int:
    """Says of those strings among the chosen segments that lack that they stay as they are; returns of how many."""
    left = [lacking.segment for lacking in left_of(translation) if lacking.segment]
    return stay_as_they_are(translation, [segment for segment in left if segment.pk in chosen], by)


@transaction.atomic
def look_through(translation: Translation) -> None:
    """Settles what is the same in every language, and compares a live page with its original that was never compared:
    it may have been published half translated.
    """
    settle(translation)
    page = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id, live=True
    ).first()
    if page is None or page.alias_of_id or translation.destination_last_updated_at:
        return
    went_live(translation)
    if lacking_in(page.specific, translation):
        has_newer_words(Translation.objects.filter(pk=translation.pk))


@transaction.atomic
def catch_up(original: Page) -> None:
    """Tells the translations of an original what its strings are, if it was published without telling them."""
    follow_original(original.specific)


def _translate(page: Page, locales: list[Locale], user: User) -> bool:
    try:
        translate_object(page, locales, None, user)
    except (OperationalError, InterfaceError):
        raise  # The worker tries again.
    except Exception:
        logger.exception("page %s cannot be translated", page.pk)
        return False
    return True


def _may_translate(user: User, page: Page, locale: Locale) -> bool:
    """True where a translation is lacking, and what stands in its place, perhaps since the user asked, is theirs to
    change.
    """
    there = Page.objects.filter(translation_key=page.translation_key, locale=locale).first()
    return there is None or (there.alias_of_id is not None and may_fill_alias(user, there.specific))

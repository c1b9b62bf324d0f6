"""Scheduled work on translations."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from portal.caching.cache import invalidate
from portal.clock.registry import every
from portal.content.enums import PAGES_SCOPE

from .actions import catch_up, look_through
from .translations import unfinished_translations


@every(timedelta(days=1))
def look_through_translations() -> int:
    """Compares translations with originals where nobody has, as after an update or what a program wrote.

    Returns how many it looked at.
    """
    source = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        locale=OuterRef("locale"),
        last_updated_at__lt=OuterRef("last_published_at"),
        translations__isnull=False,
    )
    number = 0
    for page in Page.objects.filter(Exists(source), live=True, alias_of=None).iterator():
        catch_up(page)
        number += 1
    live = Page.objects.filter(
        translation_key=OuterRef("source__object_id"),
        locale=OuterRef("target_locale"),
        live=True,
        alias_of=None,
    )
    never = Translation.objects.filter(Exists(live), destination_last_updated_at=None)
    chosen = Q(pk__in=never.values("pk")) | Q(pk__in=unfinished_translations().values("pk"))
    for translation in Translation.objects.filter(chosen).select_related("source").iterator():
        look_through(translation)
        number += 1
    if number:
        invalidate(PAGES_SCOPE)  # Pages say of their original whether it is newer.
    return number

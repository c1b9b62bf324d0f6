"""Translating the pages below a page, one by one."""

from django.db.models import Q
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from portal.accounts.models import User


def translate_below(page_id: int, locale_ids: list[int], user_id: int) -> int:
    """Makes the translations that pages below a page lack, each page in a transaction of its own; returns for how many.

    What has a translation of its own keeps it, so it may run again.
    """
    top, user = Page.objects.filter(pk=page_id).first(), User.objects.filter(pk=user_id).first()
    if top is None or user is None:
        return 0
    locales = list(Locale.objects.filter(pk__in=locale_ids))
    number = 0
    # By its path a page comes after the one that it stands below.
    for key in list(top.get_descendants().order_by("path").values_list("pk", flat=True)):
        page = Page.objects.filter(pk=key).first()  # It may be deleted meanwhile.
        lacking = [locale for locale in locales if page and not _is_translated(page, locale)]
        if page and lacking:
            translate_object(page, lacking, None, user)
            number += 1
    return number


def _is_translated(page: Page, locale: Locale) -> bool:
    same = Page.objects.filter(translation_key=page.translation_key)
    return same.filter(Q(locale=locale, alias_of=None) | Q(pk=page.pk, locale=locale)).exists()

"""Translating the pages below a page, one by one."""

import logging
import time

from django.db import InterfaceError, OperationalError
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from portal.accounts.models import User
from portal.content.rules import may_fill_alias

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

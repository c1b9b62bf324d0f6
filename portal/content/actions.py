"""Marking sections, and refusing to publish what somebody wrote themselves."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from portal.accounts.rules import Visitor

from .models.reviewed_section import ReviewedSection
from .rules import is_marked, may_publish_text

LOG_WORDS = {
    "portal.review": (
        _("Require a second pair of eyes"),
        _("Authors may no longer publish their own texts here"),
    ),
    "portal.no_review": (
        _("Stop requiring a second pair of eyes"),
        _("Authors may publish their own texts here again"),
    ),
}


class OwnText(Exception):
    """Somebody would publish a text of theirs where nobody does. Nothing was published; drafts stay saved.

    No PermissionDenied: Wagtail's admin answers that with words that help nobody here.
    """

    def __init__(self, thing: Model) -> None:
        super().__init__(f"own text: {thing}")
        self.thing = thing


def refuse_own_text(
    thing: Model, user: Visitor | None, skip_permission_checks: bool = False, **_kwargs: Any
) -> None:
    """Raises OwnText when the user may not publish what they wrote. The clock and commands, who are nobody, may."""
    if user and not skip_permission_checks and not may_publish_text(user, thing):
        raise OwnText(thing)


def mark_section(page: Page, is_reviewed: bool, by: Visitor | None = None) -> None:
    """Marks the section of a page, in all its languages, as one where nobody publishes their own text; or no more."""
    if is_reviewed == is_marked(page):
        return
    if is_reviewed:
        ReviewedSection.objects.create(translation_key=page.translation_key)
    else:
        ReviewedSection.objects.get(translation_key=page.translation_key).delete()
    log(instance=page, action="portal.review" if is_reviewed else "portal.no_review", user=by)

"""Permissions to edit pages, and to publish a text where a second pair of eyes is asked for."""

from django.db.models import Model
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import page_permission_policy

from portal.accounts.rules import Visitor
from portal.caching.cache import cached

from .authorship import authors, writers
from .enums import CONTENT_SCOPE
from .models.reviewed_section import ReviewedSection

SECTION_DEPTH = 3  # In the tree of pages: below the first page of a language.


def may_edit_pages(user: Visitor) -> bool:
    """True when somebody may write, change or publish some page."""
    return page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])


def may_replace(user: Visitor, page: Page) -> bool:
    """True when the user may put something else in a page's place, or let go of what it stands on."""
    return page.permissions_for_user(user).can_publish()


def may_publish_text(user: Visitor, thing: Model) -> bool:
    """False where nobody publishes their own text and the user wrote any of what is not published yet. Binds
    superusers, too.
    """
    # What has no drafts, as the facts of a record, is no text.
    return not (isinstance(thing, DraftStateMixin) and is_reviewed(thing) and user.pk in writers(thing))


def may_fill_alias(user: Visitor, alias: Page) -> bool:
    """True when the user may translate what an alias mirrors.

    A live one becomes a page of its own at once, with all strings that anybody has translated before.
    """
    return not alias.live or (
        alias.permissions_for_user(user).can_unpublish() and may_publish_text(user, alias)
    )


def may_bring(user: Visitor, page: Page, destination: Page) -> bool:
    """False when moving a public page of the user's own into a reviewed section would publish it there."""
    if not is_reviewed(destination) or is_reviewed(page):
        return True
    public = list(page.get_descendants(inclusive=True).filter(live=True))
    return user.pk not in authors(public)


def is_reviewed(thing: Model) -> bool:
    """True for a page, a record or a text about one in a section where nobody publishes their own text."""
    if not cached("content.any_reviewed", ReviewedSection.objects.exists, depends_on=[CONTENT_SCOPE]):
        return False
    if isinstance(thing, Page):
        # What stands elsewhere as an alias changes there with it.
        aliases = Page.objects.filter(alias_of=thing.pk)
        return _any_marked([thing.path, *aliases.values_list("path", flat=True)])
    section = getattr(thing, "section", None)
    # One language will do: a mark holds for all.
    pages = Page.objects.filter(depth=SECTION_DEPTH, slug=section)[:1] if section else []
    return _any_marked([page.path for page in pages])


def is_marked(page: Page) -> bool:
    """True when the page itself is marked, in whatever language that was done."""
    return ReviewedSection.objects.filter(translation_key=page.translation_key).exists()


def _any_marked(paths: list[str]) -> bool:
    step = Page.steplen
    above = {path[:end] for path in paths for end in range(step, len(path) + 1, step)}
    marked = ReviewedSection.objects.values("translation_key")
    return Page.objects.filter(path__in=above, translation_key__in=marked).exists()

"""Value around the text of a page: its original, and the pages below it."""

from dataclasses import dataclass

from wagtail.models import Page

from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.look.components import Row
from portal.translation.translations import Original, original_of


@dataclass(frozen=True)
class Surroundings:
    """Original of a page, if it is a translation, and the pages below it; the same for every visitor."""

    original: Original | None
    children: tuple[Row, ...]


def surroundings_of(page: Page) -> Surroundings:
    """Returns what stands around the text of a page."""
    return cached("home.around", lambda: _surroundings(page), page.pk, depends_on=[PAGES_SCOPE])


def _surroundings(page: Page) -> Surroundings:
    children = Page.objects.child_of(page).live().public().filter(alias_of=None)
    rows = tuple(Row(child.title, child.get_url() or "") for child in children)
    return Surroundings(original_of(page), rows)

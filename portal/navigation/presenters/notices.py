"""Notices above a page now: the same for every visitor, without a query when warm."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.caching.cache import cached, current_versions
from portal.content.enums import PAGES_SCOPE
from portal.content.pages import address_of, index_page_classes
from portal.look.components import Link, NoticeBanner

from ..enums import NOTICES_SCOPE
from ..models.notice import Notice
from .menus import in_language, pages_to_link

FIRST_PAGE, SEARCH, OTHERS = "first", "search", "pages"


@dataclass(frozen=True)
class ScheduledBanner:
    """A notice with the times and sections in which it is shown."""

    banner: NoticeBanner
    starts_at: datetime
    ends_at: datetime | None
    sections: list[str]

    def is_shown(self, section: str, now: datetime) -> bool:
        """True when it stands on the pages of a section at a moment."""
        is_time = self.starts_at <= now and (self.ends_at is None or now < self.ends_at)
        return is_time and (not self.sections or section in self.sections)


def section_choices() -> list[tuple[str, str | Promise]]:
    """Returns the places where a notice can be shown, if not everywhere: value and name, in the order of the menu."""
    sections = [(model.section, model._meta.verbose_name or "") for model in index_page_classes()]
    return [
        (FIRST_PAGE, gettext_lazy("Home page")),
        *sections,
        (SEARCH, gettext_lazy("Search")),
        (OTHERS, gettext_lazy("Text pages")),
    ]


def section_of(path: str) -> str:
    """The section of an address such as `/kk/news/item/`; personal addresses belong to none."""
    part = path.split("/")[2] if path.count("/") > 1 else ""
    if part in ("desk", "account"):
        return ""
    if not part:
        return FIRST_PAGE
    return part if part in {SEARCH, *(model.section for model in index_page_classes())} else OTHERS


def notices_at(path: str, language: str) -> list[NoticeBanner]:
    """The notices for an address at this moment, warnings first."""
    if NOTICES_SCOPE not in current_versions():
        return []  # None was ever saved.
    now, section = timezone.now(), section_of(path)
    rows = cached(
        "navigation.notices", lambda: _read(language, now), language, depends_on=[NOTICES_SCOPE, PAGES_SCOPE]
    )
    return [row.banner for row in rows if row.is_shown(section, now)]


def _read(language: str, now: datetime) -> list[ScheduledBanner]:
    """The notices that are not over, those that come later too."""
    rows = Notice.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now)).select_related("page")
    keys = [row.page.translation_key for row in rows if row.page]
    pages = pages_to_link(language, Q(translation_key__in=keys)) if keys else {}
    found = [
        ScheduledBanner(
            NoticeBanner(row.kind, getattr(row, f"text_{language}"), _target(row, pages, language)),
            row.starts_at,
            row.ends_at,
            row.sections,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.banner.kind != "warning")


def _target(row: Notice, pages: dict, language: str) -> Link:
    words = getattr(row, f"title_{language}")
    page = pages.get(row.page.translation_key) if row.page else None
    if page:
        return Link(words or page.title, address_of(page, language))
    if row.address:
        return Link(words or _("Read more"), in_language(row.address, language))
    return Link("")

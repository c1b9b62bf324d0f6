"""Notices above a page now: the same for every visitor, without a query when warm."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.caching.cache import cached, current_versions
from portal.content.enums import PAGES_SCOPE
from portal.content.pages import address_of, index_page_classes

from ..enums import NOTICES_SCOPE
from ..models.notice import Notice
from .menus import in_language, pages_to_link

FIRST_PAGE, SEARCH, OTHERS = "first", "search", "pages"


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


def notices_at(path: str, language: str) -> list[dict[str, Any]]:
    """The notices for an address at this moment, warnings first: `kind`, `text`, `url`, `link`."""
    if NOTICES_SCOPE not in current_versions():
        return []  # None was ever saved.
    now, section = timezone.now(), section_of(path)
    rows = cached(
        "navigation.notices", lambda: _read(language, now), language, depends_on=[NOTICES_SCOPE, PAGES_SCOPE]
    )
    return [
        row
        for row in rows
        if row["starts_at"] <= now
        and (row["ends_at"] is None or now < row["ends_at"])
        and (not row["sections"] or section in row["sections"])
    ]


def _read(language: str, now: datetime) -> list[dict[str, Any]]:
    """The notices that are not over, those that come later too."""
    rows = Notice.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now)).select_related("page")
    keys = [row.page.translation_key for row in rows if row.page]
    pages = pages_to_link(language, Q(translation_key__in=keys)) if keys else {}
    found = [
        {
            "kind": row.kind,
            "text": getattr(row, f"text_{language}"),
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
            "sections": row.sections,
            **_target(row, pages, language),
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: row["kind"] != "warning")


def _target(row: Notice, pages: dict, language: str) -> dict[str, str]:
    words = getattr(row, f"title_{language}")
    page = pages.get(row.page.translation_key) if row.page else None
    if page:
        return {"url": address_of(page, language), "link": words or page.title}
    if row.address:
        return {"url": in_language(row.address, language), "link": words or _("Read more")}
    return {"url": "", "link": ""}

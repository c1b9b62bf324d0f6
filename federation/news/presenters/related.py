"""Related records of a news item, as far as everybody may see them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet

from portal.look.components import Link

if TYPE_CHECKING:
    from ..models.news_page import NewsPage


@dataclass(frozen=True)
class Related:
    """The public records that an item is about, by kind."""

    organisations: list[Link]
    workshops: list[Link]
    materials: list[Link]

    def __bool__(self) -> bool:
        return bool(self.organisations or self.workshops or self.materials)


def related_to(page: "NewsPage") -> Related:
    """The records named with a page, in the editor's order; of a draft's too, in a preview."""
    return Related(
        organisations=[
            Link(row.name, row.get_absolute_url())
            for row in _public("directory.Organisation", page.about_organisations.all(), "organisation_id")
        ],
        workshops=_described("workshops.Workshop", page.about_workshops.all(), "workshop_id"),
        materials=_described("resources.Material", page.about_materials.all(), "material_id"),
    )


def _described(model: str, rows: Any, field: str) -> list[Link]:
    return [Link(row.title, row.get_absolute_url()) for row in _public(model, rows, field, "descriptions")]


def _public(model: str, rows: Any, field: str, *prefetched: str) -> list[Any]:
    keys = [getattr(row, field) for row in rows]
    if not keys:
        return []
    found: QuerySet = apps.get_model(model).objects.public().filter(pk__in=keys).prefetch_related(*prefetched)
    by_key = {row.pk: row for row in found}
    return [by_key[key] for key in keys if key in by_key]

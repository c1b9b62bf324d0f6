"""A project as its page shows it."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.caching.cache import cached
from portal.language import format_date
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact

from ..enums import WORKSHOPS_SCOPE
from ..models.project import Project
from ..models.project_description import ProjectDescription
from .rows import WorkshopRow, row_of


def project_slugs() -> frozenset[str]:
    """The addresses of the section that are projects."""
    return cached("workshops.project_slugs", lambda: frozenset(
        Project.objects.public().values_list("slug", flat=True)
    ), depends_on=[WORKSHOPS_SCOPE])  # fmt: skip


def project_context(project: Project, words: ProjectDescription | None = None) -> dict[str, Any]:
    """Returns the context of a public project's template, or with `words` that of a preview."""
    words = words or project.description_in()
    if words is None:
        raise ValueError(f"project {project.slug} is not told in any language")
    rows = project.workshops.public().with_registration().for_list()
    return {
        "project": project,
        "words": words,
        "workshops": [_row(row_of(workshop, workshop.registration)) for workshop in rows],
        "facts": _facts_of(project, words),
    }


def _facts_of(project: Project, words: ProjectDescription) -> list[Fact]:
    organisation = project.organisation if project.organisation and project.organisation.is_public else None
    updated = project.source_updated_on
    return [
        Fact(_("Year"), str(project.year)),
        Fact(pgettext("of the world", "Region"), LocalisedText(words.place, words.language)),
        Fact(_("Country"), LocalisedText(words.country, words.language)),
        Fact(
            _("Organisation"),
            organisation.name if organisation else "",
            organisation.url if organisation else "",
        ),
        Fact(_("Programme"), LocalisedText(words.programme, words.language)),
        Fact(_("Source last updated"), format_date(updated, active_language()) if updated else ""),
    ]


def _row(row: WorkshopRow) -> WorkshopRow:
    """Returns a row with the month in the place of the topics: what a project tells of a workshop of long ago."""
    return replace(row, text=row.month, face="", side="", status_text="", is_demo=False)

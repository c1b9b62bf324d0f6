"""The projects that the portal grew out of."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.rules import Visitor
from portal.content.models import Record, nearest
from portal.content.querysets import RecordQuerySet
from portal.content.searchable import SearchEntry
from portal.localisation.text import LocalisedText, active_language

from ..linked_data import project_data
from ..search_entries import project_entries
from .workshop import Workshop

if TYPE_CHECKING:
    from .project_description import ProjectDescription


class ProjectQuerySet(RecordQuerySet["Project"]):
    """Projects: told to everybody as soon as there are words about them."""

    def visible_to(self, user: Visitor) -> Self:
        """Public ones for everybody, all for the staff who write about them."""
        if getattr(user, "is_active", False) and user.has_perm("workshops.view_project"):
            return self
        return self.public()

    def public(self) -> Self:
        return self.filter(descriptions__live=True).distinct()


class Project(Record):
    """A funded piece of work of which workshops were a part, told as far as its own document tells it."""

    section = "workshops"
    search_kind = "project"
    picture_kind = "report"
    never_reverted = frozenset({"slug"})

    year = models.PositiveSmallIntegerField(_("year"))
    organisation = models.ForeignKey(
        "directory.Organisation",
        models.PROTECT,
        related_name="projects",
        verbose_name=_("organisation"),
        null=True,
    )
    workshops = models.ManyToManyField(
        Workshop, related_name="projects", verbose_name=_("workshops"), blank=True
    )
    source_updated_on = models.DateField(_("source last updated"), null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return str(self.title)

    def description_in(self, language: str | None = None) -> "ProjectDescription | None":
        """The live words in a language (the reader's), or the nearest."""
        return nearest(self.descriptions.all(), language or active_language())

    @property
    def title(self) -> LocalisedText:
        """The title in the reader's language, or the nearest."""
        found = self.description_in()
        return LocalisedText(found.title, found.language) if found else LocalisedText(self.slug, "")

    @property
    def is_public(self) -> bool:
        """True when it is told in at least one language."""
        return self.description_in() is not None

    def linked_data(self) -> dict:
        return project_data(self)

    def search_entries(self) -> Iterable[SearchEntry]:
        return project_entries(self)

    @classmethod
    def searchable_rows(cls) -> models.QuerySet:
        return cls.objects.public().prefetch_related("descriptions")

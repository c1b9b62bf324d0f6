"""The words about projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.models import Description

from .project import Project


class ProjectDescription(Description):
    """The words about a project in one language. Lists have one thing on each line."""

    preview_template = "workshops/project.html"
    preview_presenter = "federation.workshops.presenters.project.project_context"

    record = models.ForeignKey(
        Project, models.CASCADE, related_name="descriptions", verbose_name=_("project")
    )
    title = models.CharField(_("title"), max_length=200)
    programme = models.CharField(_("programme that funded it"), max_length=200)
    place = models.CharField(_("region of the world"), max_length=100)
    country = models.CharField(_("country"), max_length=100)
    goal = models.TextField(_("goal"))
    focal_areas = models.TextField(_("focal areas"))
    outcomes = models.TextField(_("outcomes"))
    selection = models.TextField(_("how participants were chosen"))
    evaluation = models.TextField(_("how it was evaluated"))
    source = models.CharField(_("source"), max_length=300)

    class Meta(Description.Meta):
        abstract = False
        verbose_name = _("text of a project")
        verbose_name_plural = _("texts of projects")

    @property
    def focal_area_list(self) -> list[str]:
        """The focal areas, one by one."""
        return [line.strip() for line in self.focal_areas.splitlines() if line.strip()]

    @property
    def outcome_list(self) -> list[str]:
        """The outcomes, one by one."""
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]

    @property
    def evaluation_list(self) -> list[str]:
        """Questions of the evaluation, one by one."""
        return [line.strip() for line in self.evaluation.splitlines() if line.strip()]

"""The first screen."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.generic import TemplateView

from portal.navigation.registry import Panel, panels_for, tasks_for
from portal.navigation.views import DeskMixin


@dataclass(frozen=True)
class DrawnPanel:
    """A room's panel, drawn with the room's own template and context."""

    title: str
    url: str
    url_title: str
    html: SafeString


class DeskHomeView(DeskMixin, TemplateView):
    """Dashboard home: the tasks that wait for somebody, or for one organisation that they represent, by date, and the
    panels of the rooms.
    """

    template_name = "desk/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = tasks_for(self.acting)
        return super().get_context_data(
            tasks=tasks,
            minutes=sum(task.minutes or 0 for task in tasks),
            panels=[self._drawn(panel) for panel in panels_for(self.acting)],
            **kwargs,
        )

    def _drawn(self, panel: Panel) -> DrawnPanel:
        html = render_to_string(panel.template, panel.context, self.request)
        return DrawnPanel(panel.title, panel.url, panel.url_title, html)

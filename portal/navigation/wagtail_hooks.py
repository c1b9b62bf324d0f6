"""Wagtail hooks of the frame: menus and notices, the first screen, our colours, and the way back to the page."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views import home
from wagtail.models import WorkflowState
from wagtail.snippets.models import register_snippet

from .registry import admin_tasks_for
from .viewsets import MenuViewSet, NoticeViewSet

register_snippet(MenuViewSet)
register_snippet(NoticeViewSet)

# What ours says too, and with a verb.
REPEATED = (home.WorkflowObjectsToModeratePanel, home.RecentEditsPanel)


class WaitingPanel(Component):
    """Panel of what waits for whoever looks: each thing a row with one verb."""

    name = "waiting"
    template_name = "navigation/admin/waiting.html"
    order = 50

    def get_context_data(self, parent_context: dict) -> dict:
        return {"kinds": admin_tasks_for(parent_context["request"].user)}


class InModerationPanel(home.UserObjectsInWorkflowModerationPanel):
    """Wagtail's list of one's own texts that wait for others; what was returned waits for oneself, above."""

    def get_context_data(self, parent_context: dict) -> dict:
        context = super().get_context_data(parent_context)
        waiting = WorkflowState.STATUS_IN_PROGRESS
        context["workflow_states"] = [
            state for state in context["workflow_states"] if state.status == waiting
        ]
        return context


OURS = {home.UserObjectsInWorkflowModerationPanel: InModerationPanel}


@hooks.register("construct_homepage_panels")
def first_screen(_request: HttpRequest, panels: list[Component]) -> None:
    """Begins the first screen with what waits, and leaves out what repeats it."""
    kept = [panel for panel in panels if not isinstance(panel, REPEATED)]
    panels[:] = [WaitingPanel(), *(OURS[type(panel)]() if type(panel) in OURS else panel for panel in kept)]


@hooks.register("insert_global_admin_css")
def colours() -> str:
    """The portal's colours, light and dark."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def remember_editor() -> str:
    """Notes in this browser that somebody edits here, so that public pages ask for the editors' bar."""
    return format_html('<script src="{}"></script>', static("js/admin.js"))

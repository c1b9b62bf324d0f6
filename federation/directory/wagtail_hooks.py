"""Wagtail hooks of the directory."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from .enums import IMPORTED, UNDONE
from .presenters.imports import ImportFormatter, UndoFormatter
from .viewsets import DirectoryViewSetGroup

register_snippet(DirectoryViewSetGroup)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Registers the words in which the history of an organisation tells of imports."""
    actions.register_action(IMPORTED)(ImportFormatter)
    actions.register_action(UNDONE)(UndoFormatter)

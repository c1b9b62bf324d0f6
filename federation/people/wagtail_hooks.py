"""People, and the letters that go to them by post, in the admin."""

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import register_snippet

from .enums import ERASED, HANDED_OVER, MERGED, OPENED, PICTURES_TAKEN_DOWN, TAKEN_BACK, UNDONE
from .registry import KEYS
from .viewsets import LettersToPrintViewSet, PersonViewSet

register_snippet(PersonViewSet)


@hooks.register("register_admin_viewset")
def letters_to_print() -> ViewSet:
    """The screen of letters to print."""
    return LettersToPrintViewSet()


class MergeFormatter(LogFormatter):
    """The line of a person's history about a merge: how many rows of each kind were moved."""

    label: str | Promise = gettext_lazy("Merge")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        moved = log_entry.data.get("moved", {})
        told = [
            f"{capfirst(str(KEYS[label].model._meta.verbose_name_plural))}: {count}"
            for label, count in moved.items()
            if label in KEYS
        ]
        if not told:
            return pgettext("of people", "Merged")
        return _("Merged. Moved: %(rows)s") % {"rows": "; ".join(told)}


class UndoneMergeFormatter(LogFormatter):
    """The line of a person's history about the undo of a merge."""

    label: str | Promise = gettext_lazy("Undo of a merge")

    def format_message(self, _log_entry: ModelLogEntry) -> str:
        return _("Merge undone")


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Registers the words in which the history of a person tells of merges, of written requests and of pictures."""
    actions.register_action(MERGED)(MergeFormatter)
    actions.register_action(UNDONE)(UndoneMergeFormatter)
    actions.register_action(
        TAKEN_BACK,
        gettext_lazy("Take the question back"),
        gettext_lazy("The question whether two accounts are one person’s was taken back"),
    )
    actions.register_action(
        HANDED_OVER, gettext_lazy("Hand over data"), gettext_lazy("The data were handed over on request")
    )
    actions.register_action(
        PICTURES_TAKEN_DOWN,
        gettext_lazy("Take down pictures"),
        gettext_lazy("The pictures were taken down after the consent was withdrawn"),
    )
    actions.register_action(
        OPENED, gettext_lazy("Open the account again"), gettext_lazy("The account was opened again")
    )
    actions.register_action(ERASED, gettext_lazy("Erase"), gettext_lazy("The person was erased on request"))

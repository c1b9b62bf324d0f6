"""Moderation: what is whose to read and decide by a task; authors do not approve where nobody publishes own texts."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import GroupApprovalTask, TaskState, WorkflowMixin, WorkflowState
from wagtail.models.workflows import WorkflowStateQuerySet

from portal.accounts.rules import Visitor

from .rules import may_publish_text

APPROVE = "approve"


def submitted_to(user: Visitor, model: type[Model]) -> list[int]:
    """Keys of the things of a kind that wait for the user's approval."""
    waiting = TaskState.objects.reviewable_by(user).filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type__app_label=model._meta.app_label,
        workflow_state__base_content_type__model=model._meta.model_name,
    )
    return [int(key) for key in waiting.values_list("workflow_state__object_id", flat=True)]


def submitted_by(user: Visitor) -> WorkflowStateQuerySet:
    """Workflows of the user's texts until approved, published or cancelled: they wait for others, or came back."""
    return WorkflowState.objects.active().filter(requested_by=user)


def returned_to(user: Visitor) -> WorkflowStateQuerySet:
    """Workflows of the user's submissions that somebody returned, the latest first, until they are submitted again,
    published or cancelled.
    """
    returned = submitted_by(user).filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    return returned.order_by("-current_task_state__finished_at", "-pk")


def return_of(user: Visitor, thing: Model) -> WorkflowState | None:
    """The return of a thing that the user submitted; None when it is not theirs to mend."""
    if not isinstance(thing, WorkflowMixin):
        return None
    return returned_to(user).for_instance(thing).select_related("current_task_state__finished_by").first()


def why_returned(state: WorkflowState) -> str:
    """Returns the name of who returned a text, and their words."""
    task = state.current_task_state
    by = task.finished_by if task else None
    said = {"name": by.display_name if by else "", "comment": task.comment.strip() if task else ""}
    if by and said["comment"]:
        return _("Returned by %(name)s: “%(comment)s”") % said
    if by:
        return _("Returned by %(name)s without a comment.") % said
    return _("Returned: “%(comment)s”") % said if said["comment"] else _("Returned without a comment.")


def form_address(user: Visitor, thing: Model) -> str:
    """Returns the address of a thing's form; "" for a user whom the admin does not let in, to it or at all."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return ""
    return AdminURLFinder(user).get_edit_url(thing) or ""


def authors_do_not_approve() -> None:
    """Takes the approval of their own texts from authors: the buttons, and what a forged form may ask for.

    A workflow asks its task what somebody may do, and has no hook; the tasks that installations have are Wagtail's own.
    """
    everything = GroupApprovalTask.get_actions

    def get_actions(self: GroupApprovalTask, obj: Model, user: Visitor) -> list[tuple[Any, ...]]:
        found = everything(self, obj, user)
        if not found or may_publish_text(user, obj):
            return found
        return [action for action in found if action[0] != APPROVE]

    GroupApprovalTask.get_actions = get_actions
